"""Where the fields of each page are stored. ``answers`` tells what they are called.

A page reads one field in a query or two, and writes those that are to be changed; the report's row is locked.
"""

from dataclasses import asdict
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Subquery

from measures.choices import Section
from measures.content import Participant
from measures.models import (
    CodeterminationMeeting,
    CodeterminationParticipant,
    NeedsReport,
    OpeningBalance,
    ReportPartner,
)
from measures.services.answers import CONTACT, COUNTS, MEETING
from measures.services.merging import Values
from measures.services.rows import (
    UnknownField,
    key_in,
    must_be,
    read_column,
    replace_rows,
    upsert,
)
from partnerships.models import Scheme


class Page(Protocol):
    section: Section

    def read(self, name: str) -> Any:
        """What is stored in a field. Raises UnknownField."""

    def write(self, values: Values) -> None: ...


class ScopePage:
    section = Section.SCOPE

    def __init__(self, report: NeedsReport) -> None:
        self.report = report

    def read(self, name: str) -> Any:
        return read_column(NeedsReport.objects.filter(pk=self.report.pk), name, COUNTS)

    def write(self, values: Values) -> None:
        _write(self.report, values)


class ContactsPage:
    section = Section.CONTACTS

    def __init__(self, report: NeedsReport) -> None:
        self.report = report
        self.schemes: dict[tuple[str, int], int] = {}

    def read(self, name: str) -> Any:
        field, scheme, payee = self._place(name)
        if not scheme:
            return read_column(self.report.payees.filter(pk=payee), field, CONTACT)
        rows = OpeningBalance.objects.filter(payee=payee, scheme=self._scheme(scheme, payee))
        return rows.values_list("amount_nok", flat=True).first()

    def write(self, values: Values) -> None:
        for name, value in values.items():
            field, scheme, payee = self._place(name)
            if scheme:
                upsert(
                    OpeningBalance(
                        payee_id=payee, scheme_id=self._scheme(scheme, payee), amount_nok=value
                    ),
                    where=("payee", "scheme"),
                )
            else:
                self.report.payees.filter(pk=payee).update(**{field: value})

    @staticmethod
    def _place(name: str) -> tuple[str, str, int]:
        """(field, scheme, payee): an amount has a scheme, a text has none."""
        field, *scheme, payee = name.split("-")
        if len(scheme) > 1 or (field == "amount_nok") != bool(scheme):
            raise UnknownField(name)
        return field, "".join(scheme), key_in(payee)

    def _scheme(self, code: str, payee: int) -> int:
        """Its id, where both it and the payee are the report's."""
        if (code, payee) not in self.schemes:
            self.schemes[code, payee] = self._find_scheme(code, payee)
        return self.schemes[code, payee]

    def _find_scheme(self, code: str, payee: int) -> int:
        call = self.report.call_id
        schemes = Scheme.objects.filter(code=code, calls=call)
        found = self.report.payees.filter(pk=payee).values_list(Subquery(schemes.values("pk")[:1]))
        for (key,) in found:
            if key:
                return key
        raise UnknownField(code)


class PartiesPage:
    """Contact persons and the reason; who takes part is changed by ``writing.save_parties``."""

    section = Section.PARTIES
    REASON = "no_private_owner_reason"

    def __init__(self, report: NeedsReport) -> None:
        self.report = report

    def read(self, name: str) -> Any:
        if name == self.REASON:
            return read_column(NeedsReport.objects.filter(pk=self.report.pk), name, [name])
        field, _dash, partner = name.partition("-")
        return read_column(self.report.partners.filter(pk=key_in(partner)), field, ["contact_name"])

    def write(self, values: Values) -> None:
        for name, value in values.items():
            if name == self.REASON:
                _write(self.report, {name: value})
            else:
                partner = name.partition("-")[2]
                ReportPartner.objects.filter(pk=partner).update(contact_name=value)


class CodeterminationPage:
    section = Section.CODETERMINATION

    def __init__(self, report: NeedsReport) -> None:
        self.report = report
        self.meetings = CodeterminationMeeting.objects.filter(report=report)

    def read(self, name: str) -> Any:
        if name == "participants":
            return [Participant(row.role, row.name, row.union) for row in self._people]
        must_be(name, MEETING)
        value = self.meetings.values_list(name, flat=True).first()
        return value.isoformat() if isinstance(value, date) else value

    def write(self, values: Values) -> None:
        answers = {name: value for name, value in values.items() if name in MEETING}
        if "held_on" in answers:
            day = answers["held_on"]
            answers["held_on"] = date.fromisoformat(day) if day else None
        if answers and not self.meetings.update(**answers):
            CodeterminationMeeting.objects.create(report=self.report, **answers)
        if "participants" in values:
            people = self._people
            meeting = self.meetings.first() or self.meetings.create(report=self.report)
            rows = [
                CodeterminationParticipant(meeting=meeting, **asdict(person))
                for person in values["participants"]
            ]
            replace_rows(CodeterminationParticipant, people, rows)

    @cached_property
    def _people(self) -> list[CodeterminationParticipant]:
        return list(CodeterminationParticipant.objects.filter(meeting__report=self.report))


def _write(report: NeedsReport, values: Values) -> None:
    """Through the model, for what stands in the report's own row has a history."""
    for name, value in values.items():
        setattr(report, name, value)
    report.save(update_fields=list(values))
