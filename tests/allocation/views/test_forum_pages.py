"""The forum's pages: what each shows, to whom, and that it costs the same however much there is."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from allocation import services
from allocation.choices import MeetingStatus, MinutesStatus, PostKind, Rounding
from allocation.models import Document
from measures.choices import ReportStatus, Section
from measures.models import SentVersion, read_content
from partnerships.models import Network
from partnerships.services import new_key
from rekom.kit.values import to_json
from tests.builders import (
    make_comment,
    make_division,
    make_item,
    make_line,
    make_measure,
    make_meeting,
    make_minutes,
    make_partnership,
    make_post,
    make_report,
    make_seat,
    owner_of,
    university_of,
)
from tests.papers import bookmarks_of, words_of

MOST_QUERIES = 12


def text_of(response) -> str:
    """The page as it is read: tags away, every space alike."""
    text = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r" ([.,;:)])", r"\1", " ".join(text.replace("\u00a0", " ").split()))


def address(name, *args) -> str:
    return reverse(f"forum:{name}", args=args)


@pytest.fixture
def meeting(desk):
    """Next week: a frame, and the division of 2022 rounded one by one, laid before Frida's forum."""
    desk.seat = make_seat(
        desk.forum, user=desk.frida, name="Frida", organisation=desk.university, represents="INN"
    )
    meeting = make_meeting(
        forum=desk.forum, call=desk.call, place="Statens hus", chair=desk.siri, secretary=desk.liv
    )
    meeting.attendances.create(seat=desk.seat, presence="present")
    make_post(frame=desk.frame, kind=PostKind.COMMON, title="Møter", amount_nok=200_000)
    desk.frame_item = make_item(
        meeting, title="Økonomisk ramme", frame=desk.frame, text="Rammen er {frame}."
    )
    desk.item = make_item(meeting, title="Kollektive tiltak", text="{pot} fordeles.")
    division = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, rounding=Rounding.NEAREST
    )
    services.lay_before_forum(division=division, item=desk.item, by=desk.siri, key=new_key())
    desk.item.refresh_from_db()
    return meeting


def make_checked(desk, network=None, **fields):
    """A checked report with a version that was sent; 100 000 for the owner and as much for INN."""
    partnership = make_partnership(
        office=desk.office, network=network, universities=(desk.university,)
    )
    report = make_report(
        call=desk.call, partnership=partnership, status=ReportStatus.CHECKED, **fields
    )
    report.payees.update(contact_phone="40 00 00 77")
    measure = make_measure(report, scheme=desk.regional, title="Tiltaket til forumet")
    make_line(measure, owner_of(report), 100_000)
    make_line(measure, university_of(report), 100_000)
    other = make_measure(report, scheme=desk.decentralised, title="Et annet tiltak")
    make_line(other, owner_of(report), 1)
    SentVersion.objects.create(
        report=report,
        number=1,
        content=to_json(read_content(report)),
        sha256="0" * 64,
        submitted_at=report.submitted_at,
        submitted_by=desk.kari,
    )
    return report


def hold(desk, meeting):
    meeting.starts_at = timezone.now() - timedelta(hours=1)
    meeting.save(update_fields=["starts_at"])
    return services.hold_meeting(meeting=meeting, by=desk.liv, key=new_key())


def times(desk, meeting, count: int) -> None:
    """So many of everything that a page may list."""
    for n in range(count):
        make_meeting(forum=desk.forum, call=desk.call)
        seat = make_seat(desk.forum, organisation=desk.university)
        meeting.attendances.create(seat=seat, presence="present")
        meeting.guests.create(name=f"Guest {n}")
        make_item(meeting, frame=desk.frame, text="{frame} og {left}", shows=["common"])
        desk.item.disqualifications.create(seat=seat, ground="INN.", outcome="disqualified")
        make_checked(desk, network=Network.objects.order_by("?").first())
        for line in desk.item.division.lines.all()[:n]:
            services.record_recommendation(
                item=desk.item,
                line=line,
                outcome="recommended",
                criteria_confirmed=True,
                reason="",
                text="{allotted}",
                by=desk.liv,
            )


