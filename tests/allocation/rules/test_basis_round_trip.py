"""Whatever a workbook looks like, it is read back to the figures that made it."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from allocation.excel.basis_table import table_in
from allocation.rules.basis import Decision, judge_table
from allocation.rules.division import BasisFigure, divide
from rekom.kit.workbooks import Sheet
from tests.allocation.messy_basis import messy_workbook
from tests.allocation.rules.test_basis import DAY, GROWN, HEAD
from tests.allocation.rules.trondelag import MUNICIPALITIES, NETWORKS, REGISTER

NUMBERS = [number for number, _name, _official, network in MUNICIPALITIES if network]
FIGURES = st.dictionaries(
    st.sampled_from(NUMBERS),
    st.decimals(min_value=0, max_value=9_999, places=1).filter(lambda figure: figure > 0),
    min_size=1,
)


@given(figures=FIGURES, seed=st.integers(0, 10_000), flat=st.integers(0, 100))
@settings(max_examples=50)
def test_a_messy_workbook_comes_back_as_the_figures_that_made_it(figures, seed, flat):
    sheet = load_workbook(BytesIO(messy_workbook(figures, seed))).active

    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    table = table_in([Sheet(sheet.title, hidden=False, rows=rows)])
    reading = judge_table(table, 0, replace(REGISTER), DAY, {})

    assert [(row.judged.name, row.judged.why) for row in reading.problems] == []
    found = {row.judged.municipality.number: row.judged.figure for row in reading.counted}
    assert found == figures
    by_network = {
        names[0]: sum(
            (figures.get(n, Decimal(0)) for n, *_x, at in MUNICIPALITIES if at == pk), Decimal(0)
        )
        for pk, names in NETWORKS.items()
        if any(n in figures for n, *_x, at in MUNICIPALITIES if at == pk)
    }
    assert {each.network.name: each.figure for each in reading.sums} == by_network
    counts = {each.network.name: each.municipalities for each in reading.sums}
    by_sums = [BasisFigure(name, counts[name], figure) for name, figure in by_network.items()]
    by_rows = [
        BasisFigure(each.network.name, each.municipalities, each.figure) for each in reading.sums
    ]
    assert divide(11_588_000, by_rows, flat_percent=Decimal(flat)) == divide(
        11_588_000, by_sums, flat_percent=Decimal(flat)
    )


# By number of today: those of earlier that became it, which a workbook may have instead.
PARTS = {
    "5006": ("Steinkjer", "5039 Verran"),
    "5001": ("5001 Trondheim", "5030 Klæbu"),
    "5056": ("5013 Hitra",),
    "5014": ("Frøya", "Bjugn"),
    "5041": ("Snåsa",),
    "5061": ("Rindal",),
}
PART_FIGURES = st.dictionaries(
    st.sampled_from([part for parts in PARTS.values() for part in parts]),
    st.decimals(min_value=0, max_value=9_999, places=1),
    min_size=1,
)


@given(figures=PART_FIGURES, order=st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_total_is_the_sum_of_the_rows_whichever_municipalities_have_become_one(figures, order):
    rows = list(figures.items())
    order.shuffle(rows)
    table = table_in([Sheet("Ark1", hidden=False, rows=[list(HEAD), *map(list, rows)])])
    accepted = {row: Decision(accepted=True) for row in range(2, 2 + len(rows))}

    reading = judge_table(table, 0, replace(REGISTER, former=GROWN), DAY, accepted)

    assert [(row.judged.name, row.problem) for row in reading.problems] == []
    assert reading.all_figures == reading.total + reading.outside == sum(figures.values())
    assert {one.municipality.number: one.figure for one in reading.municipal_sums} == {
        number: sum(figures.get(part, Decimal(0)) for part in parts)
        for number, parts in PARTS.items()
        if figures.keys() & set(parts)
    }
    assert reading.municipalities == sum(one.network is not None for one in reading.municipal_sums)
