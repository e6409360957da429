"""What the two offices made of reports in the demo. All of it is invented: no paper tells of marks."""

from measures.choices import Audience, Mark, Section
from measures.models import Call, NeedsReport
from measures.services.assessing import assess, note
from measures.services.commenting import answer_comment, release_comment, write_comment
from measures.services.flagging import raise_flag, resolve_flag
from partnerships.models import Organisation, User
from partnerships.services import new_key
from rekom.demo.clock import at

MET, PARTLY = Mark.MET, Mark.PARTLY

# measure number → criterion → (mark, comment)
Marks = dict[int, dict[str, tuple[Mark, str]]]

SORVEST: Marks = {
    1: {
        "T1": (MET, "Kartlegging høsten 2021, drøftet i alle barnehagene."),
        "T2": (MET, ""),
        "T3": (MET, ""),
        "T4": (MET, ""),
    },
    2: {"T1": (MET, ""), "T2": (PARTLY, "Svarene er like som i tiltak 1."), "T4": (MET, "")},
    3: {
        "T1": (MET, ""),
        "T2": (PARTLY, "Det står ikke hva barnehagene gjør mellom samlingene."),
        "T4": (MET, ""),
    },
}
HELGELAND: Marks = {
    1: {"T1": (MET, ""), "T2": (MET, ""), "T3": (PARTLY, "Hva lærer studentene av fraværet?")},
    2: {"T1": (MET, "")},
}


def trondelag(call: Call, people: dict[str, User]) -> None:
    """Trøndelag Sørvest: marks, notes, a question that was answered, one for the forum, two flags."""
    silje, kari = people["trondelag@example.no"], people["secretary@example.no"]
    report = call.reports.get(partnership__name="Trøndelag Sørvest")
    with at("2022-01-27 13:40"):
        _mark(report, SORVEST, silje)
        _note(report, "K1", "To møter med DMMH før innsending, ett med Nord universitet.", silje)
        _note(report, "K2", "Drøftet i alle barnehagene som er med.", silje)
        _note(report, "K5", "Nettverket oppgir «om lag 500 000» på bok.", silje)
    dmmh = Organisation.objects.get(name="Dronning Mauds Minne Høgskole")
    with at("2022-01-27 14:05"):
        _note(report, "KU1", "Er med i ni av ti nettverk. Har folk til alle.", silje, dmmh)
    with at("2022-01-28 09:10"):
        asked = _comment(
            report,
            Section.PARTIES,
            "Rindal er medlem av nettverket, men er ikke nevnt i noe tiltak. Skal kommunen være med?",
            silje,
        )
        release_comment(comment=asked, to=Audience.PARTNERSHIP, by=silje)
    with at("2022-01-31 10:22"):
        answer = "Rindal er med på nettverkssamlingene, men har ikke eget tiltak i år."
        answer_comment(comment=asked, text=answer, seen="", by=report.created_by)
    with at("2022-02-07 08:50"):
        told = "Gruppe 2 er en fortsettelse av gruppe 1, med de samme samlingene."
        released = _comment(report, Section.MEASURES, told, silje, measure=2)
        release_comment(comment=released, to=Audience.FORUM, by=silje)
        _comment(
            report, Section.REPORT, "Sjekk beløpet i tiltak 1 mot papiret: «200 00 kr».", silje
        )
    with at("2022-02-07 09:30"):
        counted = _flag(
            report, "Skaun er nevnt i tiltak 1 og 2. Telles noen to ganger?", silje, kari
        )
        _flag(report, "Nettverkets egen bekreftelse på kriteriene mangler i teksten.", silje, silje)
    with at("2022-02-08 11:15"):
        resolve_flag(flag=counted, resolution="Nei. Hver barnehage er telt én gang.", by=silje)


def nordland(call: Call, people: dict[str, User]) -> None:
    """Ytre Helgeland: begun, so that there is something to go on with."""
    by = people["caseworker@example.no"]
    report = call.reports.get(partnership__name="Ytre Helgeland")
    with at("2024-02-08 09:20"):
        _mark(report, HELGELAND, by)
        text = "Samme behov er meldt i tre ordninger. Hva faller bort hvis to får støtte?"
        _comment(report, Section.MEASURES, text, by, measure=2)
        _flag(report, "Fire private barnehager, men ingen privat eier er ført opp.", by, by)


def _mark(report: NeedsReport, marks: Marks, by: User) -> None:
    criteria = {each.code: each for each in report.call.criteria.all()}
    for measure in report.measures.filter(number__in=marks):
        for code, (given, comment) in marks[measure.number].items():
            assess(
                report=report,
                measure=measure.pk,
                criterion=criteria[code],
                mark=given,
                comment=comment,
                seen=0,
                by=by,
            )


def _note(
    report: NeedsReport, code: str, text: str, by: User, university: Organisation | None = None
) -> None:
    point = report.call.discussion_points.get(code=code)
    key = university.pk if university else None
    note(report=report, point=point, university=key, text=text, seen=0, by=by)


def _comment(report: NeedsReport, section: Section, text: str, by: User, measure: int = 0):
    """``measure`` is its number."""
    key = report.measures.get(number=measure).pk if measure else None
    return write_comment(
        report=report, section=section, measure=key, text=text, by=by, key=new_key()
    )


def _flag(report: NeedsReport, text: str, owner: User, by: User):
    return raise_flag(report=report, text=text, owner=owner, by=by, key=new_key())
