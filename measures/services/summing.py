"""What was sent, summed up on the report: written with each version, and held against the versions (ADR 17)."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef

from measures.content import ReportContent
from measures.models import NeedsReport, SentVersion
from measures.rules.sums import NeedInAll, need_in_all
from partnerships.models import Scheme

SUM_FIELDS = ("sent_owner_nok", "sent_university_nok", "sent_measures")


class Difference(NamedTuple):
    report: NeedsReport
    kept: NeedInAll
    sent: NeedInAll  # as the last version has it


def keep_sums(report: NeedsReport, content: ReportContent) -> None:
    """What is sent now. The caller saves SUM_FIELDS with the report, in the transaction of the version."""
    need = need_in_all(content)
    report.sent_owner_nok = need.owner_nok
    report.sent_university_nok = need.university_nok
    report.sent_measures = need.measures
    report.sent_schemes.set(Scheme.objects.filter(code__in=need.schemes))


def differences() -> Iterator[Difference]:
    """Reports whose sums are not those of their last version: none, unless somebody wrote past us."""
    later = SentVersion.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    last = SentVersion.objects.filter(~Exists(later)).order_by("report")
    rows = last.select_related("report__call", "report__partnership")
    for version in rows.prefetch_related("report__sent_schemes").iterator(100):
        kept, sent = kept_sums(version.report), need_in_all(version.read())
        if kept != sent:
            yield Difference(version.report, kept, sent)


def kept_sums(report: NeedsReport) -> NeedInAll:
    schemes = frozenset(scheme.code for scheme in report.sent_schemes.all())
    owner, universities, measures = (getattr(report, field) for field in SUM_FIELDS)
    return NeedInAll(owner, universities, measures, schemes)


@transaction.atomic
def add_up_again(report: NeedsReport) -> None:
    """From the last version that was sent."""
    report = NeedsReport.objects.locked(report.pk)
    keep_sums(report, report.sent_content())
    report.save(update_fields=SUM_FIELDS)
