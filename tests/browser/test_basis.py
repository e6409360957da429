"""An office's own workbook in a browser: read in, settled, stored, compared, and tried with a move."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.urls import reverse
from openpyxl import Workbook

from allocation.models import Basis
from tests.allocation.conftest import coast  # noqa: F401
from tests.builders import make_basis

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(*rows: list) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def bytes_of(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def messy_workbook() -> bytes:
    """Titles, merged heads, a network merged over its municipalities, text for numbers, a total, a note."""
    book = workbook(
        ["Grunnlag for fordeling"],
        [],
        ["Nettverk", "Kommune", "Årsverk", None, "Antall barn"],
        [None, None, "2020", "2021", None],
        ["SØRVEST", "5056 Hitra", 27, "28,5", 240],
        [None, "Froya kommune", 29, "1\u00a0030,0 årsverk", 300],
        ["Sum Sørvest", None, 56, "1 058,5", 540],
        ["Fosen", "Åfjord", 12, 12.5, 100],
        [None, "Private barnehager", 2, 3, 20],
        ["Totalt", None, 70, 1074, 660],
        [],
        ["Tall fra Basil"],
    )
    book.active.merge_cells("C3:D3")
    book.active.merge_cells("A5:A6")
    return bytes_of(book)


def read_in(page, data: bytes, *, title: str, day: str) -> None:
    """The first step, by the keyboard alone from the last field on."""
    page.goto(reverse("allocation:basis_upload"))
    page.get_by_label("Excel workbook").set_input_files(
        {"name": "basil.xlsx", "mimeType": XLSX, "buffer": data}
    )
    page.get_by_label("Title").fill(title)
    page.get_by_label("Source").fill("Basil")
    page.get_by_label("The figures are of").fill(day)
    page.get_by_role("button", name="Read the workbook").press("Enter")
    page.get_by_role("heading", name="What was read").wait_for()


def test_a_messy_workbook_is_settled_stored_and_compared(coast, page_for, axe, reflows):  # noqa: F811
    make_basis(
        office=coast.office,
        figures=[("Sørvest", 2, "980"), ("Fosen", 1, "12")],
        title="Basil 2020",
        figures_on=date(2020, 12, 15),
    )
    page = page_for(coast.siri, language="en")
    read_in(page, messy_workbook(), title="Basil 2021", day="15.12.2021")

    # Three columns of figures: the person says which.
    axe(page)
    reflows(page)
    page.get_by_label("Column D, “Årsverk 2021”: FTE").press("Space")
    page.get_by_role("button", name="Show").press("Enter")

    # One guess, and one row that is nobody's.
    page.get_by_text("Matched: 2. Guessed: 1. Not matched: 1. Faults: 0.").wait_for()
    axe(page)
    reflows(page)
    page.get_by_role("button", name="Store the figures").press("Enter")
    page.get_by_role("link", name="Row 6: Confirm it, choose another or leave it out.").wait_for()
    axe(page)
    assert not Basis.objects.filter(title="Basil 2021").exists()
    page.get_by_label("Yes, 5014 Frøya in Sørvest").press("Space")
    page.locator("#row-9").get_by_label("Something else").select_option(label="Fosen")
    page.get_by_role("button", name="Store the figures").press("Enter")

    # Beside the year before.
    page.get_by_role("heading", name="Basil 2021", level=1).wait_for()
    basis = Basis.objects.get(title="Basil 2021")
    assert [(row.network.name, row.municipalities, row.fte) for row in basis.rows.all()] == [
        ("Sørvest", 2, Decimal("1058.5")),
        ("Fosen", 1, Decimal("15.5")),
    ]
    page.get_by_text("1 jump of more than 10 %.").wait_for()
    axe(page)
    reflows(page)
    page.get_by_label("Jumps of more than, %").fill("5")
    page.get_by_role("button", name="Show").press("Enter")
    page.get_by_text("2 jumps of more than 5 %.").wait_for()


def test_municipalities_that_have_become_one_add_up(coast, page_for, axe, reflows):  # noqa: F811
    page = page_for(coast.siri, language="en")
    before = workbook(
        ["Kommunenr", "Kommune", "Årsverk"],
        [5018, "Åfjord", "12,5"],
        [5014, "Frøya", 30],
        [5019, "Roan", "7,5"],
        [None, "Sum", 50],
    )
    read_in(page, bytes_of(before), title="Basil 2019", day="15.12.2019")

    told = "Rows 2, 4 add up: 5018 Åfjord + 5019 Roan → 5058 Åfjord, 20."
    page.locator("#row-4").get_by_text(told).wait_for()
    axe(page)
    reflows(page)
    for row in ("#row-2", "#row-4"):
        page.locator(row).get_by_label("Yes, 5058 Åfjord in Fosen").press("Space")
    page.get_by_role("button", name="Store the figures").press("Enter")

    page.get_by_role("heading", name="Basil 2019", level=1).wait_for()
    basis = Basis.objects.get()
    assert [(row.network.name, row.municipalities, row.fte) for row in basis.rows.all()] == [
        ("Fosen", 1, 20),
        ("Sørvest", 1, 30),
    ]
    page.get_by_text("2 municipalities").press("Enter")
    page.get_by_text("“Åfjord + Roan” in the file").wait_for()

    # Beside it, the municipality as it is now is the same one.
    now = workbook(["Kommune", "Årsverk"], ["5058 Åfjord", 26], ["5014 Frøya", 30])
    read_in(page, bytes_of(now), title="Basil 2020", day="15.12.2020")
    page.get_by_role("button", name="Store the figures").press("Enter")
    page.get_by_text("2 jumps of more than 10 %.").wait_for()
    page.get_by_text("5058 Åfjord was several before: Åfjord + Roan.").wait_for()
    axe(page)
    reflows(page)


def test_a_municipality_is_tried_in_another_network(coast, page_for, axe):  # noqa: F811
    basis = make_basis(office=coast.office, figures=[("Sørvest", 2, "58.5")])
    page = page_for(coast.siri, language="en")
    page.goto(reverse("allocation:basis", args=[basis.pk]))
    page.get_by_label("Municipality", exact=True).select_option(label="5056 Hitra")
    page.get_by_label("Counts in").select_option(label="Fosen")
    page.get_by_label("Title of the new basis").fill("Hitra i Fosen")

    page.get_by_role("button", name="Make the new figures").press("Enter")
    page.get_by_text("The basis has no figure for Hitra.").wait_for()
    axe(page)
    page.get_by_label("What it brings along").fill("28,5")
    page.get_by_role("button", name="Make the new figures").press("Enter")

    page.get_by_role("heading", name="Hitra i Fosen", level=1).wait_for()
    moved = Basis.objects.get(title="Hitra i Fosen")
    assert [(row.network.name, row.fte) for row in moved.rows.all()] == [
        ("Sørvest", 30),
        ("Fosen", Decimal("28.5")),
    ]