PAGES = [
    ("meeting_list", []),
    ("meeting_new", []),
    ("meeting", ["meeting"]),
    ("meeting_edit", ["meeting"]),
    ("attendance", ["meeting"]),
    ("item_new", ["meeting"]),
    ("item", ["meeting", "item"]),
    ("impartiality", ["meeting", "item"]),
    ("networks", ["meeting", "item"]),
    ("network", ["meeting", "item", "line"]),
    ("minutes", ["meeting"]),
]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_no_page_asks_more_when_there_is_more(
    desk, meeting, client_of, django_assert_max_num_queries, count
):
    times(desk, meeting, count)
    args = {
        "meeting": meeting.pk,
        "item": desk.item.pk,
        "line": desk.item.division.lines.first().pk,
    }
    client = client_of(desk.liv)

    for name, about in PAGES:
        with django_assert_max_num_queries(MOST_QUERIES, info=name):
            response = client.get(address(name, *(args[each] for each in about)))
        assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_no_page_of_a_member_asks_more_when_there_is_more(
    desk, meeting, client_of, django_assert_max_num_queries, count
):
    times(desk, meeting, count)
    hold(desk, meeting)
    client = client_of(desk.frida)

    for name, about in PAGES[:1] + PAGES[2:3]:
        with django_assert_max_num_queries(MOST_QUERIES, info=name):
            assert client.get(address(name, *[meeting.pk for _one in about])).status_code == 200


# --- the member's page ---------------------------------------------------------------------------


def test_a_member_finds_the_next_meeting_with_its_agenda_and_papers(desk, meeting, client_of):
    make_checked(desk)
    client = client_of(desk.frida)

    assert "The next meeting is" in text_of(client.get(address("meeting_list")))
    page = client.get(address("meeting", meeting.pk))

    assert "Kollektive tiltak" in text_of(page)
    assert "Allocation table, version 1" in text_of(page)
    assert page.context["reports"] == list(desk.call.reports.all())
    assert f'href="{address("papers", meeting.pk)}"' in page.content.decode()


def test_a_member_reads_no_text_of_the_minutes_before_they_are_approved(desk, meeting, client_of):
    make_minutes(meeting=meeting, preamble="Et utkast.", by=desk.liv)
    client = client_of(desk.frida)

    page = text_of(client.get(address("meeting", meeting.pk)))

    assert "Rammen er" not in page
    assert "fordeles" not in page
    assert "They stand here when they are approved." in page
    assert client.get(address("minutes", meeting.pk)).status_code == 404


def test_a_member_is_told_where_the_own_organisation_takes_part(desk, meeting, client_of):
    fosen = Network.objects.get(name="Fosen")
    make_partnership(office=desk.office, network=fosen, universities=(desk.university,))

    page = text_of(client_of(desk.frida).get(address("meeting", meeting.pk)))

    assert "Possibly disqualified, the forum decides" in page
    assert "Your organisation takes part in: Fosen, Ytre Helgeland." in page


def test_the_staff_is_not_asked_about_impartiality_of_their_own(desk, meeting, client_of):
    page = text_of(client_of(desk.siri).get(address("meeting", meeting.pk)))

    assert "Your organisation takes part" not in page


def test_a_member_can_do_nothing_but_read(desk, meeting, client_of):
    client = client_of(desk.frida)
    page = client.get(address("meeting", meeting.pk)).content.decode()

    assert "Put an item on the agenda" not in page
    for name in ("meeting_edit", "attendance", "item_new"):
        assert client.get(address(name, meeting.pk)).status_code == 403


@pytest.mark.parametrize("person", ["kari", "anne", "ola"])
def test_whoever_has_nothing_to_do_with_a_forum_finds_none(desk, meeting, client_of, person):
    client = client_of(getattr(desk, person))

    assert client.get(address("meeting_list")).status_code == 404
    assert client.get(address("meeting", meeting.pk)).status_code == 404


