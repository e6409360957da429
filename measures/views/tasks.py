"""What the task list and the check page show of a report, in the shape of their templates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from measures import permissions
from measures.choices import SECTIONS_OF, PayeeKind, ReportKind, Section
from measures.content import PayeeContent, ReportContent, UnitCounts
from measures.models import NeedsReport
from measures.rules import Problem, SectionState, Severity, measure_states, section_states
from measures.rules.comparison import measure_part
from measures.rules.sums import SumTable, report_table, scheme_table
from measures.rules.words import called
from measures.views.doors import Told
from measures.views.places import PAGES, address
from partnerships.models import User
from rekom.kit.dates import format_when
from rekom.kit.kroner import NO_BREAK_SPACE
from rekom.kit.templatetags.ui import account_number, organisation_number

Row = dict[str, Any]

MOST_IN_THE_SIDE = 5  # of what is left to do; the check page lists all


def state_tag(state: SectionState) -> tuple[str, str]:
    """(word, tone)"""
    return {
        SectionState.NOT_BEGUN: (_("Not begun"), "neutral"),
        SectionState.MISSING: (_("Answers missing"), "danger"),
        SectionState.WRONG: (_("To be corrected"), "danger"),
        SectionState.DONE: (_("Done"), "success"),
    }[state]


class TaskList:
    """The sections with how far each has come, and what is left."""

    def __init__(
        self, content: ReportContent, found: list[Problem], user: User, report: NeedsReport
    ) -> None:
        self.content, self.user, self.report = content, user, report
        self.stops = [each for each in found if each.severity == Severity.BLOCK]
        self.states = section_states(content, found)
        self.measure_states = measure_states(content, found)

    @property
    def left(self) -> list[Told]:
        return [
            Told(address(each, self.report.pk), each.message)
            for each in self.stops[:MOST_IN_THE_SIDE]
        ]

    @property
    def left_out(self) -> int:
        return max(0, len(self.stops) - MOST_IN_THE_SIDE)

    @property
    def left_title(self) -> str:
        count = len(self.stops)
        return ngettext("%(count)d answer is left", "%(count)d answers are left", count) % {
            "count": count
        }

    def partnership(self) -> list[Row]:
        rows = [
            (Section.CONTACTS, _contacts_note(self.content)),
            (Section.PARTIES, _parties_note(self.content)),
            (Section.SCOPE, units_text(self.content.units)),
        ]
        return [self._row(section, note) for section, note in rows if self._asks(section)]

    def before_sending(self) -> list[Row]:
        rows = []
        if self._asks(Section.CODETERMINATION):
            rows.append(self._row(Section.CODETERMINATION, codetermination_text(self.content)))
        if permissions.can_submit(self.user, self.report):
            rows.append(self._sending())
        return rows

    def _asks(self, section: Section) -> bool:
        return section in SECTIONS_OF[ReportKind(self.content.kind)]

    def ledger(self) -> Row:
        writes = permissions.can_write(self.user, self.report, Section.MEASURES)
        tags = {
            key: self._tag(measure_part(key), state) for key, state in self.measure_states.items()
        }
        return ledger(self.content, self.report.pk if writes else None, tags)

    def _tag(self, part: str, state: SectionState) -> tuple[str, str]:
        """What is copied from last year is said to be so until somebody has looked it over."""
        if part in self.report.to_look_over:
            return _("Copied, look over"), "info"
        return state_tag(state)

    def _row(self, section: Section, note: str) -> Row:
        state = self.states[section]
        missing = next((each.message for each in self.stops if each.section == section), "")
        word, tone = self._tag(section, state)
        opens = permissions.can_write(self.user, self.report, section)
        return {
            "title": section.label,
            "url": reverse(PAGES[section], args=[self.report.pk]) if opens else "",
            "note": note if state in (SectionState.DONE, SectionState.NOT_BEGUN) else missing,
            "tag": word,
            "tone": tone,
        }

    def _sending(self) -> Row:
        ready = not self.stops
        return {
            "title": _("Look over and send"),
            "url": reverse("measures:check", args=[self.report.pk]),
            "note": _("Everything that must be there is in place.")
            if ready
            else _("You can look over it now. You can send it when nothing is left."),
            "tag": _("Ready") if ready else _("Not ready"),
            "tone": "success" if ready else "neutral",
        }


# --- measures and amounts ------------------------------------------------------------------------


def ledger(
    content: ReportContent,
    report_pk: int | None,
    tags: dict[int, tuple[str, str]] | None = None,
) -> Row:
    """For components/ledger.html: the schemes in the order of their first measure.

    ``tags``: (word, tone) of each measure by its key.
    """
    table = report_table(content)
    codes = dict.fromkeys(measure.scheme for measure in content.measures)
    return {
        "columns": _columns(content, table),
        "groups": [_group(content, code, report_pk, tags or {}) for code in codes],
        "amounts": [*table.totals.amounts_nok, table.totals.total_nok],
        "closes": table.adds_up,
    }


def need_rows(table: SumTable) -> list[tuple[str, int]]:
    """(payee, amount) of the whole report."""
    labels = [column.label for column in table.columns]
    return list(zip(labels, table.totals.amounts_nok, strict=True))


def _group(
    content: ReportContent, code: str, report_pk: int | None, tags: dict[int, tuple[str, str]]
) -> Row:
    table = scheme_table(content, code)
    name = next(scheme.short_name for scheme in content.schemes if scheme.code == code)
    rows = []
    for row in table.rows:
        word, tone = tags.get(int(row.key), ("", ""))
        url = reverse("measures:measure", args=[report_pk, row.key]) if report_pk else ""
        amounts = [*row.amounts_nok, row.total_nok]
        rows.append({"label": row.label, "url": url, "tag": word, "tone": tone, "amounts": amounts})
    return {
        "label": name,
        "rows": rows,
        "total_label": _("Sum, %(scheme)s") % {"scheme": name},
        "amounts": [*table.totals.amounts_nok, table.totals.total_nok],
    }


def _columns(content: ReportContent, table: SumTable) -> list[Row]:
    names = {payee.key: payee.name for payee in content.payees}
    kinds = {PayeeKind.OWNER: _("Owner"), PayeeKind.UNIVERSITY: _("University")}
    columns = [
        {
            "label": kinds.get(PayeeKind(column.kind)) if column.kind else "",
            "name": column.label,
            "full": names.get(column.payee, column.label),
        }
        for column in table.columns
    ]
    return [*columns, {"label": _("Sum"), "name": _("kroner"), "full": _("Sum")}]


# --- words ---------------------------------------------------------------------------------------


def warning_rows(
    found: Iterable[Problem], content: ReportContent, report: NeedsReport
) -> list[Row]:
    """What the report can be sent with, each with the way to it. The first sentence is the title."""
    rows = []
    for each in found:
        if each.severity != Severity.WARN:
            continue
        title, _stop, note = each.message.partition(". ")
        rows.append(
            {
                "title": f"{title}." if note else title,
                "note": note,
                "action_url": address(each, report.pk),
                "action_label": _link_text(each, content),
            }
        )
    return rows


def copied_rows(content: ReportContent, report: NeedsReport) -> list[Row]:
    """What was copied from an earlier report and nobody has looked over, each with the way to it."""
    places = [(str(section), section.label, PAGES[section]) for section in Section]
    is_counted = bool(report.units_source)
    told = {
        False: _("%(part)s: copied from an earlier report."),
        True: _("%(part)s: counted in the register."),
    }
    sections = [
        (label, reverse(page, args=[report.pk]), is_counted and part == Section.SCOPE)
        for part, label, page in places
        if part in report.to_look_over
    ]
    measures = [
        (called(each), reverse("measures:measure", args=[report.pk, each.key]), False)
        for each in content.measures
        if measure_part(each.key) in report.to_look_over
    ]
    return [
        {
            "title": told[counted] % {"part": label},
            "note": _("Look it over and save the page."),
            "action_url": url,
            "action_label": _("To look over"),
        }
        for label, url, counted in (*sections, *measures)
    ]


def _link_text(problem: Problem, content: ReportContent) -> str:
    """Links tell where they lead."""
    numbers = {measure.key: measure.number for measure in content.measures}
    if problem.measure in numbers:
        return _("To measure %(number)d") % {"number": numbers[problem.measure]}
    return {
        Section.CONTACTS: _("To the contacts"),
        Section.PARTIES: _("To the owners"),
        Section.SCOPE: _("To the units"),
        Section.MEASURES: _("To the measures"),
        Section.CODETERMINATION: _("To co-determination"),
        Section.REPORT: _("To the report"),
    }[problem.section]


def answer_rows(content: ReportContent, report: NeedsReport) -> list[Row]:
    """The answers outside the measures, in short."""
    pages = {
        section: reverse(PAGES[section], args=[report.pk])
        for section in (Section.CONTACTS, Section.PARTIES, Section.SCOPE, Section.CODETERMINATION)
    }
    payees = [
        {
            "label": payee.short_name,
            "text": _payee_text(payee),
            "url": pages[Section.CONTACTS],
        }
        for payee in content.payees
    ]
    if content.is_supplementary:
        return payees
    return [
        {
            "label": _("Owners"),
            "text": _names(content.owner.name, *_partners(content, PayeeKind.OWNER)),
            "url": pages[Section.PARTIES],
        },
        {
            "label": _("Universities and university colleges"),
            "text": _names(
                *map(_with_sub_unit, content.universities),
                *_partners(content, PayeeKind.UNIVERSITY),
            ),
            "url": pages[Section.PARTIES],
        },
        *payees,
        {
            "label": Section.SCOPE.label,
            "text": units_text(content.units),
            "url": pages[Section.SCOPE],
        },
        {
            "label": Section.CODETERMINATION.label,
            "text": codetermination_text(content),
            "url": pages[Section.CODETERMINATION],
        },
    ]


def units_text(units: UnitCounts) -> str:
    """ "14 municipal kindergartens, 4 private kindergartens, …"; empty until something is counted."""
    counted = [
        (
            units.municipal_kindergartens,
            ngettext_lazy(
                "%(count)d municipal kindergarten", "%(count)d municipal kindergartens", "count"
            ),
        ),
        (
            units.private_kindergartens,
            ngettext_lazy(
                "%(count)d private kindergarten", "%(count)d private kindergartens", "count"
            ),
        ),
        (
            units.public_schools,
            ngettext_lazy("%(count)d public school", "%(count)d public schools", "count"),
        ),
        (
            units.private_schools,
            ngettext_lazy("%(count)d private school", "%(count)d private schools", "count"),
        ),
        (
            units.educational_psychology_services,
            ngettext_lazy(
                "%(count)d educational psychology service",
                "%(count)d educational psychology services",
                "count",
            ),
        ),
    ]
    # A figure stays with what it counts.
    texts = [str(words % {"count": count}) for count, words in counted if count is not None]
    return ", ".join(text.replace(" ", NO_BREAK_SPACE, 1) for text in texts)


def codetermination_text(content: ReportContent) -> str:
    meeting = content.codetermination
    if meeting.discussed is None:
        return ""
    if not meeting.discussed:
        return _("Not discussed: %(reason)s") % {"reason": meeting.reason_not}
    people = get_text_list([person.name for person in meeting.participants], _("and"))
    if not meeting.held_on:
        return _("Discussed with %(people)s") % {"people": people}
    day = format_when(date.fromisoformat(meeting.held_on), "long")
    return _("Discussed on %(day)s with %(people)s") % {"day": day, "people": people}


def _contacts_note(content: ReportContent) -> str:
    return ", ".join(
        _("%(person)s for %(payee)s") % {"person": payee.contact_name, "payee": payee.short_name}
        for payee in content.payees
        if payee.contact_name
    )


def _parties_note(content: ReportContent) -> str:
    owners = 1 + len(_partners(content, PayeeKind.OWNER))
    universities = len(content.universities) + len(_partners(content, PayeeKind.UNIVERSITY))
    return _("%(owners)s, %(universities)s") % {
        "owners": ngettext("%(count)d owner", "%(count)d owners", owners) % {"count": owners},
        "universities": ngettext("%(count)d university", "%(count)d universities", universities)
        % {"count": universities},
    }


def _payee_text(payee: PayeeContent) -> str:
    person = _names(
        *(payee.contact_name, payee.contact_role, payee.contact_phone, payee.contact_email)
    )
    account = account_number(payee.bank_account)
    account_text = (
        _("Account %(account)s") % {"account": account}
        if account
        else _("No account number is registered.")
    )
    number = organisation_number(payee.organisation_number)
    number_text = number and _("Organisation number %(number)s") % {"number": number}
    reference = payee.payment_reference and _("Marked “%(reference)s”") % {
        "reference": payee.payment_reference
    }
    return "\n".join(filter(None, (person, account_text, number_text, reference)))


def _with_sub_unit(payee: PayeeContent) -> str:
    return _names(payee.name, payee.sub_unit)


def _partners(content: ReportContent, kind: str) -> list[str]:
    return [partner.name for partner in content.partners if partner.kind == kind]


def _names(*names: str) -> str:
    return ", ".join(filter(None, names))
