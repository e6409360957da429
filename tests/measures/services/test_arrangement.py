import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from measures.models import SharedNeed, read_content
from measures.rules.sharing import counted_twice_nok
from measures.services import arrangement, measures
from rekom.kit.errors import DomainError
from tests.builders import make_ready_report


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(cast):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari, measures=4)
    for measure, title in zip(report.measures.all(), "ABCD", strict=True):
        measure.title = title
        measure.save(update_fields=["title"])
    return report


def titles(report) -> str:
    """In the order of their numbers, which have no gap."""
    rows = list(report.measures.order_by("number").values_list("number", "title"))
    assert [number for number, _title in rows] == list(range(1, len(rows) + 1))
    return "".join(title for _number, title in rows)


def write(report, title: str, **fields) -> None:
    report.measures.filter(title=title).update(**fields)


def text(report, title: str) -> str:
    return report.measures.get(title=title).anchoring


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [("A", 2, "BACD"), ("D", 1, "DABC"), ("A", 4, "BCDA"), ("B", 99, "ACDB"), ("C", 3, "ABCD")],
)
def test_a_measure_is_moved_to_a_place(cast, report, moved, to, order):
    measure = report.measures.get(title=moved)

    arrangement.move_measure(report=report, measure=measure.pk, to=to, by=cast.kari)

    assert titles(report) == order


def test_the_texts_follow_the_measures_that_they_speak_of(cast, report):
    write(report, "A", anchoring="Se tiltak 2 og 4, og tiltak 9.")
    write(report, "D", anchoring="Som i tiltak 1.")

    measure = report.measures.get(title="D")
    arrangement.move_measure(report=report, measure=measure.pk, to=1, by=cast.kari)

    assert text(report, "A") == "Se tiltak 3 og 1, og tiltak 9."
    assert text(report, "D") == "Som i tiltak 2."


def test_a_removed_measure_is_named_where_it_was_spoken_of(cast, report):
    write(report, "A", anchoring="Se tiltak 2 og 3.")

    measures.remove_measure(report=report, measure=report.measures.get(title="B"), by=cast.kari)

    assert titles(report) == "ACD"
    assert text(report, "A") == "Se tiltak “B” (removed) og 2."


def test_a_copy_has_the_words_and_no_amounts(cast, report):
    original = report.measures.get(title="B")

    copy = arrangement.copy_measure(report=report, measure=original.pk, by=cast.kari)

    original.refresh_from_db()
    assert (copy.number, copy.title, copy.scheme) == (3, "Copy of B", original.scheme)
    assert copy.anchoring == original.anchoring != ""
    assert list(copy.target_groups.all()) == list(original.target_groups.all()) != []
    assert not copy.lines.exists()
    assert original.lines.exists()


def test_a_measure_is_moved_to_another_scheme_of_the_call(cast, report):
    measure = report.measures.get(title="A")

    arrangement.change_scheme(
        report=report, measure=measure.pk, scheme="inclusive_practice", by=cast.kari
    )

    measure.refresh_from_db()
    assert measure.scheme == cast.inclusive_practice
    with pytest.raises(DomainError, match="one of the schemes"):
        arrangement.change_scheme(report=report, measure=measure.pk, scheme="other", by=cast.kari)


def test_linked_measures_are_one_need(cast, report):
    one, other = report.measures.filter(title__in="AB")
    reported = sum(line.amount_nok for each in (one, other) for line in each.lines.all())

    shared = arrangement.link_needs(
        report=report, measures=[one.pk, other.pk], need_nok=reported - 1000, by=cast.kari
    )

    content = read_content(report)
    assert [measure.number for measure in content.sharing(shared.pk)] == [1, 2]
    assert counted_twice_nok(content) == 1000


def test_a_link_that_leaves_one_alone_is_dissolved(cast, report):
    a, b, c, _d = report.measures.all()
    arrangement.link_needs(report=report, measures=[a.pk, b.pk], need_nok=1, by=cast.kari)

    arrangement.link_needs(report=report, measures=[b.pk, c.pk], need_nok=2, by=cast.kari)
    assert list(SharedNeed.objects.values_list("need_nok", flat=True)) == [2]

    measures.remove_measure(report=report, measure=c, by=cast.kari)
    assert not SharedNeed.objects.exists()


def test_measures_are_unlinked(cast, report):
    a, b, *_others = report.measures.all()
    shared = arrangement.link_needs(report=report, measures=[a.pk, b.pk], need_nok=1, by=cast.kari)

    arrangement.unlink_needs(report=report, shared=shared.pk, by=cast.kari)

    assert read_content(report).shared_needs == ()


def test_one_measure_is_no_link(cast, report):
    with pytest.raises(DomainError, match="two measures or more"):
        arrangement.link_needs(
            report=report, measures=[report.measures.first().pk], need_nok=1, by=cast.kari
        )


def test_an_answer_is_used_again_below_what_is_written(cast, report):
    write(report, "A", anchoring="Eget svar.")
    write(report, "B", anchoring="Et annet svar.")
    a, b = report.measures.filter(title__in="AB").values_list("pk", flat=True)

    arrangement.reuse_answer(report=report, measure=a, field="anchoring", source=b, by=cast.kari)

    assert text(report, "A") == "Eget svar.\n\nEt annet svar."
    assert text(report, "B") == "Et annet svar."


def test_what_has_no_room_is_refused_and_nothing_cut(cast, report):
    write(report, "A", anchoring="x" * 4_990)
    write(report, "B", anchoring="Et annet svar.")
    a, b = report.measures.filter(title__in="AB").values_list("pk", flat=True)

    with pytest.raises(DomainError, match=r"5006 characters.*5000"):
        arrangement.reuse_answer(
            report=report, measure=a, field="anchoring", source=b, by=cast.kari
        )
    assert text(report, "A") == "x" * 4_990


@pytest.mark.parametrize("field", ["number", "title", "pk", "", "goal"])
def test_only_an_answer_that_is_there_is_used_again(cast, report, field):
    a, b = report.measures.filter(title__in="AB").values_list("pk", flat=True)

    with pytest.raises(DomainError):
        arrangement.reuse_answer(report=report, measure=a, field=field, source=b, by=cast.kari)


def test_only_those_who_write_the_report_arrange_it(cast, report):
    measure = report.measures.first().pk
    with pytest.raises(PermissionDenied):
        arrangement.move_measure(report=report, measure=measure, to=2, by=cast.per)
    with pytest.raises(PermissionDenied):
        arrangement.link_needs(report=report, measures=[measure], need_nok=1, by=cast.siri)