# --- the papers ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_papers_are_one_file_of_what_the_forum_may_read(desk, meeting, client_of):
    make_checked(desk)
    client = client_of(desk.frida)

    response = client.get(address("papers", meeting.pk))
    words = words_of(response.content)

    assert response["Content-Type"] == "application/pdf"
    assert "Kollektive tiltak" in words
    assert "11 588 002" in words
    assert "Tiltaket til forumet" in words
    assert "Et annet tiltak" not in words  # of a scheme that the forum does not cover
    assert "40 00 00 77" not in words
    assert "Rammen er" not in words  # the secretary's draft
    assert [title for title in bookmarks_of(response.content) if "Partnership" in title] == [
        f"Behovsmelding 2022: {desk.call.reports.get().partnership}"
    ]
    assert Document.objects.count() == 0


@pytest.mark.slow
def test_the_papers_cost_the_same_however_many_reports_there_are(
    desk, meeting, client_of, django_assert_max_num_queries
):
    for _number in range(12):
        make_checked(desk)
    client = client_of(desk.frida)

    page = client.get(address("meeting", meeting.pk))
    assert list(page.context["parts"]) == [1, 2]
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(address("papers", meeting.pk), {"del": "2"})

    assert response.status_code == 200


# --- the page of the minutes ---------------------------------------------------------------------


def test_figures_in_the_text_are_those_of_the_data_with_their_source(desk, meeting, client_of):
    page = client_of(desk.liv).get(address("minutes", meeting.pk))
    text = text_of(page)

    assert "Rammen er 17 873 000 kr" in text
    assert (
        f'href="#frame-{desk.frame_item.pk}" data-source="Regional ordning (REKOM) 2022: frame"'
        in page.content.decode()
    )
    assert "(Division, version 1: to be divided)" in text


def test_the_sums_are_checked_and_the_two_kroner_told(desk, meeting, client_of):
    text = text_of(client_of(desk.liv).get(address("minutes", meeting.pk)))

    assert "The frame Adds up" in text
    assert "Pro rata, version 1 Difference +2 kr" in text
    assert "10 amounts in the table 11 588 002" in text
    assert "Not allocated: 6 085 000 kr" in text
    assert "The rows come to 11 588 002 kr together, 2 kr more than is divided." in text


def test_a_name_that_stands_for_nothing_is_marked_and_told(desk, meeting, client_of):
    desk.frame_item.text = "Rammen er {ramen}."
    desk.frame_item.save()

    page = client_of(desk.liv).get(address("minutes", meeting.pk))

    assert '<mark class="rk-unknown">{ramen}</mark>' in page.content.decode()
    assert "{ramen} stands for no figure here." in text_of(page)


def test_need_allotment_and_what_was_said_stand_with_each_network(desk, meeting, client_of):
    make_checked(desk, network=Network.objects.get(name="Fosen"))
    services.record_recommendation(
        item=desk.item,
        line=desk.item.division.lines.get(name="Fosen"),
        outcome="not_recommended",
        criteria_confirmed=None,
        reason="Kriteriene er ikke oppfylt.",
        text="Behovet er {need}.\n\nÅrets tildeling er {allotted}; {beyond}.",
        by=desk.liv,
    )

    text = text_of(client_of(desk.liv).get(address("minutes", meeting.pk)))

    assert "Behovet er 200 000 kr (Needs report: Fosen, need)." in text
    assert "Årets tildeling er 668 137 kr (Division, version 1: Fosen, allotted)" in text
    assert "(Needs report less division: Fosen, beyond the allotment)" in text
    assert "Reason: Kriteriene er ikke oppfylt." in text
    assert "The network's own confirmation of the criteria is not in the text." in text


