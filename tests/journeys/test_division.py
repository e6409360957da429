"""From a frame and a workbook to a division in force, and the two kroner put right after the forum."""

import io
import re
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from allocation import services
from allocation.choices import DivisionStatus, MeetingStatus
from allocation.models import Basis, Division, Document, Frame, Post
from partnerships.choices import OfficeRoleKind
from partnerships.models import NetworkAlias
from partnerships.services import new_key
from tests.builders import (
    NETWORKS_2022,
    make_call,
    make_forum,
    make_item,
    make_meeting,
    make_network,
    make_staff,
)
from tests.papers import text_of

WORKBOOK = Path(__file__).parent.parent / "cases/trondelag-2022-basis.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def office(cast):
    """The networks of 2022, a call, and the meeting to come with an item for recommendation."""
    for name, *_figures in NETWORKS_2022:
        network = make_network(office=cast.office, name=name)
        if name == "Trøndelag Sørvest":
            NetworkAlias.objects.create(network=network, name="SørVest")
    cast.call = make_call(office=cast.office, year=2022, schemes=(cast.regional,))
    cast.forum = make_forum(office=cast.office, schemes=(cast.regional,))
    cast.meeting = make_meeting(forum=cast.forum, call=cast.call)
    cast.item = make_item(cast.meeting, number=8, year=2022)
    return cast


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def fields_of(response) -> dict[str, str]:
    """The hidden fields of the page, as the browser would send them."""
    hidden = re.findall(
        r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()
    )
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def post(client: Client, address: str, pk: int | None = None, **fields):
    url = reverse(f"allocation:{address}", args=[] if pk is None else [pk])
    return client.post(url, fields)


def set_up(siri: Client, office) -> Post:
    """The frame, and the pot inside it."""
    place = f"{office.call.pk}-{office.regional.pk}"
    post(siri, "frame_new", call_and_scheme=place, amount_nok="kr 17 873 000,-")
    frame = Frame.objects.get()
    post(
        siri,
        "post_add",
        frame.pk,
        kind="collective",
        title="Kollektive tiltak",
        amount_nok="11 588 000",
        in_long_term_plan="on",
        with_decision_basis="on",
    )
    return frame.posts.get()


def read_in(siri: Client) -> Basis:
    """Uploaded, looked at, stored."""
    file = SimpleUploadedFile("basis.xlsx", WORKBOOK.read_bytes(), content_type=XLSX)
    facts = {"title": "Basil 15.12.2021", "source": "Basil", "figures_on": "15.12.2021"}
    shown = post(siri, "basis_upload", file=file, **facts)
    assert shown.status_code == 200
    assert Basis.objects.count() == 0
    post(siri, "basis_import", **fields_of(shown), store="1")
    return Basis.objects.get()


def divide(siri: Client, collective: Post, basis: Basis, rounding: str, reason: str) -> Division:
    rules = {"pot_nok": 11_588_000, "flat_percent": "10", "basis": basis.pk, "rounding": rounding}
    shown = siri.get(reverse("allocation:post", args=[collective.pk]), rules)
    saved = post(siri, "division_make", collective.pk, **fields_of(shown), reason=reason)
    return Division.objects.get(pk=int(saved.url.split("/")[-2]))


def act(client: Client, division: Division, address: str, **fields):
    """Press the button on the version's page."""
    shown = client.get(division.get_absolute_url())
    return post(client, address, division.pk, key=fields_of(shown)["key"], **fields)


def hold(office) -> None:
    """The day comes, and the forum recommends what was laid before it."""
    office.meeting.starts_at = timezone.now() - timedelta(hours=6)
    office.meeting.ends_at = timezone.now() - timedelta(hours=1)
    office.meeting.save(update_fields=["starts_at", "ends_at"])
    office.item.refresh_from_db()
    services.recommend_division(
        division=office.item.division, item=office.item, by=office.liv, key=new_key()
    )
    office.meeting.status = MeetingStatus.HELD
    office.meeting.save(update_fields=["status"])


