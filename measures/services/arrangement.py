"""The order of the measures, and how they hang together: moved, copied, and linked as one need.

Numbers run through the report without a gap. Where a text speaks of “measure 6”, the number follows the
measure.
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from measures.models import Measure, NeedsReport, SharedNeed
from measures.rules.references import renumber
from measures.services.writing import open_measures, touch
from partnerships.models import User
from rekom.kit.errors import DomainError

# The texts of a measure that a reference may stand in.
TEXTS = (
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "owner_use",
    "university_use",
    "coordinator_reason",
    "target_group_text",
    "goal",
    "rationale",
    "organisation",
    "topic",
)
# What a copy takes along: the words, not the money.
COPIED = ("kind", "purpose", "coordinator_needed", "participants", *TEXTS)
HIGH = 10_000  # above all numbers, so that no two measures ever have the same


@transaction.atomic
def move_measure(*, report: NeedsReport, measure: int, to: int, by: User) -> Measure:
    """To place ``to`` in the report; those between move by one. Raises DomainError when it is gone."""
    report = open_measures(report, by)
    order = list(report.measures.running())
    moved = existing(report, measure)
    order.remove(moved)
    order.insert(max(0, to - 1), moved)
    number_measures(report, order)
    touch(report, by)
    return report.measures.get(pk=measure)


@transaction.atomic
def change_scheme(*, report: NeedsReport, measure: int, scheme: str, by: User) -> Measure:
    """``scheme`` is a code. Raises DomainError when it is none of the call's."""
    report = open_measures(report, by)
    changed = existing(report, measure)
    found = report.call.schemes.filter(code=scheme).first()
    if found is None:
        raise DomainError(_("Choose one of the schemes of the call."))
    changed.scheme = found
    changed.save(update_fields=["scheme"])
    touch(report, by)
    return changed


@transaction.atomic
def copy_measure(*, report: NeedsReport, measure: int, by: User) -> Measure:
    """Right after the one it is a copy of, with its words and without its amounts."""
    report = open_measures(report, by)
    original = existing(report, measure)
    copy = Measure.objects.create(
        report=report,
        scheme=original.scheme,
        number=report.measures.running().count() + 1,
        title=_("Copy of %(title)s") % {"title": original.title[:180]},
        terms=original.terms,
        **{field: getattr(original, field) for field in COPIED},
    )
    copy.target_groups.set(original.target_groups.all())
    copy.plan_items.set(original.plan_items.all())
    order = list(report.measures.running())
    order.insert(order.index(original) + 1, order.pop())
    number_measures(report, order)
    touch(report, by)
    return report.measures.get(pk=copy.pk)


@transaction.atomic
def reuse_answer(
    *, report: NeedsReport, measure: int, field: str, source: int, by: User
) -> Measure:
    """Add another measure's answer below one's own. Raises DomainError when there is none, or no room."""
    report = open_measures(report, by)
    written, other = existing(report, measure), existing(report, source)
    text = getattr(other, field).strip() if field in TEXTS else ""
    if not text:
        raise DomainError(_("There is no such answer any more."))
    together = "\n\n".join(filter(None, (getattr(written, field).strip(), text)))
    most = getattr(Measure._meta.get_field(field), "max_length", 0)
    if len(together) > most:
        raise DomainError(
            _("Together they are %(length)d characters, and there is room for %(most)d.")
            % {"length": len(together), "most": most}
        )
    setattr(written, field, together)
    written.save(update_fields=[field])
    touch(report, by)
    return written


@transaction.atomic
def link_needs(
    *, report: NeedsReport, measures: Collection[int], need_nok: int, by: User
) -> SharedNeed:
    """The measures are one need of ``need_nok`` kroner in all. A link they had before is dissolved."""
    report = open_measures(report, by)
    linked = report.measures.running().filter(pk__in=measures)
    if len(linked) < 2:
        raise DomainError(_("Choose two measures or more that are the same need."))
    if need_nok < 1:
        raise DomainError(_("Write the need in all, in whole kroner."))
    shared = SharedNeed.objects.create(report=report, need_nok=need_nok)
    linked.update(shared_need=shared)
    dissolve_lonely_needs(report)
    touch(report, by)
    return shared


@transaction.atomic
def unlink_needs(*, report: NeedsReport, shared: int, by: User) -> None:
    report = open_measures(report, by)
    report.shared_needs.filter(pk=shared).delete()
    touch(report, by)


def number_measures(
    report: NeedsReport,
    order: Collection[Measure],
    *,
    removed: Mapping[int | None, str] | None = None,
) -> None:
    """Number the measures as they stand in ``order``, and the texts that speak of them.

    ``removed``: what texts say instead of the number of a measure that has none any more.
    """
    old = {measure.pk: measure.number for measure in report.measures.all()}
    new = {measure.pk: place for place, measure in enumerate(order, start=1)}
    changed = [pk for pk in new if old[pk] != new[pk]]
    for offset in (HIGH, 0):
        for pk in changed:
            report.measures.filter(pk=pk).update(number=new[pk] + offset)
    told = {old[pk]: str(new[pk]) for pk in changed} | dict(removed or {})
    numbers = {number: text for number, text in told.items() if number}
    for measure in report.measures.all():
        _renumber_texts(measure, numbers)
    for answer in report.common_answers.all():
        answer.text = renumber(answer.text, numbers)
        answer.save(update_fields=["text"])


def dissolve_lonely_needs(report: NeedsReport) -> None:
    """One measure alone shares its need with nobody."""
    for shared in report.shared_needs.all():
        if shared.measures.count() < 2:
            shared.delete()


def existing(report: NeedsReport, pk: int) -> Measure:
    measure = report.measures.running().filter(pk=pk).first()
    if measure is None:
        raise DomainError(_("Somebody else has removed or withdrawn the measure."))
    return measure


def _renumber_texts(measure: Measure, numbers: Mapping[int, str]) -> None:
    written = {field: getattr(measure, field) for field in TEXTS}
    renumbered = {field: renumber(text, numbers) for field, text in written.items()}
    changed = [field for field in TEXTS if renumbered[field] != written[field]]
    if changed:
        for field in changed:
            setattr(measure, field, renumbered[field])
        measure.save(update_fields=changed)
