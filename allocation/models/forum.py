from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from allocation.choices import (
    ImpartialityOutcome,
    ItemKind,
    ItemOutcome,
    MeetingStatus,
    Presence,
    RecommendationOutcome,
    SeatKind,
)
from allocation.models.division import Division, DivisionLine
from allocation.models.frame import REASON, Frame, Post
from allocation.querysets import (
    AgendaItemQuerySet,
    ForumQuerySet,
    ForumSeatQuerySet,
    MeetingQuerySet,
)
from measures.models import Call
from partnerships.models import CountyGovernor, Network, Organisation, Scheme

TEXT = 20_000  # characters of the text of an item


class Forum(models.Model):
    """A cooperation forum (samarbeidsforum) and the schemes it recommends in."""

    county_governor = models.ForeignKey(
        CountyGovernor, on_delete=models.PROTECT, related_name="forums"
    )
    name = models.CharField(max_length=120)
    schemes = models.ManyToManyField(Scheme, related_name="forums")

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["county_governor", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_governor", "name"], name="one_forum_of_a_name_per_office"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ForumSeat(models.Model):
    """A place in the forum, and who has it. A deputy's place is a seat of its own."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="forum_seats",
    )
    name = models.CharField(max_length=120)
    represents = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=22, choices=SeatKind)
    voting = models.BooleanField(default=True)
    deputy_for = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="deputies"
    )
    position = models.PositiveSmallIntegerField(default=0)
    # The days on which the seat is held; empty: always before, or until further notice.
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)  # the last day

    objects = ForumSeatQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["forum", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SeatKind.values), name="seat_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=SeatKind.SECRETARIAT) | Q(voting=False),
                name="the_secretariat_has_no_vote",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="a_seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.represents})" if self.represents else self.name

    def is_held_on(self, day: date) -> bool:
        """The same as SQL: ``on``; a test compares them."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day <= self.valid_until)


class Meeting(models.Model):
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="meetings")
    case_number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=7, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    # Everybody who has written a text of the minutes: four eyes ask for another to approve them.
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=MeetingStatus.values), name="meeting_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """An item (sak) or a lettered part of one: 8/2022, 8/2022 d. Numbers run through the forum's year.

    ``division`` is the version that was laid before the forum, for ever.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    # The meeting's forum and year once more: the database keeps numbers apart by them.
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=1, blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=ItemKind)
    text = models.TextField(max_length=TEXT, blank=True)
    outcome = models.CharField(max_length=15, choices=ItemOutcome, blank=True)
    postponed_to = models.DateField(null=True, blank=True)
    frame = models.ForeignKey(
        Frame, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    # Whose posts of the frame stand as a table in the item: a list of PostKind.
    shows = models.JSONField(default=list, blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "year", "number", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "year", "number", "part"], name="one_item_of_a_number"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="items_count_from_one"),
            models.CheckConstraint(
                condition=Q(kind__in=ItemKind.values), name="item_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *ItemOutcome.values]), name="item_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True) | Q(outcome=ItemOutcome.POSTPONED),
                name="only_a_postponed_item_has_a_new_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.title}"

    @property
    def case_number(self) -> str:
        """8/2022, and of a part 8/2022 d"""
        return f"{self.number}/{self.year} {self.part}".strip()

    def networks(self) -> models.QuerySet[Network]:
        """Those that the division in the item is about; without one, all of the office."""
        if self.division is not None:
            return Network.objects.filter(pk__in=self.division.lines.values("network"))
        return Network.objects.filter(county_governor=self.forum.county_governor_id)


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(ForumSeat, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=7, choices=Presence)
    attended_by = models.CharField(max_length=120, blank=True)  # the deputy's name

    class Meta:
        ordering = ["meeting", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_per_seat"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="presence_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.DEPUTY) | ~Q(attended_by=""),
                name="a_deputy_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.presence}"


class Guest(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    represents = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.name


class Disqualification(models.Model):
    """What the forum decided about a member's impartiality: in a whole item, or for one network in it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="disqualifications")
    seat = models.ForeignKey(ForumSeat, on_delete=models.PROTECT, related_name="disqualifications")
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(max_length=REASON)
    outcome = models.CharField(max_length=12, choices=ImpartialityOutcome)
    stepped_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["item", "seat", "network"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat", "network"], name="one_impartiality_decision_per_network"
            ),
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(network__isnull=True),
                name="one_impartiality_decision_for_the_whole_item",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=ImpartialityOutcome.values),
                name="impartiality_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.outcome}"


class Recommendation(models.Model):
    """The forum's word on one network's line, or on one post. The amount is theirs, never typed here."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recommendations")
    line = models.ForeignKey(
        DivisionLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    outcome = models.CharField(max_length=15, choices=RecommendationOutcome)
    # Whether the network itself has said that the criteria are met; None when the text does not say.
    criteria_confirmed = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=REASON, blank=True)
    text = models.TextField(max_length=TEXT, blank=True)

    class Meta:
        ordering = ["item", "line__position", "post__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "line"], name="one_recommendation_per_network"),
            models.UniqueConstraint(fields=["item", "post"], name="one_recommendation_per_post"),
            models.CheckConstraint(
                condition=Q(line__isnull=False, post__isnull=True)
                | Q(line__isnull=True, post__isnull=False),
                name="a_recommendation_is_of_a_line_or_a_post",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=RecommendationOutcome.values),
                name="recommendation_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome=RecommendationOutcome.RECOMMENDED) | ~Q(reason=""),
                name="what_is_not_recommended_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line or self.post}: {self.outcome}"

    @property
    def amount_nok(self) -> int:
        return (self.line or self.post).amount_nok
