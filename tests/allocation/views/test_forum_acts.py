"""What is sent to the forum's pages: what it does, what it answers, what stays as it was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allocation import services
from allocation.choices import MeetingStatus, MinutesStatus
from allocation.models import AgendaItem, Document, Meeting
from partnerships.choices import OfficeRoleKind
from partnerships.models import Network
from partnerships.services import new_key
from rekom.kit.pdf import Limits, PressRoom
from tests.builders import (
    make_call,
    make_division,
    make_forum,
    make_item,
    make_meeting,
    make_minutes,
    make_partnership,
    make_seat,
    make_staff,
)
from tests.papers import words_of


def address(name, *args) -> str:
    return reverse(f"forum:{name}", args=args)


@pytest.fixture
def meeting(desk):
    desk.seat = make_seat(desk.forum, name="Hilde", represents="DMMH")
    return make_meeting(
        forum=desk.forum, call=desk.call, place="Statens hus", chair=desk.siri, secretary=desk.liv
    )


@pytest.fixture
def laid(desk, meeting):
    """An item in which the division of 2022 is laid before the forum."""
    item = make_item(meeting, title="Kollektive tiltak")
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    services.lay_before_forum(division=division, item=item, by=desk.siri, key=new_key())
    item.refresh_from_db()
    return item


def begin(meeting):
    meeting.starts_at = timezone.now() - timedelta(hours=1)
    meeting.save(update_fields=["starts_at"])


# --- meetings ------------------------------------------------------------------------------------


def as_typed(desk, **fields) -> dict[str, object]:
    values = {
        "place_of": f"{desk.forum.pk}-{desk.call.pk}",
        "title": "Samarbeidsforum 10. mars 2022",
        "case_number": "2022/118",
        "day": "10.03.2022",
        "begins": "09.00",
        "ends": "15:00",
        "place": "Statens hus",
        "chair": desk.siri.pk,
        "secretary": desk.liv.pk,
    }
    return {**values, **fields}


def test_a_meeting_is_planned_and_changed(desk, client_of):
    client = client_of(desk.liv)

    response = client.post(address("meeting_new"), as_typed(desk))
    meeting = Meeting.objects.get()
    assert response.url == address("meeting", meeting.pk)
    assert timezone.localtime(meeting.starts_at).isoformat() == "2022-03-10T09:00:00+01:00"
    assert (meeting.forum, meeting.call, meeting.chair) == (desk.forum, desk.call, desk.siri)

    client.post(address("meeting_edit", meeting.pk), as_typed(desk, place="Steinkjer"))
    meeting.refresh_from_db()
    assert meeting.place == "Steinkjer"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("day", "10/3", "Write the day as day, month and year, for example 24.01.2024"),
        ("begins", "ni", "Write hour and minutes, for example 09.00"),
        ("ends", "08.00", "Choose an end after the beginning."),
        ("title", "", "This field is required."),
        ("place_of", "0-0", "Select a valid choice. 0-0 is not one of the available choices."),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(desk, client_of, field, typed, words):
    response = client_of(desk.liv).post(address("meeting_new"), as_typed(desk, **{field: typed}))

    form = response.context["form"]
    assert (response.status_code, form.errors[field]) == (422, [words])
    assert form[field].value() == typed
    assert Meeting.objects.count() == 0


def test_a_meeting_stays_at_its_own_office(desk, client_of):
    foreign_call = make_call(office=desk.other_office)
    foreign_forum = make_forum(office=desk.other_office)
    client = client_of(desk.liv)

    for place in (f"{desk.forum.pk}-{foreign_call.pk}", f"{foreign_forum.pk}-{desk.call.pk}"):
        response = client.post(address("meeting_new"), as_typed(desk, place_of=place))
        assert response.status_code == 422
    response = client.post(address("meeting_new"), as_typed(desk, chair=desk.nils.pk))
    assert response.context["form"].errors["chair"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


def test_a_meeting_with_numbered_items_stays_in_its_year(desk, meeting, laid, client_of):
    response = client_of(desk.liv).post(
        address("meeting_edit", meeting.pk), as_typed(desk, day="10.03.2019")
    )

    assert response.status_code == 422
    assert "The items are numbered in" in str(response.context["form"].errors["day"])


@pytest.mark.parametrize("person", ["siri", "liv"])
def test_a_meeting_is_held_when_it_has_begun(desk, meeting, client_of, person):
    client = client_of(getattr(desk, person))
    early = client.post(address("meeting_hold", meeting.pk), {"key": new_key()})
    assert early.status_code == 422
    assert early.context["problem"] == "The meeting has not begun."

    begin(meeting)
    client.post(address("meeting_hold", meeting.pk), {"key": new_key()})

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD


# --- attendance ----------------------------------------------------------------------------------


def test_attendance_is_written_with_deputies_and_guests(desk, meeting, client_of):
    other = make_seat(desk.forum, name="Tor")
    make_seat(desk.forum, name="Odd", deputy_for=desk.seat)
    client = client_of(desk.liv)
    page = client.get(address("attendance", meeting.pk))
    assert [form.seat.name for form in page.context["seats"]] == ["Hilde", "Tor"]

    response = client.post(
        address("attendance", meeting.pk),
        {
            f"seat-{desk.seat.pk}-presence": "deputy",
            f"seat-{desk.seat.pk}-attended_by": "Odd",
            f"seat-{other.pk}-presence": "absent",
            f"seat-{other.pk}-attended_by": "nobody",
            "guests": "Gunn Hestnes, Statped\r\n\r\nPer",
        },
    )

    assert response.url == address("meeting", meeting.pk)
    assert list(meeting.attendances.values_list("presence", "attended_by")) == [
        ("deputy", "Odd"),
        ("absent", ""),
    ]
    assert [(guest.name, guest.represents) for guest in meeting.guests.all()] == [
        ("Gunn Hestnes", "Statped"),
        ("Per", ""),
    ]
    again = client.get(address("attendance", meeting.pk))
    assert again.context["guests"]["guests"].value() == "Gunn Hestnes, Statped\nPer"


def test_a_deputy_without_a_name_is_told_at_the_member(desk, meeting, client_of):
    response = client_of(desk.liv).post(
        address("attendance", meeting.pk),
        {f"seat-{desk.seat.pk}-presence": "deputy", "guests": "x" * 200},
    )

    assert response.status_code == 422
    assert [problem.message for problem in response.context["problems"]] == [
        "Hilde (DMMH), The deputy's name: Write the name of the deputy who came.",
        "Guests: A name can be 120 characters at most.",
    ]
    assert meeting.attendances.count() == 0


def test_attendance_of_a_closed_meeting_is_refused(desk, meeting, client_of):
    make_minutes(meeting=meeting, status=MinutesStatus.APPROVED)

    response = client_of(desk.liv).post(
        address("attendance", meeting.pk), {f"seat-{desk.seat.pk}-presence": "present"}
    )

    assert response.status_code == 422
    assert "The minutes are approved" in response.context["problems"][0].message


# --- items ---------------------------------------------------------------------------------------


def item_as_typed(desk, **fields) -> dict[str, object]:
    values = {
        "number": "8",
        "part": "a",
        "title": "Økonomisk ramme",
        "kind": "recommendation",
        "frame": desk.frame.pk,
        "shows": ["common", "individual"],
        "text": "Rammen er {frame}, og {left} er ikke fordelt.",
        "outcome": "recommended",
        "postponed_to": "",
    }
    return {**values, **fields}


def test_an_item_is_put_on_the_agenda_with_figures_by_name(desk, meeting, client_of):
    client = client_of(desk.siri)

    response = client.post(address("item_new", meeting.pk), item_as_typed(desk))

    item = AgendaItem.objects.get()
    assert response.url == address("meeting", meeting.pk)
    assert (item.number, item.part, item.frame, item.shows) == (
        8,
        "a",
        desk.frame,
        ["common", "individual"],
    )
    page = client.get(address("item", meeting.pk, item.pk))
    assert ("{frame}", "17\u00a0873\u00a0000\u00a0kr") in page.context["figures"]


def test_an_item_without_a_number_gets_the_next_and_one_can_stay(desk, meeting, client_of):
    response = client_of(desk.siri).post(
        address("item_new", meeting.pk), item_as_typed(desk, number="", stay="1")
    )

    item = AgendaItem.objects.get()
    assert (item.number, response.url) == (1, address("item", meeting.pk, item.pk))


def test_a_name_that_stands_for_nothing_is_refused_and_the_text_kept(desk, meeting, client_of):
    typed = "Rammen er {ramen}, og {left} er ikke fordelt."

    response = client_of(desk.siri).post(
        address("item_new", meeting.pk), item_as_typed(desk, text=typed)
    )

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors["text"] == [
        "{ramen} stands for no figure here. Choose from the list: {frame}, {common measures},"
        " {individual measures}, {collective measures}, {not allocated}"
    ]
    assert form["text"].value() == typed
    assert AgendaItem.objects.count() == 0


def test_without_a_frame_there_are_no_figures(desk, meeting, client_of):
    response = client_of(desk.siri).post(
        address("item_new", meeting.pk), item_as_typed(desk, frame="")
    )

    assert response.context["form"].errors["text"] == [
        "{frame}, {left} stands for no figure here. There are none in this text."
    ]


def test_in_an_item_with_a_division_the_figure_is_what_is_divided(desk, laid, client_of):
    client = client_of(desk.siri)
    here = address("item", laid.meeting_id, laid.pk)

    assert client.post(here, item_as_typed(desk, text="{pot} fordeles.")).status_code == 302
    assert client.post(here, item_as_typed(desk, text="{frame} fordeles.")).status_code == 422
    laid.refresh_from_db()
    assert laid.text == "{pot} fordeles."


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"number": "åtte"}, "number", "Write a whole number with digits only: 8"),
        ({"part": "1"}, "part", "Write one letter, for example d"),
        ({"postponed_to": "31.03.2022"}, "postponed_to", "Choose the outcome Postponed"),
        ({"kind": "party"}, "kind", "Select a valid choice"),
        ({"frame": "0"}, "frame", "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_at_its_field(
    desk, meeting, client_of, fields, field, words
):
    response = client_of(desk.siri).post(
        address("item_new", meeting.pk), item_as_typed(desk, **fields)
    )

    assert response.status_code == 422
    assert words in str(response.context["form"].errors[field])


def test_a_postponed_item_has_a_new_day(desk, meeting, client_of):
    typed = item_as_typed(desk, outcome="postponed", postponed_to="31.03.2022")
    client_of(desk.siri).post(address("item_new", meeting.pk), typed)

    assert AgendaItem.objects.get().postponed_to.isoformat() == "2022-03-31"


def test_a_number_that_is_taken_is_told(desk, meeting, client_of):
    client = client_of(desk.siri)
    client.post(address("item_new", meeting.pk), item_as_typed(desk))

    response = client.post(address("item_new", meeting.pk), item_as_typed(desk))

    assert response.status_code == 422
    assert "is there already" in str(response.context["form"].errors["number"])


def test_an_item_is_removed_and_one_with_a_division_is_not(desk, laid, client_of):
    other = make_item(laid.meeting)
    client = client_of(desk.siri)

    gone = client.post(address("item_remove", laid.meeting_id, other.pk))
    stays = client.post(address("item_remove", laid.meeting_id, laid.pk))

    assert (gone.status_code, stays.status_code) == (302, 422)
    assert list(laid.meeting.items.all()) == [laid]


def test_a_draft_is_laid_before_the_forum_in_an_item(desk, meeting, client_of):
    item = make_item(meeting)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    client = client_of(desk.liv)
    page = client.get(address("item", meeting.pk, item.pk))
    assert list(page.context["lay_form"].fields["division"].queryset) == [division]

    there = address("item_lay", meeting.pk, item.pk)
    response = client.post(there, {"division": division.pk, "key": new_key()})

    item.refresh_from_db()
    assert (response.url, item.division) == (address("item", meeting.pk, item.pk), division)
    assert client.post(there, {"division": division.pk, "key": new_key()}).status_code == 422


def test_what_stands_in_the_way_of_laying_is_told(desk, meeting, client_of):
    item = make_item(meeting)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status"])

    response = client_of(desk.liv).post(
        address("item_lay", meeting.pk, item.pk), {"division": division.pk, "key": new_key()}
    )

    assert response.status_code == 422
    assert "The meeting is held" in response.context["problem"]


# --- impartiality --------------------------------------------------------------------------------


def test_a_suggestion_fills_in_the_form_and_the_forum_decides(desk, laid, client_of):
    fosen = Network.objects.get(name="Fosen")
    make_partnership(office=desk.office, network=fosen, universities=(desk.university,))
    desk.seat.organisation = desk.university
    desk.seat.save(update_fields=["organisation"])
    client = client_of(desk.liv)
    here = address("impartiality", laid.meeting_id, laid.pk)

    [suggestion] = client.get(here).context["suggestions"]
    assert (suggestion["seat"], suggestion["networks"]) == (desk.seat, [fosen])
    form = client.get(here, {"medlem": desk.seat.pk, "nettverk": fosen.pk}).context["form"]
    assert (form["seat"].value(), form["networks"].value()) == (str(desk.seat.pk), [str(fosen.pk)])

    typed = {"seat": desk.seat.pk, "networks": [fosen.pk], "ground": "DMMH."}
    assert client.post(here, typed).status_code == 422  # nobody has said what was decided
    client.post(here, {**typed, "outcome": "disqualified"})
    [decision] = laid.disqualifications.all()
    assert (decision.seat, decision.network, decision.stepped_out) == (desk.seat, fosen, True)
    assert client.get(here).context["suggestions"] == []

    client.post(address("impartiality_remove", laid.meeting_id, laid.pk, decision.pk))
    assert laid.disqualifications.count() == 0


def test_the_same_decision_twice_over_is_told(desk, laid, client_of):
    here = address("impartiality", laid.meeting_id, laid.pk)
    typed = {"seat": desk.seat.pk, "ground": "DMMH.", "outcome": "impartial"}
    client = client_of(desk.liv)
    client.post(here, typed)

    response = client.post(here, {**typed, "networks": [Network.objects.get(name="Fosen").pk]})

    assert response.status_code == 422
    assert "decided for the whole item" in str(response.context["form"].errors["networks"])


def test_a_decision_of_a_closed_meeting_stays(desk, laid, client_of):
    decision = laid.disqualifications.create(seat=desk.seat, ground="x", outcome="impartial")
    make_minutes(meeting=laid.meeting, status=MinutesStatus.APPROVED)

    client_of(desk.liv).post(address("impartiality_remove", laid.meeting_id, laid.pk, decision.pk))

    assert laid.disqualifications.count() == 1


# --- each network --------------------------------------------------------------------------------


def network_as_typed(**fields) -> dict[str, str]:
    values = {
        "outcome": "recommended",
        "reason": "",
        "criteria_confirmed": "yes",
        "text": "Årets tildeling er {allotted}.",
    }
    return {**values, **fields}


def test_each_network_is_written_in_turn(desk, laid, client_of):
    first, second, *_others, last = laid.division.lines.all()
    client = client_of(desk.liv)
    here = address("network", laid.meeting_id, laid.pk, first.pk)

    onward = client.post(here, network_as_typed(next="1"))
    back = client.post(here, network_as_typed(criteria_confirmed=""))
    end = client.post(
        address("network", laid.meeting_id, laid.pk, last.pk), network_as_typed(next="1")
    )

    assert onward.url == address("network", laid.meeting_id, laid.pk, second.pk)
    assert back.url == end.url == address("networks", laid.meeting_id, laid.pk)
    assert [each.criteria_confirmed for each in laid.recommendations.all()] == [None, True]
    page = client.get(back.url)
    assert page.context["first_undecided"].network == second.name


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"outcome": ""}, "outcome", "This field is required."),
        ({"outcome": "postponed"}, "reason", "Write why it is not recommended."),
        ({"text": "{need}"}, "text", "{need} stands for no figure here. Choose from the list:"),
        ({"criteria_confirmed": "perhaps"}, "criteria_confirmed", "Select a valid choice."),
    ],
)
def test_what_is_wrong_with_a_network_is_told_at_its_field(
    desk, laid, client_of, fields, field, words
):
    line = laid.division.lines.first()

    response = client_of(desk.liv).post(
        address("network", laid.meeting_id, laid.pk, line.pk), network_as_typed(**fields)
    )

    assert response.status_code == 422
    assert words in str(response.context["form"].errors[field])
    assert laid.recommendations.count() == 0


def test_what_stands_in_the_way_of_a_network_is_told(desk, laid, client_of):
    make_minutes(meeting=laid.meeting, status=MinutesStatus.SENT)
    line = laid.division.lines.first()

    response = client_of(desk.liv).post(
        address("network", laid.meeting_id, laid.pk, line.pk), network_as_typed()
    )

    assert "wait for approval" in str(response.context["form"].errors["outcome"])


def test_an_item_without_a_division_is_about_no_network(desk, laid, client_of):
    other = make_item(laid.meeting)
    line = laid.division.lines.first()
    client = client_of(desk.liv)

    for name, args in (("networks", [other.pk]), ("network", [other.pk, line.pk])):
        assert client.get(address(name, laid.meeting_id, *args)).status_code == 404
    assert client.get(address("network", laid.meeting_id, laid.pk, 0)).status_code == 404


# --- the minutes ---------------------------------------------------------------------------------


@pytest.fixture
def written(desk, meeting):
    """A meeting that was held, with minutes that Liv writes."""
    meeting.attendances.create(seat=desk.seat, presence="present")
    begin(meeting)
    services.hold_meeting(meeting=meeting, by=desk.liv, key=new_key())
    return services.save_minutes(meeting=meeting, preamble="", by=desk.liv)


def test_the_secretary_writes_what_stands_before_the_items(desk, meeting, client_of):
    here = address("minutes", meeting.pk)
    client = client_of(desk.liv)

    assert client.post(here, {"preamble": "Et kort møte."}).url == here
    refused = client.post(here, {"preamble": "Rammen er {frame}."})

    assert refused.status_code == 422
    assert refused.context["form"]["preamble"].value() == "Rammen er {frame}."
    meeting.refresh_from_db()
    assert meeting.minutes.preamble == "Et kort møte."
    assert client_of(desk.siri).post(here, {"preamble": "Mer."}).status_code == 403


def test_what_was_sent_is_not_written_on(desk, written, client_of):
    services.send_minutes(minutes=written, by=desk.liv, key=new_key())

    response = client_of(desk.liv).post(
        address("minutes", written.meeting_id), {"preamble": "Mer."}
    )

    assert response.status_code == 422
    assert "the minutes are now sent for approval" in response.context["problems"][0].message


def test_minutes_are_sent_taken_back_and_approved(desk, written, client_of):
    pk = written.meeting_id

    def press(person, name):
        response = client_of(person).post(address(name, pk), {"key": new_key()})
        written.refresh_from_db()
        return response.status_code, written.status

    assert press(desk.liv, "minutes_send") == (302, "sent")
    assert press(desk.liv, "minutes_approve") == (403, "sent")
    assert press(desk.siri, "minutes_take_back") == (403, "sent")
    assert press(desk.arne, "minutes_take_back") == (302, "draft")
    assert press(desk.siri, "minutes_send") == (403, "draft")
    assert press(desk.liv, "minutes_send") == (302, "sent")
    assert press(desk.arne, "minutes_approve") == (302, "approved")
    assert press(desk.liv, "minutes_send") == (422, "approved")
    assert press(desk.arne, "minutes_take_back") == (422, "approved")


def test_an_approver_who_wrote_an_item_is_told_that_another_approves(desk, written, client_of):
    """Arne is a case worker as well, and put an item on the agenda."""
    make_staff(desk.office, OfficeRoleKind.CASE_WORKER, user=desk.arne)
    pk, key = written.meeting_id, new_key()
    client_of(desk.arne).post(
        address("item_new", pk), {"title": "Aktuelt", "kind": "information", "text": "Nytt."}
    )
    services.send_minutes(minutes=written, by=desk.liv, key=new_key())

    page = client_of(desk.arne).get(address("minutes", pk))
    words = "You have written in these minutes, so another approves them."
    assert words in page.content.decode()
    assert address("minutes_approve", pk) not in page.content.decode()
    response = client_of(desk.arne).post(address("minutes_approve", pk), {"key": key})
    assert response.status_code == 403

    other = make_staff(desk.office, OfficeRoleKind.APPROVER)
    page = client_of(other).get(address("minutes", pk))
    assert words not in page.content.decode()
    assert address("minutes_approve", pk) in page.content.decode()


def test_what_is_missing_is_listed_with_links_to_the_places(desk, written, client_of):
    meeting = written.meeting
    Meeting.objects.filter(pk=meeting.pk).update(place="")
    item = make_item(meeting, text="{ramme}")

    response = client_of(desk.liv).post(address("minutes_send", meeting.pk), {"key": new_key()})

    assert response.status_code == 422
    assert [(problem.message, problem.url) for problem in response.context["problems"]] == [
        ("Place: Write where the meeting was held.", "#meeting"),
        (f"{item}: {{ramme}} stands for no figure here.", f"#item-{item.pk}"),
    ]


def test_without_the_key_of_a_page_nothing_is_sent(desk, written, client_of):
    response = client_of(desk.liv).post(address("minutes_send", written.meeting_id))

    assert response.status_code == 422
    assert "The page is too old" in response.context["problems"][0].message


@pytest.mark.slow
def test_a_draft_is_a_paper_that_is_marked_and_not_kept(desk, written, client_of):
    response = client_of(desk.arne).get(address("minutes_draft", written.meeting_id))

    assert response["Content-Type"] == "application/pdf"
    assert "Draft, not approved" in words_of(response.content)
    assert Document.objects.count() == 0


@pytest.mark.slow
def test_approved_minutes_are_a_paper_that_the_forum_reads_too(desk, written, client_of):
    services.send_minutes(minutes=written, by=desk.liv, key=new_key())
    services.approve_minutes(minutes=written, by=desk.arne, key=new_key())

    response = client_of(desk.frida).post(address("minutes_pdf", written.meeting_id))

    document = Document.objects.get()
    assert response.url == reverse("allocation:document", args=[document.pk])
    assert client_of(desk.frida).get(response.url).content == bytes(document.content)


def test_a_draft_becomes_no_kept_paper(desk, written, client_of):
    response = client_of(desk.liv).post(address("minutes_pdf", written.meeting_id))

    assert response.status_code == 403
    assert Document.objects.count() == 0


def test_a_member_has_no_draft(desk, written, client_of):
    client = client_of(desk.frida)

    for name in ("minutes", "minutes_draft"):
        assert client.get(address(name, written.meeting_id)).status_code == 404
    for name in ("minutes_send", "minutes_take_back", "minutes_approve", "minutes_pdf"):
        assert client.post(address(name, written.meeting_id)).status_code == 404


def test_what_lacks_in_a_network_leads_to_that_network(desk, laid, client_of):
    meeting = laid.meeting
    meeting.attendances.create(seat=desk.seat, presence="present")
    for line in laid.division.lines.all():
        laid.recommendations.create(line=line, outcome="recommended", criteria_confirmed=True)
    fosen = laid.recommendations.get(line__name="Fosen")
    fosen.text = "{alloted}"
    fosen.save()
    begin(meeting)
    services.hold_meeting(meeting=meeting, by=desk.liv, key=new_key())
    services.save_minutes(meeting=meeting, preamble="", by=desk.liv)

    response = client_of(desk.liv).post(address("minutes_send", meeting.pk), {"key": new_key()})

    assert [problem.url for problem in response.context["problems"]] == [
        f"#network-{fosen.line_id}"
    ]


@pytest.mark.parametrize("person", ["arne", "frida"])
def test_who_reads_of_meetings_does_not_plan_or_hold_them(desk, meeting, client_of, person):
    client = client_of(getattr(desk, person))

    assert client.get(address("meeting_new")).status_code == 403
    assert client.post(address("meeting_hold", meeting.pk)).status_code == 403


# --- papers that cannot be made ------------------------------------------------------------------


@pytest.fixture
def press(monkeypatch):
    """Lay papers out within other limits than the usual."""

    def limited(**limits):
        monkeypatch.setattr("rekom.kit.pdf._press_room", PressRoom(Limits(**limits)))

    return limited


TOO_HEAVY, NO_PLACE = {"html_bytes": 1}, {"processes": 0, "wall_seconds": 0}


@pytest.mark.parametrize(
    ("limits", "words"),
    [(TOO_HEAVY, "too large for one file"), (NO_PLACE, "Many documents are being made just now")],
)
def test_papers_that_cannot_be_made_are_told_on_the_page(
    desk, meeting, client_of, press, limits, words
):
    press(**limits)

    response = client_of(desk.liv).get(address("papers", meeting.pk), follow=True)

    assert response.redirect_chain == [(address("meeting", meeting.pk), 302)]
    assert words in response.content.decode()


def test_minutes_that_cannot_be_printed_are_told_on_their_page(desk, written, client_of, press):
    press(**NO_PLACE)
    pk = written.meeting_id
    draft = client_of(desk.liv).get(address("minutes_draft", pk), follow=True)
    services.send_minutes(minutes=written, by=desk.liv, key=new_key())
    services.approve_minutes(minutes=written, by=desk.arne, key=new_key())
    approved = client_of(desk.liv).post(address("minutes_pdf", pk), follow=True)

    for response in (draft, approved):
        assert response.redirect_chain == [(address("minutes", pk), 302)]
        assert "Many documents are being made just now" in response.content.decode()
    assert Document.objects.count() == 0
