"""The needs report on paper: every question as the form asks it, every answer as it was given."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from allocation.pdf.report_measure import measure_on_paper, yes_or_no
from allocation.pdf.report_sums import amounts, balances, own_contribution_in_words
from measures import terms
from measures.choices import PayeeKind, ReportKind
from measures.content import PayeeContent, ReportContent
from measures.rules import sums
from measures.rules.sharing import shared_sums
from rekom.kit.pdf import render_pdf

PAYEES_SIDE_BY_SIDE = 3

UNITS = [
    (
        "municipal_kindergartens",
        gettext_lazy("Municipal kindergartens"),
        ngettext_lazy(
            "%(count)d municipal kindergarten", "%(count)d municipal kindergartens", "count"
        ),
    ),
    (
        "private_kindergartens",
        gettext_lazy("Private kindergartens"),
        ngettext_lazy("%(count)d private kindergarten", "%(count)d private kindergartens", "count"),
    ),
    (
        "public_schools",
        gettext_lazy("Public schools"),
        ngettext_lazy("%(count)d public school", "%(count)d public schools", "count"),
    ),
    (
        "private_schools",
        gettext_lazy("Private schools"),
        ngettext_lazy("%(count)d private school", "%(count)d private schools", "count"),
    ),
    (
        "educational_psychology_services",
        gettext_lazy("Educational psychology services"),
        ngettext_lazy(
            "%(count)d educational psychology service",
            "%(count)d educational psychology services",
            "count",
        ),
    ),
]


def report_pdf(
    content: ReportContent,
    *,
    language: str,
    draft: bool = False,
    with_payment_sheet: bool = False,
) -> bytes:
    """Return the paper. Raises PaperError.

    ``with_payment_sheet``: account and telephone numbers, on a last page of their own. For payee and
    county governor only; without it there is neither in the file.
    """
    with translation.override(language):
        context = report_context(content, draft=draft) | {"with_payment_sheet": with_payment_sheet}
    return render_pdf("pdf/needs_report.html", context, language=language)


def report_context(content: ReportContent, *, draft: bool = False) -> dict[str, Any]:
    """The variables of pdf/_needs_report.html, in the language that is active."""
    sent_at = _moment(content.submitted_at)
    return {
        "content": content,
        "draft": draft,
        "created": sent_at.isoformat(timespec="seconds") if sent_at else "",
        "office_name": content.office_name,
        "office_parallel_names": content.office_parallel_names,
        "title": _title(content),
        "reference": _reference(content, draft=draft),
        "sent_at": sent_at,
        "facts": _facts(content),
        "answers": _answers(content),
        "payees_side_by_side": _side_by_side(content.payees),
        "report_sums": amounts(content, sums.report_table(content)),
        "coordinator": sums.coordinator_share(content),
        "shared": shared_sums(content),
        "has_estimates": any(measure.estimates for measure in content.measures),
        "balances": balances(content),
        "schemes": _schemes(content),
        "measures": [
            measure_on_paper(content, measure)
            for measure in sorted(content.measures, key=lambda each: each.number)
        ],
        "codetermination": _codetermination(content),
        "partners": [(partner, PayeeKind(partner.kind).label) for partner in content.partners],
        "units": _units(content),
        "last_term": terms.label(content.call.terms[-1]).lower() if content.call.terms else "",
    }


def _title(content: ReportContent) -> str:
    values = {"year": content.year, "partnership": content.partnership}
    if content.kind == ReportKind.SUPPLEMENTARY:
        return _("Supplementary needs report %(year)s: %(partnership)s") % values
    return _("Needs report %(year)s: %(partnership)s") % values


def _reference(content: ReportContent, *, draft: bool) -> str:
    named = _("Needs report %(year)s")
    if content.is_supplementary:
        named = _("Supplementary needs report %(year)s")
    values = {
        "report": named % {"year": content.year},
        "partnership": content.partnership,
        "receipt": content.receipt_number,
        "version": content.version,
    }
    if draft or not content.receipt_number:
        return _("%(report)s, %(partnership)s, draft") % values
    if content.version > 1:
        return _("%(report)s, %(partnership)s, receipt %(receipt)s, version %(version)s") % values
    return _("%(report)s, %(partnership)s, receipt %(receipt)s") % values


def _facts(content: ReportContent) -> list[tuple[str, str]]:
    """What a reader wants first: who, with whom, and for how many."""
    owners = [each.name for each in content.partners if each.kind == PayeeKind.OWNER]
    lead = content.lead_owner
    if owners:
        lead = _("%(owner)s (reports the need for the network)") % {"owner": lead}
    facts = [
        (_("Supplementary need to"), _supplemented(content)),
        (_("Owner"), _list_of([lead, *owners])),
        (_("University or university college"), "; ".join(map(_with_unit, content.universities))),
        (_("Network"), content.network),
        (_("Units"), "" if content.is_supplementary else _units_in_words(content)),
        (_("Sent by"), content.submitted_by),
        (_("Registered by the county governor"), content.on_behalf),
    ]
    optional = {
        *(_("Network"), _("Sent by"), _("Registered by the county governor")),
        _("Supplementary need to"),
    }
    if content.is_supplementary:
        optional.add(_("Units"))
    return [(label, text) for label, text in facts if text or label not in optional]


def _supplemented(content: ReportContent) -> str:
    to = content.supplements
    if to is None:
        return ""
    return _("Measure %(number)d, “%(title)s”, of %(year)d, receipt %(receipt)s") % {
        "number": to.number,
        "title": to.title,
        "year": to.year,
        "receipt": to.receipt_number,
    }


def _answers(content: ReportContent) -> list[tuple[str, str]]:
    """The questions of the form that the report itself answers (R-04, R-17)."""
    counted = sums.measures_per_scheme(content)
    per_scheme = [f"{scheme.short_name} {counted[scheme.code]}" for scheme in content.schemes]
    return [
        (
            _("The needs report is about"),
            _list_of([str(scheme.name) for scheme in content.schemes if counted[scheme.code]]),
        ),
        (
            _("Does the partnership consist of several owners?"),
            yes_or_no(sums.has_several_owners(content)),
        ),
        (
            _("Does the partnership consist of several universities?"),
            yes_or_no(sums.has_several_universities(content)),
        ),
        (
            _("Does the partnership deliver a needs report in several schemes?"),
            yes_or_no(sums.delivers_in_several_schemes(content)),
        ),
        (
            _("How many measures are there a need of grant for?"),
            f"{len(content.measures)} ({', '.join(per_scheme)})",
        ),
    ]


def _schemes(content: ReportContent) -> list[dict[str, Any]]:
    """The sums of each scheme that has a measure."""
    return [
        {
            "name": scheme.short_name,
            "sums": amounts(content, sums.scheme_table(content, scheme.code)),
            "own_contribution": own_contribution_in_words(content, scheme),
        }
        for scheme in content.schemes
        if content.measures_in(scheme.code)
    ]


def _codetermination(content: ReportContent) -> dict[str, Any]:
    meeting = content.codetermination
    return {
        "discussed": yes_or_no(meeting.discussed),
        "held_on": date.fromisoformat(meeting.held_on) if meeting.held_on else None,
        "meeting": meeting,
    }


def _units(content: ReportContent) -> list[tuple[Any, int | None]]:
    return [(label, getattr(content.units, field)) for field, label, _words in UNITS]


def _units_in_words(content: ReportContent) -> str:
    """ "14 municipal kindergartens, 13 public schools and 1 psychology service": those there are."""
    counts = [(getattr(content.units, field), words) for field, _label, words in UNITS]
    return _list_of([words % {"count": count} for count, words in counts if count])


def _side_by_side(payees: tuple[PayeeContent, ...]) -> list[tuple[PayeeContent, ...]]:
    starts = range(0, len(payees), PAYEES_SIDE_BY_SIDE)
    return [payees[start : start + PAYEES_SIDE_BY_SIDE] for start in starts]


def _with_unit(payee: PayeeContent) -> str:
    return f"{payee.name}, {payee.sub_unit}" if payee.sub_unit else payee.name


def _list_of(names: list[str]) -> str:
    return get_text_list(names, _("and"))


def _moment(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None
