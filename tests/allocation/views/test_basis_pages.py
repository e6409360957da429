"""Reading in an office's workbook, step by step, and the page of the figures beside an earlier one."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from allocation.models import Basis
from tests.allocation.services.test_basis_table import read_in
from tests.builders import make_basis
from tests.pages import text_of

FACTS = {"title": "Basil 2021", "source": "Basil", "figures_on": "15.12.2021"}
HEAD = ("Kommune", "Årsverk")


def workbook(*rows: tuple) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def upload(client, *rows: tuple):
    file = SimpleUploadedFile("basil.xlsx", workbook(*rows))
    return client.post(reverse("allocation:basis_upload"), {**FACTS, "file": file})


def press(client, shown, **fields):
    """A button of the page that was shown. ``fields``: row3_target="out"."""
    hidden = dict(re.findall(r'name="(read|key)" value="([^"]*)"', shown.content.decode()))
    said = {name.replace("_", "-", 1): value for name, value in fields.items()}
    return client.post(reverse("allocation:basis_import"), {**hidden, **said})


def test_what_is_settled_on_the_page_is_what_is_stored(coast, client_of):
    siri = client_of(coast.siri)

    shown = upload(siri, HEAD, ("Hitre", 28.5), ("Private", 3), ("Bodø", "ca. 4"), ("Sum", 31.5))
    assert shown.status_code == 200
    text = text_of(shown)
    assert "Matched: 0. Guessed: 1. Not matched: 1. Faults: 1." in text
    assert "“Hitre” is taken to be Hitra, which it is like." in text
    refused = press(siri, shown, store="1", row2_accepted="on")
    assert refused.status_code == 422
    assert "Row 3: Choose whom it is about, or leave it out." in text_of(refused)
    assert not Basis.objects.exists()

    fosen = f"n{coast.fosen.pk}"
    said = {"row2_accepted": "on", "row3_target": fosen, "row4_target": "out"}
    seen = press(siri, refused, **said, row4_reason="Ligger i Nordland", show="1")
    assert seen.status_code == 200
    assert not Basis.objects.exists()
    done = press(siri, seen, **said, row4_reason="Ligger i Nordland", store="1")

    basis = Basis.objects.get()
    assert done.url == reverse("allocation:basis", args=[basis.pk])
    assert [(row.network.name, row.municipalities, row.fte) for row in basis.rows.all()] == [
        ("Sørvest", 1, 28.5),
        ("Fosen", 0, 3),
    ]
    assert (basis.title, basis.file_name, basis.figures_on) == (
        "Basil 2021",
        "basil.xlsx",
        date(2021, 12, 15),
    )
    assert len(basis.sha256) == 64
    assert "Ligger i Nordland" in text_of(siri.get(done.url))


def test_of_several_columns_one_is_chosen_before_anything_is_judged(coast, client_of):
    siri = client_of(coast.siri)

    shown = upload(siri, ("Kommune", "Årsverk", "Antall barn"), ("Hitra", 28.5, 240))
    assert "Column C, “Antall barn”: Children" in text_of(shown)
    assert "Store the figures" not in text_of(shown)
    refused = press(siri, shown, store="1")
    assert refused.status_code == 422

    seen = press(siri, shown, column="1", show="1")
    assert "Store the figures" in text_of(seen)
    press(siri, seen, column="1", store="1")

    basis = Basis.objects.get()
    assert (basis.column, basis.rows.get().fte) == ("children", 240)


def test_a_table_that_is_mostly_unknown_is_not_settled_row_by_row(coast, client_of):
    siri = client_of(coast.siri)

    shown = upload(siri, HEAD, *((f"By {number}", 1) for number in range(70)))

    text = text_of(shown)
    assert "Too much is in doubt" in text
    assert "Store the figures" not in text


def test_an_office_reads_in_for_itself(coast, client_of):
    shown = upload(client_of(coast.siri), HEAD, ("Hitra", 28.5))

    answer = press(client_of(coast.nils), shown, store="1")

    assert answer.url == reverse("allocation:basis_upload")
    assert not Basis.objects.exists()


def test_the_page_tells_what_has_changed_by_the_percent_of_the_address(coast, client_of):
    make_basis(office=coast.office, figures=[("Sørvest", 2, "50")], figures_on=date(2020, 12, 15))
    basis = read_in(coast, ("Hitra", 28.5), ("Frøya", 30))
    url = reverse("allocation:basis", args=[basis.pk])
    siri = client_of(coast.siri)

    text = text_of(siri.get(url))
    assert "1 jump of more than 10 %." in text
    assert "Networks without figures: Fosen, Ytre Helgeland." in text
    assert "No jump of more than 20 %." in text_of(siri.get(url, {"prosent": "20"}))
    assert "Write a percentage from 0 up" in text_of(siri.get(url, {"prosent": "mye"}))


def test_a_municipality_is_moved_on_the_page(coast, client_of):
    basis = read_in(coast, ("Hitra", 28.5), ("Frøya", 30))
    siri, url = client_of(coast.siri), reverse("allocation:basis_move", args=[basis.pk])
    said = {
        "municipality": coast.hitra.pk,
        "network": coast.sørvest.pk,
        "title": "Uten Hitra",
        "key": "k",
    }

    refused = siri.post(url, said)
    assert refused.status_code == 422
    assert "Hitra counts in Sørvest already." in text_of(refused)
    done = siri.post(url, {**said, "network": coast.fosen.pk})

    moved = Basis.objects.get(title="Uten Hitra")
    assert done.url == reverse("allocation:basis", args=[moved.pk])
    assert "Hitra (28.5) moved from Sørvest to Fosen." in text_of(siri.get(done.url))


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_figures_asks_twelve_times_at_most(
    coast,
    client_of,
    django_assert_max_num_queries,
    count,
):
    for number in range(count):
        make_basis(office=coast.office, figures_on=date(2020, 12, 1 + number % 28))
    basis = read_in(coast, ("Hitra", 28.5), ("Frøya", 30))
    siri = client_of(coast.siri)

    with django_assert_max_num_queries(12):
        siri.get(reverse("allocation:basis", args=[basis.pk]))


def test_each_cell_that_is_not_computed_is_a_line_of_its_own(coast, client_of):
    response = upload(client_of(coast.siri), HEAD, ("Hitra", "=14+14"), ("Frøya", "=3+1"))

    text = text_of(response)
    assert response.status_code == 422
    for cell in ("B2", "B3"):
        assert f"Cell {cell} of the sheet “Sheet” has a formula that is not computed." in text
    assert not Basis.objects.exists()
