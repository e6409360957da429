"""A second year begins where the first ended."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from measures.content import UnitCounts
from measures.models import NeedsReport, read_content
from measures.services import lifecycle, measures, starting, writing
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_later_call, make_ready_report


@pytest.fixture
def earlier(cast):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari, measures=2)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    report.refresh_from_db()
    return report


@pytest.fixture
def call(cast):
    return make_later_call(cast.office)


@pytest.fixture
def begun(cast, call, earlier):
    return starting.begin_from(
        call=call, partnership=cast.partnership, earlier=earlier, by=cast.kari
    )


def test_words_people_and_units_are_copied_and_no_money(begun, earlier):
    old, new = earlier.sent_content(), read_content(begun)

    assert new.units == old.units != UnitCounts(None, None, None, None, None)
    for before, after in zip(old.payees, new.payees, strict=True):
        same = replace(after, key=before.key, opening_balances=before.opening_balances)
        assert same == before
    for before, after in zip(old.measures, new.measures, strict=True):
        assert after.anchoring == before.anchoring != ""
        assert after.target_groups == before.target_groups != ()
        assert (after.lines, after.estimates, after.terms) == ((), (), ())


def test_all_that_is_copied_is_to_be_looked_over_until_it_is_saved(cast, begun):
    first, second = begun.measures.all()
    assert begun.to_look_over == [
        "contacts",
        "parties",
        "scope",
        f"measure-{first.pk}",
        f"measure-{second.pk}",
    ]

    content = read_content(begun)
    writing.save_scope(report=begun, units=content.units, by=cast.kari)
    measures.save_measure(report=begun, answers=content.measures[1], by=cast.kari)

    begun.refresh_from_db()
    assert begun.to_look_over == ["contacts", "parties", f"measure-{first.pk}"]


def test_a_scheme_that_the_call_does_not_have_is_left_out_and_numbers_close_up(cast, call, earlier):
    first, second = earlier.measures.all()
    lifecycle.take_back_report(report=earlier, by=cast.kari)
    second.anchoring = "Se tiltak 2, som er dette."
    second.scheme = cast.regional
    second.save()
    first.scheme = cast.decentralised
    first.save()
    lifecycle.submit_report(report=earlier, by=cast.kari, key=new_key())
    call.schemes.set([cast.regional])
    earlier.refresh_from_db()

    begun = starting.begin_from(
        call=call, partnership=cast.partnership, earlier=earlier, by=cast.kari
    )

    [only] = begun.measures.all()
    assert (only.number, only.copied_from) == (1, second)
    assert only.anchoring == "Se tiltak 1, som er dette."


def test_what_was_never_sent_cannot_be_begun_from(cast, call):
    draft = make_ready_report(partnership=cast.partnership, by=cast.kari)

    with pytest.raises(DomainError):
        starting.begin_from(call=call, partnership=cast.partnership, earlier=draft, by=cast.kari)
    assert not NeedsReport.objects.filter(call=call).exists()


@pytest.mark.parametrize("name", ["per", "ola", "siri"])
def test_only_a_coordinator_of_the_partnership_begins_it(cast, call, earlier, name):
    with pytest.raises(PermissionDenied):
        starting.begin_from(
            call=call,
            partnership=cast.partnership,
            earlier=earlier,
            by=getattr(cast, name),
        )