def test_the_two_kroner_of_2022_are_put_right_after_the_forum(
    office, django_capture_on_commit_callbacks
):
    siri, arne, frida = browser(office.siri), browser(office.arne), browser(office.frida)

    # Siri sets up the frame, reads in the figures and divides as a spreadsheet does …
    collective = set_up(siri, office)
    basis = read_in(siri)
    first = divide(siri, collective, basis, "nearest", "Slik regnearket gir den.")
    assert [line.amount_nok for line in first.lines.all()] == [row[3] for row in NETWORKS_2022]
    assert first.read().difference_nok == 2

    # … the forum sees it when it is on the agenda, and not before …
    assert frida.get(first.get_absolute_url()).status_code == 404
    act(siri, first, "division_lay", item=office.item.pk)
    assert frida.get(first.get_absolute_url()).status_code == 200

    # … recommends it, and Arne adopts it; Siri could not have done that herself.
    hold(office)
    assert post(siri, "division_adopt", first.pk, key=new_key()).status_code == 403
    act(arne, first, "division_adopt")
    first.refresh_from_db()
    assert (first.status, first.adopted_by) == (DivisionStatus.IN_FORCE, office.arne)

    # Then somebody adds up the rows. Without a reason the correction does not come through …
    second = divide(siri, collective, basis, "exact", "Radene går opp i potten.")
    refused = act(arne, second, "division_adopt", reason="")
    assert refused.status_code == 422
    assert "Give the reason" in refused.content.decode()

    # … with one it does, and the forum is told.
    with django_capture_on_commit_callbacks(execute=True):
        act(arne, second, "division_adopt", reason="Radene var 2 kr mer enn potten.")
    assert list(collective.divisions.order_by("version").values_list("status", flat=True)) == [
        "superseded",
        "in_force",
    ]
    assert [letter.to for letter in mail.outbox] == [["frida@example.no"]]

    # What was laid before the forum is still what it was.
    office.item.refresh_from_db()
    assert office.item.division == first
    assert first.read().total_nok == 11_588_002
    changes = siri.get(
        reverse("allocation:division_compare", args=[second.pk]), {"med": first.pk}
    ).context["comparison"]
    assert [(one.network, one.change_nok) for one in changes.losses] == [
        ("TrondheimMalvik", -1),
        ("Værnes", -1),
    ]


def test_the_table_comes_out_on_paper_once_and_as_a_workbook(office):
    siri = browser(office.siri)
    division = divide(siri, set_up(siri, office), read_in(siri), "nearest", "")

    for _press in range(2):
        answer = post(siri, "division_pdf", division.pk, orientation="landscape")
    paper = siri.get(answer.url)
    workbook = siri.get(reverse("allocation:division_excel", args=[division.pk]))

    document = Document.objects.get()
    assert paper.content == bytes(document.content)
    assert paper.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    words = text_of(paper.content)
    for name, _municipalities, _fte, amount_nok in NETWORKS_2022:
        assert name in words
        assert f"{amount_nok:,}".replace(",", " ") in words
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content)).active
    assert {cell.value for row in sheet for cell in row} >= {name for name, *_ in NETWORKS_2022}


def test_nothing_is_stored_of_a_workbook_with_a_network_nobody_has_confirmed(office):
    NetworkAlias.objects.all().delete()
    siri = browser(office.siri)
    file = SimpleUploadedFile("basis.xlsx", WORKBOOK.read_bytes(), content_type=XLSX)
    facts = {"title": "Basil", "source": "Basil", "figures_on": "15.12.2021"}

    shown = post(siri, "basis_upload", file=file, **facts)
    assert "“SørVest” is taken to be Trøndelag Sørvest, which it is like." in shown.content.decode()

    refused = post(siri, "basis_import", **fields_of(shown), store="1")
    assert refused.status_code == 422
    assert "Confirm it, choose another or leave it out." in refused.content.decode()
    assert Basis.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_is_no_workbook_is_refused_in_one_line(office, content):
    siri = browser(office.siri)
    file = SimpleUploadedFile("basis.xlsx", content)
    facts = {"title": "Basil", "source": "Basil", "figures_on": "15.12.2021"}

    shown = post(siri, "basis_upload", file=file, **facts)

    assert shown.status_code == 422
    assert len(shown.context["form"].errors["file"]) == 1
    assert shown.context["form"]["title"].value() == "Basil"


def test_what_was_read_cannot_be_changed_on_its_way_back(office):
    siri = browser(office.siri)

    answer = post(siri, "basis_import", read="changed", key=new_key())

    assert answer.url == reverse("allocation:basis_upload")
    assert Basis.objects.count() == 0


def test_the_second_approver_is_told_that_the_first_was_quicker(office):
    berit = make_staff(office.office, OfficeRoleKind.APPROVER)
    siri, arne, second = browser(office.siri), browser(office.arne), browser(berit)
    division = divide(siri, set_up(siri, office), read_in(siri), "exact", "")
    act(siri, division, "division_lay", item=office.item.pk)
    hold(office)
    open_page = fields_of(second.get(division.get_absolute_url()))

    act(arne, division, "division_adopt")
    answer = post(second, "division_adopt", division.pk, key=open_page["key"])

    assert answer.status_code == 422
    assert "Arne has done this first" in answer.content.decode()
