"""A workbook that went out comes back with exactly what was typed in it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.choices import Rounding
from allocation.excel.division import division_cells, division_workbook
from allocation.excel.division_return import ReturnedWorkbook, open_returned, read_returned
from allocation.rules.comparison import EditKind, edits
from allocation.rules.division import DividedPot, DivisionError, divide
from rekom.kit.workbooks import WorkbookRefused
from tests.allocation.rules.promises import tables
from tests.allocation.rules.test_division import FIGURES_2022, POT_2022
from tests.spreadsheet import needs_libreoffice, recalculated

ORIGINAL = divide(POT_2022, FIGURES_2022)


def returned(**changed: object) -> ReturnedWorkbook:
    """The cells as they went out, with these typed over and nothing recalculated."""
    return ReturnedWorkbook(7, {**division_cells(ORIGINAL, language="nb"), **changed})


def read(workbook: ReturnedWorkbook, original: DividedPot = ORIGINAL):
    return read_returned(workbook, original, language="nb")


def divided(typed) -> DividedPot:
    return divide(
        typed.pot_nok, typed.figures, flat_percent=typed.flat_percent, rounding=typed.rounding
    )


def test_a_workbook_comes_back_through_the_guard_with_the_version_it_was_made_from():
    data = division_workbook(ORIGINAL, title="Fordeling", language="nb", key=42)

    workbook = open_returned(data)

    assert workbook.key == 42
    assert divided(read(workbook)) == ORIGINAL
    assert edits(ORIGINAL, divided(read(workbook))) == []


@pytest.mark.parametrize("key", [None])
def test_a_workbook_of_no_version_is_refused(key):
    with pytest.raises(WorkbookRefused):
        open_returned(division_workbook(ORIGINAL, title="Fordeling", language="nb", key=key))


def test_what_is_no_workbook_is_stopped_by_the_guard():
    with pytest.raises(WorkbookRefused):
        open_returned(b"PK\x03\x04 not a workbook")


@pytest.mark.parametrize(
    ("cell", "typed", "edit"),
    [
        ("B4", 12_000_000, (EditKind.POT, "", POT_2022, 12_000_000)),
        ("B5", 12.5, (EditKind.FLAT_PERCENT, "", 10, Decimal("12.5"))),
        ("B8", "nearest", (EditKind.ROUNDING, "", Rounding.EXACT, Rounding.NEAREST)),
        ("B16", 6, (EditKind.MUNICIPALITIES, "Værnes", 5, 6)),
        ("D16", 430.2, (EditKind.FTE, "Værnes", Decimal("427.6"), Decimal("430.2"))),
        ("D16", "430,2", (EditKind.FTE, "Værnes", Decimal("427.6"), Decimal("430.2"))),
    ],
)
def test_each_figure_that_may_be_typed_is_read(cell, typed, edit):
    found = edits(ORIGINAL, divided(read(returned(**{cell: typed}))))

    assert [(one.what, one.network, one.before, one.after) for one in found] == [edit]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("G16", 900_000),  # a result
        ("C16", 1),
        ("G21", 11_588_001),  # a sum
        ("B6", 1),
        ("A16", "Verdal"),  # a network by another name
        ("A21", "Lierne"),  # one more, where the sum stood
        ("A30", "Lierne"),  # one more, below
        ("B30", 3),
        ("D16", "mange"),
        ("D16", -1),
        ("B16", 2.5),
        ("B5", True),
        ("B8", "omtrent"),
    ],
)
def test_what_may_not_be_changed_is_refused_with_its_address(cell, typed):
    with pytest.raises(WorkbookRefused, match=rf"\b{cell}\b"):
        read(returned(**{cell: typed}))


def test_a_row_that_is_gone_is_refused():
    with pytest.raises(WorkbookRefused, match="A16"):
        read(returned(A16=None))


def test_figures_that_cannot_be_divided_by_are_told_as_such():
    with pytest.raises(DivisionError):
        read(returned(B5=101))


def test_notes_beside_the_table_are_nobodys_business():
    assert divided(read(returned(A1="Min kladd", W3="Husk å spørre"))) == ORIGINAL


@st.composite
def edited(draw: st.DrawFn) -> tuple[DividedPot, DividedPot]:
    """A division, and the same networks divided by figures that somebody may have typed."""
    table = draw(tables())
    typed = draw(tables())
    rounding = draw(st.sampled_from(Rounding))
    figures = [
        replace(own, municipalities=other.municipalities, fte=other.fte)
        if other and draw(st.booleans())
        else own
        for own, other in zip(
            table.figures, [*typed.figures, *[None] * len(table.figures)], strict=False
        )
    ]
    percent = draw(st.sampled_from([table.flat_percent, typed.flat_percent]))
    pot = draw(st.sampled_from([table.pot_nok, typed.pot_nok]))
    original = divide(
        table.pot_nok, table.figures, flat_percent=table.flat_percent, rounding=rounding
    )
    try:
        return original, divide(pot, figures, flat_percent=percent, rounding=rounding)
    except DivisionError:
        return original, original


@settings(max_examples=300)
@given(edited(), st.booleans())
def test_an_edited_workbook_comes_back_with_exactly_the_edit(both, is_recalculated):
    """Recalculated by a spreadsheet, which finds these cells (test_division), or with old results."""
    original, wanted = both
    cells = division_cells(wanted if is_recalculated else original, language="nb")
    if not is_recalculated:
        now = division_cells(wanted, language="nb")
        typed = ["B4", "B5", *(f"{c}{11 + n}" for c in "BD" for n in range(len(wanted.lines)))]
        cells |= {place: now[place] for place in typed}

    found = read(ReturnedWorkbook(1, cells), original)

    assert divided(replace(found, rounding=original.rounding)) == wanted
    assert edits(original, divided(found)) == edits(original, wanted)


@needs_libreoffice
@pytest.mark.slow
def test_a_workbook_that_a_spreadsheet_has_saved_comes_back_with_what_was_typed(tmp_path):
    data = division_workbook(ORIGINAL, title="Fordeling", language="nb", key=42)
    typed = {"B4": 12_000_001, "B5": 12.34, "B11": 7, "D16": 430.25}
    recalculated([data], tmp_path, typed)

    workbook = open_returned((tmp_path / "computed/0.xlsx").read_bytes())

    found = edits(ORIGINAL, divided(read(workbook)))
    assert workbook.key == 42
    assert [(one.what, one.network, one.after) for one in found] == [
        (EditKind.POT, "", 12_000_001),
        (EditKind.FLAT_PERCENT, "", Decimal("12.34")),
        (EditKind.MUNICIPALITIES, "Midtre Namdal", 7),
        (EditKind.FTE, "Værnes", Decimal("430.25")),
    ]
