"""The Word form on the web: read in two steps, and fetched."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import NeedsReport, read_content
from measures.word.reading import read_form
from tests.builders import make_call, make_ready_measure, make_ready_report, make_report, owner_of
from tests.kit.hostile_word import REFUSED, document, paragraph

SAMPLE = Path(__file__).parents[2] / "cases/behovsmelding-ytre-helgeland-2024.docx"


@pytest.fixture
def draft(cast):
    call = make_call(office=cast.office, schemes=cast.schemes, year=2024)
    return make_report(call=call, partnership=cast.partnership)


@pytest.fixture
def browser(cast, client):
    client.force_login(cast.kari)
    client.cookies["django_language"] = "en"
    return client


def page(name: str, report: NeedsReport) -> str:
    return reverse(f"measures:{name}", args=[report.pk])


def upload(browser, report: NeedsReport, data: bytes):
    file = SimpleUploadedFile("behovsmelding.docx", data)
    return browser.post(page("word_upload", report), {"file": file})


def read_in(response) -> str:
    return re.search(r'name="read" value="([^"]+)"', response.content.decode())[1]


def test_the_page_shows_what_was_read_and_stores_nothing(browser, draft):
    response = upload(browser, draft, SAMPLE.read_bytes())

    text = response.content.decode()
    assert response.status_code == 200
    assert "Alvorlig skolefravær" in text
    assert "Kommunene som deltar i partnerskapet er små" in text  # under no heading of its own
    assert "68 fields of the form were left empty" in text
    assert "99992711112" not in text
    assert draft.measures.count() == 0


def test_what_the_page_showed_is_stored_when_the_person_agrees(browser, draft):
    read = read_in(upload(browser, draft, SAMPLE.read_bytes()))

    response = browser.post(page("word_import", draft), {"read": read})

    assert response.url == page("report", draft)
    assert read_content(draft).measures[0].title == "Alvorlig skolefravær"


def test_the_other_answer_is_taken_only_where_it_is_ticked(browser, draft):
    payee = owner_of(draft)
    payee.contact_name, payee.contact_role = "Ingrid Solbakk", "Leder"
    payee.save()
    response = upload(browser, draft, SAMPLE.read_bytes())
    keys = re.findall(r'name="take" value="([^"]+)"', response.content.decode())

    assert keys == [f"contact-{payee.pk}.contact_name", f"contact-{payee.pk}.contact_role"]
    browser.post(page("word_import", draft), {"read": read_in(response), "take": keys[:1]})
    owner = read_content(draft).owner
    assert (owner.contact_name, owner.contact_role) == ("Kari Nordmann", "Leder")


def test_what_another_reports_page_carried_is_not_stored(browser, draft, cast):
    other = make_report(call=make_call(office=cast.office, year=2023), partnership=cast.partnership)
    read = read_in(upload(browser, draft, SAMPLE.read_bytes()))

    response = browser.post(page("word_import", other), {"read": read})

    assert response.url == page("word_upload", other)
    assert other.measures.count() == 0


@pytest.mark.parametrize(
    "make",
    [make for reason, name, make in REFUSED if name in ("one long text", "laughs", "its type", "a workbook")],
)  # fmt: skip
def test_a_hostile_file_is_answered_with_one_sentence(browser, draft, make):
    response = upload(browser, draft, make())

    assert response.status_code == 422
    (error,) = response.context["form"].errors["file"]
    assert error.count(".") <= 3
    assert draft.measures.count() == 0


def test_a_form_that_is_no_needs_report_is_refused(browser, draft):
    response = upload(browser, draft, document(paragraph("Reiseregning") + paragraph("Navn: Kari")))

    assert response.context["form"].errors["file"] == [
        "The file is not a needs report on the county governors' Word form."
    ]


def test_the_word_file_of_a_report_is_read_as_the_report(browser, cast):
    call = make_call(office=cast.office, schemes=cast.schemes, year=2024)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    make_ready_measure(report, title="Et tiltak til", scheme=cast.decentralised)

    response = browser.get(page("report_word", report), {"scheme": "decentralised"})

    form = read_form(response.content)
    assert form.schemes == ("decentralised",)
    assert [measure.title for measure in form.measures] == ["Et tiltak til"]
    assert response.headers["Content-Disposition"].startswith("attachment; filename")


def test_a_scheme_that_is_not_there_is_not_found(browser, draft):
    assert browser.get(page("report_word", draft), {"scheme": "none"}).status_code == 404