@pytest.mark.parametrize(
    ("person", "status", "buttons"),
    [
        ("liv", MinutesStatus.DRAFT, {"Save", "Draft as PDF", "Send for approval"}),
        ("siri", MinutesStatus.DRAFT, {"Draft as PDF"}),
        ("arne", MinutesStatus.DRAFT, {"Draft as PDF"}),
        ("liv", MinutesStatus.SENT, {"Draft as PDF", "Take them back to write on"}),
        ("siri", MinutesStatus.SENT, {"Draft as PDF"}),
        (
            "arne",
            MinutesStatus.SENT,
            {"Draft as PDF", "Send back to the minute-taker", "Approve the minutes"},
        ),
        ("liv", MinutesStatus.APPROVED, {"Minutes as PDF"}),
        ("arne", MinutesStatus.APPROVED, {"Minutes as PDF"}),
        ("frida", MinutesStatus.APPROVED, {"Minutes as PDF"}),
    ],
)
def test_everybody_has_the_buttons_of_what_they_can_do(
    desk, meeting, client_of, person, status, buttons
):
    make_minutes(meeting=meeting, status=status, by=desk.liv)

    page = client_of(getattr(desk, person)).get(address("minutes", meeting.pk))
    main = page.content.decode().split("<main")[1].split("</main>")[0]

    found = re.findall(r'class="ds-button"[^>]*>([^<]+)</(?:button|a)>', main)
    assert set(found) == buttons


# --- what waits ----------------------------------------------------------------------------------


def waiting(client) -> list[str]:
    return [thing.title for thing in client.get(reverse("start")).context["waiting"]]


def test_the_first_page_tells_of_meetings_and_minutes(desk, meeting, client_of):
    meeting.title = "Møtet"
    meeting.save(update_fields=["title"])
    assert waiting(client_of(desk.frida)) == ["Read the papers of Møtet"]
    assert waiting(client_of(desk.liv)) == []

    hold(desk, meeting)
    assert waiting(client_of(desk.frida)) == []
    assert waiting(client_of(desk.liv)) == ["Write the minutes of Møtet"]
    assert waiting(client_of(desk.arne)) == []

    make_minutes(meeting=meeting, status=MinutesStatus.SENT, by=desk.liv)
    assert waiting(client_of(desk.liv)) == []
    assert waiting(client_of(desk.arne)) == ["Approve the minutes of Møtet"]


def test_nobody_is_asked_to_approve_what_they_wrote_themselves(desk, meeting, client_of):
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status"])
    make_minutes(meeting=meeting, status=MinutesStatus.SENT, by=desk.arne)

    assert waiting(client_of(desk.arne)) == []


@pytest.mark.parametrize(
    ("person", "sees"),
    [("siri", True), ("arne", True), ("liv", True), ("frida", True), ("anne", False), ("kari", False)],
)  # fmt: skip
def test_the_menu_leads_to_the_forum_for_those_who_have_to_do_with_it(
    desk, client_of, person, sees
):
    page = client_of(getattr(desk, person)).get(reverse("start"))

    assert (f'href="{address("meeting_list")}"' in page.content.decode()) is sees


def test_comments_released_to_the_forum_stand_after_the_report_in_the_papers(
    desk, meeting, client_of
):
    report = make_checked(desk)
    ours, other = report.measures.order_by("number")
    kept = {"section": Section.MEASURES, "by": desk.siri}
    make_comment(
        report, measure_key=ours.pk, text="Dekker barnehagene.", released_to=["forum"], **kept
    )
    make_comment(report, section=Section.REPORT, text="Godt forankret.", released_to=["forum"])
    make_comment(
        report, measure_key=other.pk, text="Om en annen ordning.", released_to=["forum"], **kept
    )
    make_comment(report, text="Bare til partnerskapet.", released_to=["partnership"])
    make_comment(report, text="Internt.")

    response = client_of(desk.frida).get(address("papers", meeting.pk))

    words = words_of(response.content)
    with translation.override("nb"):
        label = str(Section.REPORT.label)
    assert "Tiltaket til forumet Dekker barnehagene. Siri" in words
    assert f"{label} Godt forankret." in words
    for text in ("Om en annen ordning", "Bare til partnerskapet", "Internt"):
        assert text not in words
