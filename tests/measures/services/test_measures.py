from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from measures.choices import MeasureKind, ReportStatus
from measures.content import CohortContent, EstimateContent, LineContent, SessionContent
from measures.models import NeedsReport, read_content
from measures.services import measures
from measures.services.answers import measure_values
from measures.services.merging import WrittenByTwo, marks
from rekom.kit.errors import DomainError
from tests.builders import (
    make_measure,
    make_ready_report,
    make_report,
    make_target_groups,
    owner_of,
    university_of,
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari, measures=3)


def numbers(report):
    return list(report.measures.values_list("number", "title"))


def test_a_new_measure_stands_last(cast, report):
    added = measures.add_measure(
        report=report,
        scheme="regional",
        kind=MeasureKind.COORDINATOR,
        title="Koordinator",
        by=cast.kari,
    )

    assert (added.number, added.kind, added.scheme) == (4, "coordinator", cast.regional)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_numbers_close_up_when_a_measure_is_removed(cast, report, place):
    titles = [title for _number, title in numbers(report)]
    removed = report.measures.all()[place]

    measures.remove_measure(report=report, measure=removed, by=cast.kari)

    del titles[place]
    assert numbers(report) == list(enumerate(titles, 1))


def test_a_measure_that_a_report_supplements_is_not_removed(cast, report):
    measure = report.measures.first()
    make_report(partnership=cast.partnership, kind="supplementary", supplements=measure)

    with pytest.raises(DomainError):
        measures.remove_measure(report=report, measure=measure, by=cast.kari)

    assert report.measures.count() == 3


def test_all_that_is_answered_is_stored(cast, report):
    stored = read_content(report).measures[0]
    owner, university = owner_of(report).pk, university_of(report).pk
    typed = replace(
        stored,
        title="Alvorlig skolefravær",
        scheme="decentralised",
        terms=("2024-autumn",),
        coordinator_needed=True,
        coordinator_amount_nok=20_000,
        participants=15,
        lines=(
            LineContent(0, owner, "grant", "travel", "Reise", 18, 1_000, ""),
            LineContent(0, university, "grant", "guidance", "Veiledning", 4, 6_000, ""),
            LineContent(0, owner, "own_contribution", "wages", "", 1, 90_000, "2024-autumn"),
        ),
        estimates=(EstimateContent("2025-autumn", owner, 50_000, "Videre"),),
        cohorts=(CohortContent(0, "Pulje 1", "2024-autumn", "A\nB", 30, 2),),
        sessions=(SessionContent(0, "Pulje 1", "2024-autumn", "digital", 2, True),),
    )
    groups = make_target_groups()

    measures.save_measure(
        report=report, answers=typed, target_groups=[groups[1].pk], plan_items=[], by=cast.kari
    )

    found = read_content(report).measures[0]
    assert without_keys(replace(found, target_groups=(), plan_items=())) == without_keys(
        replace(typed, target_groups=(), plan_items=())
    )
    assert [group.nb for group in found.target_groups] == ["Alle ansatte"]


def test_rows_that_are_the_same_keep_their_keys(cast, report):
    stored = read_content(report).measures[0]

    measures.save_measure(report=report, answers=replace(stored, title="Nytt"), by=cast.kari)

    assert read_content(report).measures[0].lines == stored.lines


def shown(report, place=0):
    """The marks of a measure's page."""
    content = read_content(report)
    return marks(measure_values(content.measures[place], content))


def test_two_who_write_in_the_same_field_of_a_measure_lose_nothing(cast, report):
    stored, seen = read_content(report).measures[0], shown(report)
    measures.save_measure(
        report=report, answers=replace(stored, anchoring="Karis"), by=cast.kari, seen=seen
    )

    with pytest.raises(WrittenByTwo) as told:
        measures.save_measure(
            report=report,
            answers=replace(stored, anchoring="En annens", title="Også ny"),
            by=cast.kari,
            seen=seen,
        )

    assert told.value.stored == {"anchoring": "Karis"}
    assert read_content(report).measures[0] == replace(stored, anchoring="Karis")


def test_two_who_write_in_different_tables_of_a_measure_both_get_theirs(cast, report):
    """The owner's lines and the university's are two tables."""
    stored, seen = read_content(report).measures[0], shown(report)
    owners, universities = stored.lines
    dearer = replace(owners, unit_price_nok=1), replace(universities, unit_price_nok=2)
    for lines in ((dearer[0], universities), (owners, dearer[1])):
        answers = replace(stored, lines=lines)
        measures.save_measure(report=report, answers=answers, by=cast.kari, seen=seen)

    assert read_content(report).measures[0].lines == dearer


def test_a_cohort_keeps_its_sessions_when_another_is_removed(cast, report):
    stored = read_content(report).measures[0]
    cohorts = tuple(CohortContent(0, name, "2024-autumn", "", 30, 2) for name in ("A", "B"))
    sessions = tuple(
        SessionContent(0, name, "2024-autumn", "digital", 2, True) for name in ("A", "B", "")
    )
    answers = replace(stored, cohorts=cohorts, sessions=sessions)
    measures.save_measure(report=report, answers=answers, by=cast.kari)
    stored = read_content(report).measures[0]

    answers = replace(stored, cohorts=stored.cohorts[1:], sessions=stored.sessions[1:])
    measures.save_measure(report=report, answers=answers, by=cast.kari)

    assert read_content(report).measures[0] == answers


def test_a_measure_that_moves_up_can_still_be_saved(cast, report):
    first, second, _third = report.measures.all()
    stored, seen = read_content(report).measures[1], shown(report, 1)
    measures.remove_measure(report=report, measure=first, by=cast.kari)

    measures.save_measure(
        report=report, answers=replace(stored, title="Flyttet"), by=cast.kari, seen=seen
    )

    second.refresh_from_db()
    assert (second.number, second.title) == (1, "Flyttet")


def test_a_measure_of_another_report_is_not_found(cast, report):
    other = make_report(partnership=cast.neighbour)
    alien = make_measure(other)
    content = read_content(NeedsReport.objects.get(pk=other.pk)).measures[0]

    with pytest.raises(DomainError):
        measures.save_measure(report=report, answers=content, by=cast.kari)

    alien.refresh_from_db()
    assert alien.report == other


def test_a_sent_report_takes_no_measure(cast):
    report = make_report(partnership=cast.partnership, status=ReportStatus.SUBMITTED)

    with pytest.raises(PermissionDenied):
        measures.add_measure(
            report=report, scheme="regional", kind="collective", title="", by=cast.kari
        )

    assert report.measures.count() == 0


def without_keys(measure):
    return replace(
        measure,
        lines=tuple(replace(each, key=0) for each in measure.lines),
        cohorts=tuple(replace(each, key=0) for each in measure.cohorts),
        sessions=tuple(replace(each, key=0) for each in measure.sessions),
    )
