from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from measures.choices import CallPart
from measures.models import AwardCriterion, DiscussionPoint
from measures.models.reviewing import read_review
from measures.services import ChangedMeanwhile, calls, lifecycle
from measures.services import call_criteria as services
from measures.services.merging import WrittenByTwo, marks
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_ready_report

NAMES = {"name_nb": "Nytt", "name_nn": "Nytt", "name_en": "New"}


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def sent(cast, call):
    report = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def codes(rows):
    return [row.code for row in rows.all()]


def end(row, by, last_day=None):
    services.end_row(row=row, last_day=last_day, seen=marks(services.end_values(row)), by=by)


def test_a_new_one_comes_last_and_holds_from_today(cast, call):
    criterion = services.add_row(row=AwardCriterion(call=call, code="T5", **NAMES), by=cast.anne)
    services.add_row(row=DiscussionPoint(call=call, code="K6", **NAMES), by=cast.anne)

    assert codes(call.criteria) == ["T1", "T2", "T3", "T4", "T5"]
    assert codes(call.discussion_points) == ["K1", "K2", "K3", "K4", "K5", "KU1", "K6"]
    assert criterion.valid_from == timezone.localdate()
    assert [act.changes.keys() for act in call.acts.all()] == [{"K6"}, {"T5"}]


def test_two_do_not_have_one_code(cast, call):
    with pytest.raises(DomainError):
        services.add_row(row=AwardCriterion(call=call, code="T1", **NAMES), by=cast.anne)


def test_wording_is_changed_until_somebody_is_judged_by_it(cast, call):
    row = call.criteria.get(code="T1")
    seen, row.name_nb = marks(services.row_values(row)), "Omskrevet"
    services.reword_row(row=row, seen=seen, by=cast.anne)
    assert call.criteria.get(code="T1").name_nb == "Omskrevet"


def test_wording_stands_when_a_report_is_sent(cast, call, sent):
    row = call.criteria.get(code="T1")
    seen, row.name_nb = marks(services.row_values(row)), "Omskrevet"

    with pytest.raises(DomainError):
        services.reword_row(row=row, seen=seen, by=cast.anne)


def test_of_two_who_reword_the_second_is_told(cast, call):
    first, second = call.criteria.get(code="T1"), call.criteria.get(code="T1")
    seen = marks(services.row_values(first))
    first.name_nb, second.name_nb = "Den ene", "Den andre"
    services.reword_row(row=first, seen=seen, by=cast.anne)

    with pytest.raises(WrittenByTwo) as told:
        services.reword_row(row=second, seen=seen, by=cast.anne)

    assert told.value.stored == {"name_nb": "Den ene"}
    assert call.criteria.get(code="T1").name_nb == "Den ene"
    services.reword_row(row=second, seen=seen | marks(told.value.stored), by=cast.anne)
    assert call.criteria.get(code="T1").name_nb == "Den andre"


def test_two_who_reword_different_fields_both_get_theirs(cast, call):
    first, second = call.criteria.get(code="T1"), call.criteria.get(code="T1")
    seen = marks(services.row_values(first))
    first.name_nb, second.name_nn = "Den ene", "Den andre"

    services.reword_row(row=first, seen=seen, by=cast.anne)
    services.reword_row(row=second, seen=seen, by=cast.anne)

    row = call.criteria.get(code="T1")
    assert (row.name_nb, row.name_nn) == ("Den ene", "Den andre")


def test_what_a_colleague_has_reworded_is_not_removed_unseen(cast, call):
    row = call.criteria.get(code="T1")
    seen, shown = marks(services.row_values(row)), marks(services.end_values(row))
    row.name_nb = "Omskrevet"
    services.reword_row(row=row, seen=seen, by=cast.anne)

    with pytest.raises(ChangedMeanwhile):
        services.end_row(row=row, last_day=None, seen=shown, by=cast.anne)

    end(row, cast.anne)
    assert not call.criteria.filter(code="T1").exists()


def test_what_nobody_is_judged_by_is_taken_away(cast, call):
    end(call.criteria.get(code="T2"), cast.anne)
    end(call.discussion_points.get(code="K1"), cast.anne)

    assert codes(call.criteria) == ["T1", "T3", "T4"]
    assert codes(call.discussion_points) == ["K2", "K3", "K4", "K5", "KU1"]


def test_what_reports_are_judged_by_is_ended_and_still_judges_them(cast, call, sent):
    yesterday = timezone.localdate() - timedelta(days=1)
    for rows, code in ((call.criteria, "T2"), (call.discussion_points, "K1")):
        end(rows.get(code=code), cast.anne, timezone.localdate())

    review = read_review(sent)
    assert [each.code for each in review.criteria] == ["T1", "T2", "T3", "T4"]
    assert "K1" in [each.code for each in review.points]

    end(call.discussion_points.get(code="K1"), cast.anne, yesterday)
    end(call.criteria.get(code="T2"), cast.anne, yesterday)
    review = read_review(sent)
    assert [each.code for each in review.criteria] == ["T1", "T3", "T4"]
    assert "K1" not in [each.code for each in review.points]


def test_a_last_day_can_be_taken_away_again(cast, call, sent):
    end(call.criteria.get(code="T2"), cast.anne, timezone.localdate())
    end(call.criteria.get(code="T2"), cast.anne, None)

    assert call.criteria.get(code="T2").valid_until is None


def test_a_criterion_does_not_end_before_it_begins(cast, call, sent):
    with pytest.raises(DomainError):
        end(call.criteria.get(code="T2"), cast.anne, date(1999, 1, 1))


@pytest.mark.parametrize(
    ("code", "up", "order"),
    [
        ("T2", True, ["T2", "T1", "T3", "T4"]),
        ("T2", False, ["T1", "T3", "T2", "T4"]),
        ("T1", True, ["T1", "T2", "T3", "T4"]),
    ],
)
def test_the_order_is_changed_one_place_at_a_time(cast, call, code, up, order):
    services.move_row(row=call.criteria.get(code=code), up=up, by=cast.anne)

    assert codes(call.criteria) == order


def test_changing_them_is_looking_them_over(cast, call):
    prepared = calls.start_next_call(earlier=call, year=call.year + 1, by=cast.anne)

    services.move_row(row=prepared.criteria.first(), up=False, by=cast.anne)

    prepared.refresh_from_db()
    assert CallPart.CRITERIA not in prepared.to_look_over


def test_only_the_administrator_changes_them(cast, call):
    with pytest.raises(PermissionDenied):
        services.add_row(row=AwardCriterion(call=call, code="T5", **NAMES), by=cast.siri)
    with pytest.raises(PermissionDenied):
        services.move_row(row=call.criteria.first(), up=False, by=cast.siri)
    with pytest.raises(PermissionDenied):
        end(call.criteria.first(), cast.siri)
