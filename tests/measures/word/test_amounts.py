"""Amounts as people write them in cells, from the papers and from what may come."""

import pytest

from measures.word.amounts import amounts_in, without_taxes
from rekom.kit.kroner import NotKroner
from tests.measures.word.forms import read_here
from tests.measures.word.ooxml import b, docx, p, tbl, tick


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("200.000,-", [("", 200_000)]),
        ("1.166.270,-", [("", 1_166_270)]),
        ("900.000, -", [("", 900_000)]),
        ("0,-", [("", 0)]),
        ("Kr 50 000", [("", 50_000)]),
        ("117\u00a0200,-", [("", 117_200)]),
        ("150.000 kr", [("", 150_000)]),
        ("2.386.450 -", [("", 2_386_450)]),
        ("637.950 (Sepu) 328.320,- (Nord)", [("Sepu", 637_950), ("Nord", 328_320)]),
        ("2.386.450 - (SePU) 383.040,- (Nord)", [("SePU", 2_386_450), ("Nord", 383_040)]),
        ("SePU: 637 950, Nord: 328 320", [("SePU", 637_950), ("Nord", 328_320)]),
        ("637 950 SePU\n328 320 Nord", [("SePU", 637_950), ("Nord", 328_320)]),
        ("100 000 (NTNU)", [("NTNU", 100_000)]),
        ("kr 50 000,-", [("", 50_000)]),
        ("50.000,00", [("", 50_000)]),
        ("50 000 NOK", [("", 50_000)]),
        ("0,5 mill", [("", 500_000)]),
        ("1,2 mill.", [("", 1_200_000)]),
        ("kr 1,2 mill kroner", [("", 1_200_000)]),
        ("2 millionar", [("", 2_000_000)]),
        ("1,25 MNOK", [("", 1_250_000)]),
        ("50 tusen", [("", 50_000)]),
        ("50 tkr", [("", 50_000)]),
        ("1 mill 200 tusen", [("", 1_200_000)]),
        ("1 million og 200 tusen kroner", [("", 1_200_000)]),
        ("0,5 mill (SePU) 300 tusen (Nord)", [("SePU", 500_000), ("Nord", 300_000)]),
    ],
)
def test_amounts_are_read_as_they_are_written(written, read):
    assert amounts_in(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "200 00 kr", "300`", "50'", "50' (Nord)", "1.5", "litt over 800 000", "100 000 eller mer", "1 000 2 000", "", "X",
        "-20 000", "\u221220 000", "–20 000 (Nord)", "(20 000)", "-5 000 (Nord", "50 000–60 000", "50 000 - 60 000", "ca. 50 000", "50 000,50",
        "1.5 mill", "1.500 mill (Nord)", "1 200 tusen", "0,1234567 mill", "en halv million", "1 mill eller 2 mill", "1-2 mill", "50k",
        "50 % (Nord)", "100 000 (inkl. mva)",
    ],
)  # fmt: skip
def test_an_amount_that_may_mean_something_else_is_not_read(written):
    with pytest.raises(NotKroner):
        amounts_in(written)


@pytest.mark.parametrize(
    "remark", ["(inkl. mva)", "inkl mva", "(eks. mva.)", "(uten moms)", "inkludert mva"]
)
def test_a_remark_on_taxes_changes_no_amount(remark):
    assert amounts_in(without_taxes(f"kr. 100.000 {remark}")) == [("", 100_000)]


def test_an_amount_with_a_remark_is_read_and_the_remark_listed():
    head = p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning")
    money = tbl(("Eier", "UH"), ("0,5 mill", "kr. 100.000 (inkl. mva)"))
    form = read_here(docx(p("Behovsmelding"), head, money))

    assert [(each.payee, each.nok) for each in form.measures[0].amounts] == [
        ("owner", 500_000),
        ("UH", 100_000),
    ]
    assert [each.text for each in form.not_understood] == ["kr. 100.000 (inkl. mva)"]
