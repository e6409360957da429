"""The division on the projector: tried out, answered in fragments, kept only when it is saved."""

import pytest
from django.urls import reverse

from allocation.choices import DivisionStatus, Rounding
from allocation.models import Division
from partnerships.services import new_key
from tests.allocation.views.test_pages import MOST_QUERIES, text_of
from tests.builders import make_basis, make_division

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def room(desk):
    """A version laid before the forum, and a draft that is newer."""
    desk.laid = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, status=DivisionStatus.LAID,
        title="Kontorets forslag", reason="Internt: vi vil helst ha denne.",
    )  # fmt: skip
    desk.draft = make_division(post=desk.post, basis=desk.basis, by=desk.siri, flat_percent=30)
    desk.address = reverse("allocation:meeting_room", args=[desk.post.pk])
    desk.rules = {
        "pot_nok": "11 588 000",
        "flat_percent": "20",
        "basis": desk.basis.pk,
        "rounding": "exact",
    }
    return desk


def test_what_is_tried_is_held_against_what_is_before_the_forum(room, client_of):
    response = client_of(room.siri).get(room.address, room.rules)

    assert response.context["reference"] == room.laid
    assert response.context["table"].columns[0].change_nok == 0
    assert "519 831 kr is moved from version 1." in text_of(response)
    assert "Indre Namdal 287 082 424 599 +137 517 +47.9 %" in text_of(response)
    assert Division.objects.count() == 2


def test_each_change_is_answered_by_the_table_alone(room, client_of):
    response = client_of(room.siri).get(room.address, room.rules, **HTMX)

    assert response.content.decode().lstrip().startswith('<div id="room-table"')
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    ("percent", "step", "shown"),
    [("20", "1", 21), ("20.5", "-1", 19.5), ("100", "1", 100), ("0", "-1", 0)],
)
def test_a_step_moves_the_flat_percent_within_its_bounds(room, client_of, percent, step, shown):
    asked = {**room.rules, "flat_percent": percent, "steg": step}

    response = client_of(room.siri).get(room.address, asked, **HTMX)

    assert response.context["rules"]["flat_percent"] == shown
    assert 'hx-swap-oob="true"' in response.content.decode()


@pytest.mark.parametrize("wrong", [{"flat_percent": "ti"}, {"flat_percent": "ti", "steg": "1"}])
def test_what_cannot_be_read_is_told(room, client_of, wrong):
    response = client_of(room.siri).get(room.address, {**room.rules, **wrong}, **HTMX)

    assert response.status_code == 422
    assert "Write a percentage from 0 to 100" in text_of(response)


def test_nothing_of_what_the_office_says_to_itself_is_on_the_projector(room, client_of):
    text = text_of(client_of(room.siri).get(room.address, room.rules))

    assert [words in text for words in ("Kontorets forslag", "Internt")] == [False, False]


def test_saving_makes_the_next_version_also_of_another_pot(room, client_of):
    sent = {**room.rules, "pot_nok": "12 000 000", "rounding": "nearest", "key": new_key()}

    response = client_of(room.siri).post(room.address, sent)

    division = room.post.divisions.latest("version")
    assert response.status_code == 302
    assert (division.version, division.pot_nok, division.rounding, division.status) == (
        3, 12_000_000, Rounding.NEAREST, DivisionStatus.DRAFT,
    )  # fmt: skip


def test_the_page_costs_the_same_for_fifty_networks(room, client_of, django_assert_max_num_queries):
    fifty = make_basis(
        office=room.office, figures=[(f"Nettverk {n}", 1 + n % 7, str(n + 1)) for n in range(50)]
    )
    client = client_of(room.siri)

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(room.address, {**room.rules, "basis": fifty.pk}, **HTMX)

    assert len(response.context["table"].networks) == 60
    assert response.context["table"].columns[0].change_nok == 0
