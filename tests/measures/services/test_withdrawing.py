from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from measures.choices import ReportKind, ReportStatus
from measures.models import NeedsReport, read_content
from measures.rules import problems
from measures.rules.comparison import compare
from measures.rules.sums import report_table
from measures.services import arrangement, lifecycle, measures, withdrawing
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_ready_report, make_report


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(cast):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari, measures=3)
    for measure, title in zip(report.measures.all(), "ABC", strict=True):
        measure.title = title
        measure.save(update_fields=["title"])
    return report


def key(report, title: str) -> int:
    return report.measures.get(title=title).pk


def withdraw(report, title: str, by):
    return withdrawing.withdraw_measure(
        report=report, measure=key(report, title), reason="Skolen legges ned.", by=by
    )


def numbered(report) -> list[tuple[int, str]]:
    return [(each.number, each.title) for each in read_content(report).measures]


def total_nok(report) -> int:
    return report_table(read_content(report)).totals.total_nok


def test_a_withdrawn_measure_counts_in_no_sum_and_the_others_close_up(cast, report):
    withdraw(report, "B", cast.kari)

    assert numbered(report) == [(1, "A"), (2, "C")]
    assert total_nok(report) == 2 * 150_000
    assert NeedsReport.objects.with_totals().get(pk=report.pk).total_nok == 2 * 150_000


def test_it_is_told_who_withdrew_it_and_why(cast, report):
    withdraw(report, "B", cast.kari)

    (gone,) = read_content(report).withdrawn
    assert (gone.title, gone.by, gone.reason) == ("B", cast.kari.name, "Skolen legges ned.")


def test_it_keeps_what_is_written_and_is_asked_nothing_of(cast, report):
    report.measures.filter(title="B").update(anchoring="", goal="Flere lesere")
    assert [each.measure for each in _blocking(report)] == [key(report, "B")]

    withdraw(report, "B", cast.kari)

    row = report.measures.get(title="B")
    assert (row.goal, row.lines.count(), row.number) == ("Flere lesere", 2, None)
    assert _blocking(report) == []


def _blocking(report) -> list:
    found = problems(read_content(report), now=timezone.localtime(), may_send_late=True)
    return [each for each in found if each.severity == "block"]


def test_a_text_that_speaks_of_it_says_so_until_it_is_taken_up_again(cast, report):
    report.measures.filter(title="A").update(anchoring="Se tiltak 2 og 3.")

    with translation.override("nb"):
        withdraw(report, "B", cast.kari)
        withdrawn = withdrawing.said_withdrawn(report.measures.get(title="B"))
    assert report.measures.get(title="A").anchoring == f"Se tiltak {withdrawn} og 2."

    withdrawing.take_up_measure(report=report, measure=key(report, "B"), by=cast.kari)
    assert report.measures.get(title="A").anchoring == "Se tiltak 3 og 2."


def test_so_does_an_answer_that_is_given_for_the_whole_report(cast, report):
    answer = report.common_answers.create(question="anchoring", text="Se tiltak 2.")
    withdraw(report, "B", cast.kari)
    answer.refresh_from_db()
    assert answer.text == "Se tiltak “B” (withdrawn)."

    withdrawing.take_up_measure(report=report, measure=key(report, "B"), by=cast.kari)

    answer.refresh_from_db()
    assert answer.text == "Se tiltak 3."


def test_it_comes_back_last_with_all_that_was_in_it(cast, report):
    before = total_nok(report)
    withdraw(report, "A", cast.kari)
    withdrawing.take_up_measure(report=report, measure=key(report, "A"), by=cast.kari)

    assert numbered(report) == [(1, "B"), (2, "C"), (3, "A")]
    assert (total_nok(report), read_content(report).withdrawn) == (before, ())


def test_its_own_texts_follow_the_numbers_while_it_is_away(cast, report):
    report.measures.filter(title="A").update(anchoring="Se tiltak 3.")
    withdraw(report, "A", cast.kari)

    assert report.measures.get(title="A").anchoring == "Se tiltak 2."


def test_the_need_that_it_shared_is_the_others_alone(cast, report):
    linked = [key(report, "A"), key(report, "B")]
    arrangement.link_needs(report=report, measures=linked, need_nok=150_000, by=cast.kari)

    withdraw(report, "B", cast.kari)

    assert not report.shared_needs.exists()


def test_nothing_is_written_moved_or_copied_in_a_withdrawn_measure(cast, report):
    gone = withdraw(report, "B", cast.kari).pk
    answers = read_content(report).measures[0]

    for act in (
        lambda: measures.save_measure(
            report=report, answers=replace(answers, key=gone), by=cast.kari
        ),
        lambda: arrangement.move_measure(report=report, measure=gone, to=1, by=cast.kari),
        lambda: arrangement.copy_measure(report=report, measure=gone, by=cast.kari),
        lambda: withdrawing.withdraw_measure(
            report=report, measure=gone, reason="Igjen", by=cast.kari
        ),
    ):
        with pytest.raises(DomainError):
            act()


def test_one_that_runs_is_not_taken_up(cast, report):
    with pytest.raises(DomainError):
        withdrawing.take_up_measure(report=report, measure=key(report, "A"), by=cast.kari)


def test_a_measure_with_a_supplementary_report_is_not_withdrawn(cast, report):
    measure = report.measures.get(title="A")
    supplement = make_report(
        call=report.call,
        partnership=cast.partnership,
        kind=ReportKind.SUPPLEMENTARY,
        supplements=measure,
    )
    with pytest.raises(DomainError):
        withdraw(report, "A", cast.kari)

    NeedsReport.objects.filter(pk=supplement.pk).update(status=ReportStatus.WITHDRAWN)
    assert withdraw(report, "A", cast.kari).pk == measure.pk


def test_only_those_who_write_the_report_withdraw_and_take_up(cast, report):
    for person in (cast.una, cast.per, cast.siri, cast.ola):
        with pytest.raises(PermissionDenied):
            withdraw(report, "B", person)
    withdraw(report, "B", cast.kari)
    with pytest.raises(PermissionDenied):
        withdrawing.take_up_measure(report=report, measure=key(report, "B"), by=cast.una)


def test_what_was_sent_tells_of_it_and_the_versions_show_when_it_went(cast, report):
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    first = report.sent_content()
    lifecycle.take_back_report(report=report, by=cast.kari)
    withdraw(report, "B", cast.kari)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    second = report.sent_content()

    assert [gone.title for gone in second.withdrawn] == ["B"]
    number, gone = compare(first, second)
    assert (number.heading, number.label) == ("Measure 2, C", "Number")
    assert (gone.heading, gone.label, gone.before) == ("B", "Withdrawn", "")
    assert gone.after.endswith(f"by {cast.kari.name}: Skolen legges ned.")
    report.refresh_from_db()
    assert (report.sent_measures, report.sent_university_nok) == (2, 200_000)
