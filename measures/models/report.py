from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.choices import OPEN_FOR_EDITING, PayeeKind, ReportKind, ReportStatus
from measures.content import ANSWER as ANSWER
from measures.content import REASON as REASON
from measures.content import ReportContent
from measures.models.call import Call
from measures.querysets import NeedsReportQuerySet
from partnerships.models import Organisation, Partnership, Scheme
from rekom.kit.numbers import validate_account_number


class NeedsReport(models.Model):
    """A partnership's needs report (behovsmelding) over all the schemes of a call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="reports")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=13, choices=ReportKind, default=ReportKind.ORDINARY)
    supplements = models.ForeignKey(
        "measures.Measure", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=9, choices=ReportStatus, default=ReportStatus.DRAFT)
    receipt_number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    case_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # After the call has closed: how long the office lets the partnership send, and why.
    may_send_until = models.DateTimeField(null=True, blank=True)
    may_send_reason = models.CharField(max_length=REASON, blank=True)
    # When it is returned: the sections that are open, all when empty.
    open_sections = models.JSONField(default=list, blank=True)
    # Begun from an earlier report: which, and the parts that nobody has looked over since.
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_look_over = models.JSONField(default=list, blank=True)
    # A report that came by e-mail, registered by the office.
    on_behalf = models.CharField(max_length=200, blank=True)

    municipal_kindergartens = models.PositiveIntegerField(null=True, blank=True)
    private_kindergartens = models.PositiveIntegerField(null=True, blank=True)
    public_schools = models.PositiveIntegerField(null=True, blank=True)
    private_schools = models.PositiveIntegerField(null=True, blank=True)
    educational_psychology_services = models.PositiveIntegerField(null=True, blank=True)
    # Counted in the register of units: which, and as of when.
    units_source = models.CharField(max_length=200, blank=True)
    units_as_of = models.DateField(null=True, blank=True)
    no_private_owner_reason = models.TextField(max_length=REASON, blank=True)

    # What the last version that was sent asks for in all, whole kroner: written with that version and
    # never by itself, so that ten thousand reports are added without their lines. Null before the first.
    sent_owner_nok = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    sent_university_nok = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    sent_measures = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    sent_schemes = models.ManyToManyField(Scheme, blank=True, editable=False, related_name="+")

    objects = NeedsReportQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["sent_owner_nok", "sent_university_nok", "sent_measures"]
    )

    class Meta:
        ordering = ["-call__year", "partnership__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "partnership"],
                condition=Q(kind=ReportKind.ORDINARY) & ~Q(status=ReportStatus.WITHDRAWN),
                name="one_ordinary_report_per_call_and_partnership",
            ),
            models.UniqueConstraint(
                fields=["call", "supplements"],
                condition=Q(kind=ReportKind.SUPPLEMENTARY) & ~Q(status=ReportStatus.WITHDRAWN),
                name="one_supplementary_report_per_call_and_measure",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReportStatus.values), name="report_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ReportStatus.DRAFT, ReportStatus.WITHDRAWN])
                | Q(submitted_at__isnull=False, receipt_number__isnull=False),
                name="what_is_sent_has_time_and_receipt",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ReportStatus.DRAFT, ReportStatus.WITHDRAWN])
                | Q(
                    sent_owner_nok__isnull=False,
                    sent_university_nok__isnull=False,
                    sent_measures__isnull=False,
                ),
                name="what_is_sent_has_its_sums",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.ORDINARY, supplements__isnull=True)
                | Q(kind=ReportKind.SUPPLEMENTARY, supplements__isnull=False),
                name="a_supplementary_report_is_to_a_measure",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "status", "partnership"], name="report_inbox"),
            # holds all that the foot of the inbox asks for
            models.Index(
                fields=[
                    *("partnership", "call", "kind", "status"),
                    *("sent_owner_nok", "sent_university_nok"),
                ],
                name="sums_of_the_inbox",
            ),
            # holds, in their order, the groups that the inbox counts, and what its filters ask of them
            models.Index(
                fields=[
                    *("call", "kind", "status", "case_worker"),
                    *("sent_owner_nok", "sent_university_nok", "partnership"),
                    *("submitted_at", "may_send_until"),
                ],
                name="groups_of_the_inbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.call.year}"

    def get_absolute_url(self) -> str:
        return reverse("measures:report", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_FOR_EDITING

    def sent_content(self) -> ReportContent:
        """As it was sent last. Raises IndexError for a report that never was."""
        return self.versions.all()[0].read()


class ReportPayee(models.Model):
    """Who receives money, with contact, account and reference as they were when it was sent."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="payees")
    kind = models.CharField(max_length=10, choices=PayeeKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="report_payees"
    )
    sub_unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)
    bank_account = models.CharField(max_length=11, blank=True, validators=[validate_account_number])
    payment_reference = models.CharField(max_length=70, blank=True)

    class Meta:
        ordering = ["report", "kind", "pk"]  # owner before university
        indexes = [models.Index(fields=["report", "kind"], name="payees_of_a_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "organisation"], name="one_payee_per_organisation"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(kind=PayeeKind.OWNER), name="one_lead_owner"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PayeeKind.values), name="payee_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class OpeningBalance(models.Model):
    """Money from earlier years that a payee still holds, per scheme. Unknown is null, not 0."""

    payee = models.ForeignKey(
        ReportPayee, on_delete=models.CASCADE, related_name="opening_balances"
    )
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    amount_nok = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["payee", "scheme__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["payee", "scheme"], name="one_opening_balance_per_scheme"
            ),
            models.CheckConstraint(
                condition=Q(amount_nok__isnull=True) | Q(amount_nok__gte=0),
                name="opening_balance_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee}, {self.scheme}: {self.amount_nok}"


class ReportPartner(models.Model):
    """Another owner or university in the partnership, with its contact person."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="partners")
    kind = models.CharField(max_length=10, choices=PayeeKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["report", "kind", "pk"]

    def __str__(self) -> str:
        return self.name


class CodeterminationMeeting(models.Model):
    """The meeting in which the report was discussed with the unions, or why there was none."""

    report = models.OneToOneField(
        NeedsReport, on_delete=models.CASCADE, related_name="codetermination"
    )
    discussed = models.BooleanField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    reason_not = models.TextField(max_length=REASON, blank=True)
    comment = models.TextField(max_length=REASON, blank=True)

    def __str__(self) -> str:
        return f"{self.report}: {self.discussed}"


class CodeterminationParticipant(models.Model):
    meeting = models.ForeignKey(
        CodeterminationMeeting, on_delete=models.CASCADE, related_name="participants"
    )
    role = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    union = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.name
