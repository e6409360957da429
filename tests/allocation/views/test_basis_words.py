"""What a basis counts is what every table, sentence, paper and workbook of the division says."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from allocation.choices import BasisColumn
from allocation.excel.division import division_workbook
from allocation.excel.division_return import open_returned, read_returned
from allocation.models.explained import read_explained
from allocation.pdf.division import DivisionFacts, division_pdf
from allocation.pdf.explanation import ExplanationFacts, explanation_pdf
from allocation.rules.division import BasisFigure, DivisionError, divide
from tests.builders import make_basis, make_division
from tests.pages import text_of
from tests.papers import words_of

OTHER = {BasisColumn.OWNERS: "owners", BasisColumn.CHILDREN: "children"}


@pytest.fixture(params=OTHER, ids=OTHER.values())
def counted(request, desk):
    """Versions by figures that are not FTE: exact, and rounded one by one."""
    desk.word = OTHER[request.param]
    basis = make_basis(office=desk.office, by=desk.siri, column=request.param)
    desk.exact = make_division(post=desk.post, basis=basis, by=desk.siri)
    desk.nearest = make_division(post=desk.post, basis=basis, by=desk.siri, rounding="nearest")
    return desk


def says(text: str, word: str) -> bool:
    """The word of the basis, and nothing of FTE."""
    return f"by {word}" in text.lower() and "FTE" not in text


@pytest.mark.parametrize("version", ["exact", "nearest"])
def test_the_page_of_a_version(counted, client_of, version):
    response = client_of(counted.siri).get(getattr(counted, version).get_absolute_url())

    text = text_of(response)
    assert says(text, counted.word)
    assert f"Share of {counted.word}" in text


def test_the_workspace_the_comparison_and_the_explanation(counted, client_of):
    client = client_of(counted.siri)
    line = counted.exact.lines.first()
    for address in (
        reverse("allocation:post", args=[counted.post.pk]),
        reverse("allocation:division_compare", args=[counted.nearest.pk]),
        reverse("allocation:explanation", args=[counted.exact.pk, line.pk]),
    ):
        assert says(text_of(client.get(address)), counted.word), address


def test_the_papers(counted):
    table = division_pdf(counted.nearest.read(), facts=DivisionFacts(title="T"), language="en")
    explained = read_explained(counted.exact, counted.nearest)
    why = explanation_pdf(
        explained, explained.lines[:1], facts=ExplanationFacts(title="T"), language="en"
    )

    assert says(words_of(table), counted.word)
    assert says(words_of(why), counted.word)
    assert f"of 6 074.3 {counted.word}" in words_of(why)


def test_the_workbook_says_it_and_comes_back(counted):
    divided = counted.exact.read()
    data = division_workbook(divided, title="T", language="en", key=counted.exact.pk)

    texts = [
        str(cell.value)
        for row in load_workbook(BytesIO(data), data_only=True).active.iter_rows()
        for cell in row
    ]
    assert says("\n".join(texts), counted.word)
    returned = read_returned(open_returned(data), divided, language="en")
    assert [figure.fte for figure in returned.figures] == [line.fte for line in divided.lines]


def test_bases_of_two_kinds_are_told_apart_in_the_change_from_year_to_year(counted):
    before = make_division(post=counted.post, basis=counted.basis, by=counted.siri)
    explained = read_explained(counted.exact, before)

    why = explanation_pdf(
        explained, explained.lines[:1], facts=ExplanationFacts(title="T"), language="en"
    )

    assert f"FTE → {counted.word.capitalize()}" in words_of(why)


@pytest.mark.parametrize(
    ("figures", "problem"),
    [
        ("-1", "The owners of A must be zero or more, not -1."),
        ("0", "No network has any owners to divide the other 90 percent by."),
    ],
)
def test_what_cannot_be_divided_by(figures, problem):
    with pytest.raises(DivisionError) as caught:
        divide(100, [BasisFigure("A", 1, Decimal(figures))], column=BasisColumn.OWNERS)

    assert str(caught.value) == problem
