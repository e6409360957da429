import pytest
from django.urls import reverse

from allocation.choices import MeetingStatus, Presence, SeatKind
from allocation.models import Attendance
from tests.builders import make_forum, make_meeting, make_seat

MOST_QUERIES = 12


@pytest.fixture
def forum(cast):
    return make_forum(office=cast.office, name="Samarbeidsforum")


@pytest.fixture
def anne(cast, client):
    client.force_login(cast.anne)
    client.cookies["django_language"] = "en"
    return client


def sent(**changed):
    return {"name": "Hilde", "kind": SeatKind.UNIVERSITY, "voting": "on", **changed}


def url(name, forum, *more):
    return reverse(f"forum:{name}", args=[forum.pk, *more])


def test_the_list_costs_the_same_however_many_sit_there(anne, forum, django_assert_max_num_queries):
    for _seat in range(20):
        make_seat(forum, deputy_for=make_seat(forum))
    make_seat(make_forum(office=forum.county_governor))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert anne.get(reverse("forum:seat_list")).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert anne.get(url("seat_new", forum)).status_code == 200


def test_a_seat_is_added_and_ended(anne, forum):
    assert anne.post(url("seat_new", forum), sent(valid_from="01.08.2030")).status_code == 302
    seat = forum.seats.get()
    mark = anne.get(url("seat", forum, seat.pk)).context["end_seen"]

    early = {"last_day": "31.07.2030", "seen": mark}
    assert anne.post(url("seat_end", forum, seat.pk), early).status_code == 422
    right = {"last_day": "31.07.2031", "seen": mark}
    assert anne.post(url("seat_end", forum, seat.pk), right).status_code == 302
    seat.refresh_from_db()
    assert [str(seat.valid_from), str(seat.valid_until)] == ["2030-08-01", "2031-07-31"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": SeatKind.SECRETARIAT}, "voting"),
        ({"valid_from": "in August"}, "valid_from"),
    ],
)
def test_a_seat_that_cannot_be_comes_back_with_its_place(anne, forum, changed, field):
    page = anne.post(url("seat_new", forum), sent(**changed))

    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.content.decode()


def test_what_has_been_in_a_meeting_can_only_be_ended(anne, forum):
    held, seat = make_meeting(forum=forum, status=MeetingStatus.HELD), make_seat(forum)
    Attendance.objects.create(meeting=held, seat=seat, presence=Presence.PRESENT)

    page = anne.get(url("seat", forum, seat.pk))

    text = page.content.decode()
    assert "The seat has been in a meeting" in text
    assert 'name="name"' not in text
    seen = page.context["seen"]
    assert anne.post(url("seat", forum, seat.pk), sent(seen=seen)).status_code == 422


def test_of_two_who_change_a_seat_the_second_sees_both_and_chooses(anne, forum):
    page_of = url("seat", forum, make_seat(forum, name="Hilde", kind=SeatKind.UNIVERSITY).pk)
    shown = anne.get(page_of).context["seen"]
    anne.post(page_of, sent(seen=shown, name="Hilde Berg", valid_from="01.08.2030"))

    second = sent(name="Hilde Lie", represents="Nord universitet", valid_from="01.01.2030")
    page = anne.post(page_of, {**second, "seen": shown})

    assert page.status_code == 422
    assert [told.url for told in page.context["conflict"].told] == ["#id_name", "#id_valid_from"]
    main = page.content.decode()
    assert "Somebody has saved: “Hilde Berg”" in main
    assert "Somebody has saved: “1 August 2030”" in main
    assert 'value="Hilde Lie"' in main

    again = {**second, "seen": page.context["seen"], "valid_from": "01.08.2030"}
    assert anne.post(page_of, again).status_code == 302
    seat = forum.seats.get()
    assert (str(seat), str(seat.valid_from)) == ("Hilde Lie (Nord universitet)", "2030-08-01")


def test_of_two_who_end_a_seat_the_second_sees_both_and_chooses(anne, forum):
    seat = make_seat(forum)
    shown = anne.get(url("seat", forum, seat.pk)).context["end_seen"]
    end = url("seat_end", forum, seat.pk)
    anne.post(end, {"last_day": "31.07.2031", "seen": shown})

    page = anne.post(end, {"last_day": "31.12.2031", "seen": shown})

    assert page.status_code == 422
    assert "Somebody has saved: “31 July 2031”" in page.content.decode()
    again = {"last_day": "31.12.2031", "seen": page.context["end_seen"]}
    assert anne.post(end, again).status_code == 302
    assert str(forum.seats.get().valid_until) == "2031-12-31"


def test_those_who_work_at_the_office_read_who_sits_there(cast, client, forum):
    seat = make_seat(forum, name="Hilde")
    client.force_login(cast.siri)

    text = client.get(reverse("forum:seat_list")).content.decode()

    assert "Hilde" in text
    assert url("seat", forum, seat.pk) not in text


def test_a_forum_is_set_up(cast, anne):
    fields = {
        "office": cast.office.pk,
        "name": "Samarbeidsforum",
        "schemes": [scheme.pk for scheme in cast.schemes],
    }

    assert anne.post(reverse("forum:forum_new"), fields).status_code == 302
    assert anne.post(reverse("forum:forum_new"), fields).status_code == 422
    assert cast.office.forums.get().schemes.count() == len(cast.schemes)
