from dataclasses import replace

from allocation.excel.overview import overview_workbook
from allocation.rules.earlier import Told
from allocation.rules.overview import Marks, Overview, SharedNeeds
from measures.rules.coverage import Coverage
from tests.allocation.rules.test_overview import VAERNES
from tests.spreadsheet import needs_libreoffice, recalculated, stored

NETWORKS = (
    VAERNES,
    replace(VAERNES, network="Fosen", earlier=Told(words="om lag 1 000 000")),
    replace(VAERNES, network="Gauldal", owner_nok=None, university_needs=()),
    replace(VAERNES, network="Innherred", allotted_nok=None),
    replace(VAERNES, network="=2+2", earlier=Told()),
)


def test_marks_coverage_and_shared_needs_stand_beside_the_money():
    network = replace(
        VAERNES,
        marks=Marks(met=8, partly=2, not_met=1, not_assessed=3),
        parties=Coverage(("Stjørdal",), ("Meråker", "Selbu")),
        coverage=Coverage(("Stjørdal",), ("Selbu", "Tydal")),
        shared=SharedNeeds(2, 300_000, 100_000),
        supplementary_nok=25_000,
    )
    book = overview_workbook(Overview((network, VAERNES)), "Behov og penger", language="en")

    headings, first, _second, sums = cells(stored(book))[2:6]

    assert headings[8:] == (
        *("Met", "Partly met", "Not met", "Not assessed", "Confirmed by the forum", "Units"),
        *("No party of a report", "Not mentioned in a measure"),
        *("Reported in another scheme too", "Falls away if that is granted"),
        "Supplementary need, part of the sum",
    )
    assert first[8:] == (8, 2, 1, 3, "Yes", 33, "Meråker, Selbu", "Tydal", 300_000, 100_000, 25_000)
    assert sums[8:] == (8, 2, 1, 3, None, 66, None, None, 300_000, 100_000, 25_000)


def cells(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


@needs_libreoffice
def test_libreoffice_computes_the_same_in_every_cell(tmp_path):
    books = [
        overview_workbook(Overview(networks), "Behov og penger", language="en")
        for networks in (NETWORKS, NETWORKS[:1], ())
    ]

    computed = recalculated(books, tmp_path)

    assert [cells(sheet) for sheet in computed] == [cells(stored(book)) for book in books]


def test_a_sum_that_is_not_known_is_an_empty_cell():
    book = overview_workbook(Overview(NETWORKS), "Behov og penger", language="en")

    rows = cells(stored(book))[3:8]

    assert rows[0][1:8] == (1_200_000, 500_000, 1_700_000, 886_637, 813_363, 886_637, -73_274)
    assert rows[1][5:8] == (813_363, "om lag 1 000 000", None)
    assert rows[2][1:6] == (None, None, "not sent", 886_637, None)
    assert rows[3][4:6] == (None, None)
    assert rows[4][0] == "=2+2"
