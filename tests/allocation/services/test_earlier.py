import pytest
from django.core.exceptions import PermissionDenied

from allocation.choices import LedgerKind
from allocation.models import LedgerEntry
from allocation.models.ledger import read_ledger
from allocation.rules.earlier import Told
from allocation.services.earlier import kinds_of, save_earlier_money
from tests.builders import make_division, make_entry, make_network, make_university

NOTHING = dict.fromkeys(LedgerKind, Told())


@pytest.fixture
def network(desk):
    return make_network(office=desk.office, name="Helgeland")


def write(desk, holder, *, by=None, **told):
    save_earlier_money(frame=desk.frame, holder=holder, told=NOTHING | told, by=by or desk.siri)


def row_of(frame, holder):
    ledger = read_ledger(frame)
    return next(row for row in ledger.networks + ledger.universities if row.holder == holder)


def test_what_was_told_is_kept_as_it_was_told(desk, network):
    write(desk, network, opening=Told(nok=900_000), planned_draw=Told(words="om lag 1 000 000"))

    money = row_of(desk.frame, network).money
    assert money.opening == Told(nok=900_000)
    assert money.planned_draw == Told(words="om lag 1 000 000")
    assert money.used == Told()


def test_what_is_not_stated_any_more_goes_and_its_history_stays(desk, network):
    write(desk, network, used=Told(nok=1))
    write(desk, network, used=Told(nok=2))
    write(desk, network)

    assert not LedgerEntry.objects.exists()
    history = LedgerEntry.history.order_by("history_id").values_list("history_type", "amount_nok")
    assert list(history) == [("+", 1), ("~", 2), ("-", 2)]


def test_the_same_again_writes_nothing(desk, network):
    write(desk, network, used=Told(nok=1))
    write(desk, network, used=Told(nok=1))

    assert LedgerEntry.history.count() == 1


def test_what_a_network_is_allotted_follows_from_the_division_in_force(desk):
    division = make_division(post=desk.post, basis=desk.basis, status="in_force")
    line = division.lines.first()

    assert LedgerKind.ALLOCATED not in kinds_of(line.network)
    assert row_of(desk.frame, line.network).money.allocated == Told(nok=line.amount_nok)


def test_a_draft_allots_nothing(desk):
    line = make_division(post=desk.post, basis=desk.basis).lines.first()

    assert row_of(desk.frame, line.network).money.allocated == Told()


def test_a_university_has_all_five_kinds(desk):
    university = make_university()
    make_entry(frame=desk.frame, organisation=university, words="noe")
    write(
        desk,
        university,
        opening=Told(nok=100),
        allocated=Told(nok=50),
        used=Told(nok=30),
        repaid=Told(nok=0),
    )

    assert row_of(desk.frame, university).money.closing_nok == 120


def test_a_draw_above_what_is_held_is_listed(desk, network):
    write(desk, network, opening=Told(nok=900_000), planned_draw=Told(nok=1_000_000))

    assert [row.holder for row in read_ledger(desk.frame).overdrawn] == [network]


@pytest.mark.parametrize("person", ["arne", "liv", "frida", "kari"])
def test_only_case_workers_write(desk, network, person):
    with pytest.raises(PermissionDenied):
        write(desk, network, by=getattr(desk, person), used=Told(nok=1))
