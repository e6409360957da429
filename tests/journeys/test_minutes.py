"""From the agenda to approved minutes, and what happens to them when the world moves on.

The 2 kr of 2022: version 1, each cell rounded, is what the forum saw and recommended; version 2 is the
county governor's later correction. The minutes keep version 1 and say the difference.
"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allocation import services
from allocation.choices import Rounding
from allocation.models import AgendaItem, Division, Meeting, minutes_of
from partnerships.models import Network
from partnerships.services import new_key
from tests.builders import make_basis, make_call, make_forum, make_frame, make_post, make_seat
from tests.papers import words_of

pytestmark = pytest.mark.slow


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def address(name, *args) -> str:
    return reverse(f"forum:{name}", args=args)


def text_of(response) -> str:
    """The minutes as they are read, with all spaces alike."""
    article = response.content.decode().split("<article", 1)[1].split("</article>")[0]
    text = unescape(re.sub(r"<[^>]+>", " ", article)).replace("\u00a0", " ")
    return " ".join(text.split())


@pytest.fixture
def desk(cast):
    cast.call = make_call(office=cast.office, year=2022)
    cast.frame = make_frame(call=cast.call, scheme=cast.regional)
    cast.post = make_post(frame=cast.frame)
    cast.basis = make_basis(office=cast.office, by=cast.siri)
    cast.forum = make_forum(office=cast.office, schemes=(cast.regional,))
    cast.seat = make_seat(cast.forum, user=cast.frida, name="Frida", represents="KS")
    return cast


def divide(desk, rounding, reason="") -> Division:
    return services.make_division(
        post=desk.post,
        basis=desk.basis,
        flat_percent=desk.flat_percent,
        rounding=rounding,
        by=desk.siri,
        key=new_key(),
        reason=reason,
    )


def prepare(desk) -> tuple[Meeting, AgendaItem]:
    """The secretary plans the meeting, and the case worker lays version 1 before it."""
    liv, siri = browser_of(desk.liv), browser_of(desk.siri)
    day = timezone.localtime() + timedelta(days=1)
    liv.post(
        address("meeting_new"),
        {
            "place_of": f"{desk.forum.pk}-{desk.call.pk}",
            "title": "Samarbeidsforum",
            "day": day.strftime("%d.%m.%Y"),
            "begins": "09.00",
            "ends": "15.00",
            "place": "Statens hus",
            "chair": desk.siri.pk,
            "secretary": desk.liv.pk,
        },
    )
    meeting = Meeting.objects.get()
    liv.post(
        address("item_new", meeting.pk),
        {
            "number": "8",
            "part": "d",
            "title": "Kollektive tiltak",
            "kind": "recommendation",
            "outcome": "recommended",
        },
    )
    item = meeting.items.get()
    version_1 = divide(desk, Rounding.NEAREST)
    siri.post(
        address("item_lay", meeting.pk, item.pk), {"division": version_1.pk, "key": new_key()}
    )
    return meeting, item


def hold_and_write(desk, meeting, item) -> None:
    """The day after: who was there, what the forum said of each network, the text with its figures."""
    meeting.refresh_from_db()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=6))
    liv = browser_of(desk.liv)
    liv.post(address("meeting_hold", meeting.pk), {"key": new_key()})
    liv.post(address("attendance", meeting.pk), {f"seat-{desk.seat.pk}-presence": "present"})
    liv.post(
        address("item", meeting.pk, item.pk),
        {
            "number": "8",
            "part": "d",
            "title": "Kollektive tiltak",
            "kind": "recommendation",
            "frame": desk.frame.pk,
            "outcome": "recommended",
            "text": "{pot} fordeles pro rata.",
        },
    )
    here = address("networks", meeting.pk, item.pk)
    while (undecided := liv.get(here).context["first_undecided"]) is not None:
        liv.post(
            address("network", meeting.pk, item.pk, undecided.key),
            {
                "outcome": "recommended",
                "criteria_confirmed": "yes",
                "text": "Årets tildeling er {allotted}. Forumet var enig.",
            },
        )
    liv.post(address("minutes", meeting.pk), {"preamble": "Forumet ble ledet av Siri."})


def test_what_was_approved_stands_whatever_happens_later(desk):
    desk.flat_percent = Division._meta.get_field("flat_percent").to_python("10")
    liv, arne, frida = (browser_of(person) for person in (desk.liv, desk.arne, desk.frida))
    meeting, item = prepare(desk)
    assert frida.get(address("meeting", meeting.pk)).status_code == 200

    hold_and_write(desk, meeting, item)
    assert [division.status for division in desk.post.divisions.all()] == ["recommended"]
    assert frida.get(address("minutes", meeting.pk)).status_code == 404

    # the secretary sends, and cannot approve; another does
    liv.post(address("minutes_send", meeting.pk), {"key": new_key()})
    assert liv.post(address("minutes_approve", meeting.pk), {"key": new_key()}).status_code == 403
    arne.post(address("minutes_approve", meeting.pk), {"key": new_key()})
    approved = text_of(frida.get(address("minutes", meeting.pk)))

    assert "Værnes Årets tildeling er 886 637 kr" in approved
    assert "11 588 002 Should be" in approved
    assert "The rows come to 11 588 002 kr together, 2 kr more than is divided." in approved

    # the county governor corrects the division, a network changes its name, a member her office
    version_2 = divide(desk, Rounding.EXACT, reason="Tabellen var 2 kr større enn potten.")
    services.adopt_division(
        division=version_2, by=desk.arne, key=new_key(), reason="Rammen er 11 588 000 kr."
    )
    Network.objects.filter(name="Værnes").update(name="Værnesregionen")
    desk.seat.name = "Frida Ny"
    desk.seat.save(update_fields=["name"])
    desk.frame.amount_nok += 1_000_000
    desk.frame.save(update_fields=["amount_nok"])

    statuses = {division.version: division.status for division in desk.post.divisions.all()}
    assert statuses == {1: "superseded", 2: "in_force"}
    assert text_of(frida.get(address("minutes", meeting.pk))) == approved
    meeting.refresh_from_db()
    [table] = [part.division for part in minutes_of(meeting).items]
    assert (table.version, sum(line.amount_nok for line in table.lines)) == (1, 11_588_002)

    # nobody writes on what is approved, and the paper says the same
    refused = liv.post(address("item_new", meeting.pk), {"title": "Mer", "kind": "current"})
    assert refused.status_code == 422
    paper = frida.post(address("minutes_pdf", meeting.pk), follow=True)
    words = words_of(paper.content)
    assert "Værnes" in words
    assert "Værnesregionen" not in words
    assert "11 588 002" in words
