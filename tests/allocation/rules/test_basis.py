"""An office's table judged row by row: what is matched, guessed, not matched, or a fault."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from allocation.excel.basis_table import table_in
from allocation.rules.basis import Decision, Reading, judge_table
from allocation.rules.basis_lines import State
from allocation.rules.basis_names import Former
from rekom.kit.workbooks import Sheet
from tests.allocation.rules.trondelag import REGISTER

DAY = date(2021, 12, 15)
HEAD = ("Kommune", "Årsverk")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def judge(*rows: tuple, column: int = 0, **decisions: Decision) -> Reading:
    """``decisions``: row3=Decision(…)"""
    table = table_in([Sheet("Ark1", hidden=False, rows=[list(row) for row in rows])])
    by_row = {int(name.removeprefix("row")): made for name, made in decisions.items()}
    # A register of its own: each asks for near names only so many times.
    return judge_table(table, column, replace(REGISTER), DAY, by_row)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(str(row.judged.state), row.judged.why) for row in reading.rows]


def sums(reading: Reading) -> list[tuple[str, int, Decimal]]:
    return [(each.network.name, each.municipalities, each.figure) for each in reading.sums]


@pytest.mark.parametrize(
    "written",
    ["Snåsa", "SNÅSA kommune", "Snåase", "Snåase - Snåsa", "Sna\u030asa", "5041 Snåsa", "Snåsa (5041)", "K-5041 Snåsa"],
)  # fmt: skip
def test_a_municipality_is_known_by_its_names_and_its_number(written):
    reading = judge(HEAD, (written, 30.5))

    assert told(reading) == [("matched", "")]
    assert sums(reading) == [("Innherred", 1, Decimal("30.5"))]


@pytest.mark.parametrize("written", ["SørVest", "Trøndelag sørvest", "trøndelag-sørvest", "Nettverk Trøndelag Sørvest"])  # fmt: skip
def test_a_network_is_known_however_it_is_spelt(written):
    reading = judge(("Nettverk", "Antall kommuner", "Årsverk"), (written, 6, 697.3))

    assert told(reading) == [("matched", "")]
    assert sums(reading) == [("Trøndelag Sørvest", 6, Decimal("697.3"))]


def test_a_near_name_is_a_guess_until_somebody_confirms_it():
    rows = HEAD, ("Stenkjer", 200), ("Snåsa", 30)

    reading = judge(*rows)
    assert told(reading) == [
        ("guessed", "“Stenkjer” is taken to be Steinkjer, which it is like."),
        ("matched", ""),
    ]
    assert [row.problem for row in reading.problems] == [
        "Confirm it, choose another or leave it out."
    ]

    assert judge(*rows, row2=Decision(accepted=True)).is_ready
    placed = judge(*rows, row2=Decision(target="m5053"))
    assert placed.is_ready
    assert placed.rows[0].judged.municipality.name == "Inderøy"


NETWORK_HEAD = ("Nettverk", "Antall kommuner", "Årsverk")
WITH_NETWORK = ("Nettverk", "Kommune", "Årsverk")


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        (("Kommunenr", *HEAD), ("5014", "Froya kommune", 1), "“Froya kommune” is not the name of 5014, which is Frøya."),
        (("Knr.", *HEAD), (1749, "Hitra", 1), "1749 is no number of the office's municipalities."),
        (HEAD, ("Rindal", 20.1), "It was in no network on 15 December 2021, and is not divided by."),
        (HEAD, ("Hitra", "28.1"), "“28.1” is read as 28.1."),
        (HEAD, ("Tall fra Basil",), "It has no figure, and is read as a heading or a note."),
        (WITH_NETWORK, ("Innherred", "Hitra", 28), "It counts in “Innherred”, as the workbook says. The register has it in Trøndelag Sørvest."),
        (WITH_NETWORK, ("Øyregionen", "Hitra", 28), "“Øyregionen” is no network of the office. It counts in Trøndelag Sørvest."),
        (WITH_NETWORK, ("Innherred", "Rindal", 28), "It counts in “Innherred”, as the workbook says. The register has it in no network on 15 December 2021."),
        (HEAD, ("Innherred", 300), "It is a network among municipalities, and counts with all that it had."),
        (NETWORK_HEAD, ("Innherred", None, 300), "It has no number of municipalities. The register has 3."),
        (NETWORK_HEAD, ("Inherred", 3, 300), "“Inherred” is taken to be Innherred, which it is like."),
    ],
)  # fmt: skip
def test_a_guess_says_why(head, row, why):
    above = ("Frøya", 1) if head == HEAD else ()
    reading = judge(head, above, row)

    assert told(reading)[-1] == ("guessed", why)


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        (HEAD, ("Bodø", 1), "“Bodø” is no municipality of the office."),
        (HEAD, ("Private barnehager", 1), "“Private barnehager” is no municipality of the office."),
        (("Kommunenr", *HEAD), (5014, "Hitra", 1), "5014 is the number of Frøya, and the name is “Hitra”."),
        (("Kommunenr", "Årsverk"), (1804, 1), "“1804” is no municipality of the office."),
        (NETWORK_HEAD, ("Salten", 3, 300), "“Salten” is no network of the office."),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told(head, row, why):
    assert told(judge(head, row)) == [("unmatched", why)]


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        (HEAD, ("Hitra", "ca. 40"), "“ca. 40” is not a figure. Write it like 228,1 or 2 903,5 in the workbook."),
        (HEAD, ("Hitra", "#DIV/0!"), "“#DIV/0!” is not a figure. Write it like 228,1 or 2 903,5 in the workbook."),
        (HEAD, ("Hitra", True), "“True” is not a figure. Write it like 228,1 or 2 903,5 in the workbook."),
        (HEAD, ("Hitra", "1.380"), "“1.380” may mean two figures. Write it like 1,38 or 1 380 in the workbook."),
        (HEAD, ("Hitra", -4), "The figure is negative: -4."),
        (HEAD, ("Hitra", None), "It has no figure."),
        (HEAD, ("H" * 300, 4), "“" + "H" * 201 + "” is no municipality of the office. The name is too long."),
        (("Kommune", "Antall barn"), ("Hitra", 4.5), "“4.5” is not a whole number."),
        (NETWORK_HEAD, ("Innherred", "tre", 4), "“tre” is not a number of municipalities."),
        (HEAD, ("Sum", "seks"), "“seks” is not a figure. Write it like 228,1 or 2 903,5 in the workbook."),
        (HEAD, ("Sum", 7), "“Sum” says 7, and the rows add up to 1."),
        (HEAD, (None, 7), "It has a figure and no name, and is not the sum of the rows above."),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_one_line(head, row, why):
    known = ("Innherred", 3, 1) if head == NETWORK_HEAD else ("Steinkjer", 1)
    rows = (head, known, row) if row[0] != "Innherred" else (head, ("SørVest", 2, 1), row)
    reading = judge(*rows)

    assert told(reading)[-1] == ("fault", why)
    assert "\n" not in why


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("2 903,5", "2903.5"),
        ("2\u00a0903,5", "2903.5"),
        ("kr 2 903", "2903"),
        ("2 903,-", "2903"),
        ("78,4 årsverk", "78.4"),
        ("2.903,5", "2903.5"),
        ("1.002.903", "1002903"),
        (78.40000000000001, "78.4"),
        ("0", "0"),
    ],
)
def test_a_figure_is_read_as_norwegians_write_it(written, figure):
    reading = judge(HEAD, ("Hitra", written), ("Frøya", 1))

    assert told(reading)[0] == ("matched", "")
    assert reading.rows[0].judged.figure == Decimal(figure)


def test_subtotals_totals_headings_and_notes_are_no_municipalities():
    reading = judge(
        HEAD,
        ("Innherred",),
        ("Steinkjer", 200),
        ("Snåsa", 30),
        ("Sum Innherred", 230),
        ("LevangerVerdal",),
        ("Levanger", 300),
        ("Verdal", 200),
        ("Levanger Verdal totalt", 500),
        ("Totalt", 730),
        ("Tall per 15. desember",),
    )

    assert {row.judged.state for row in reading.rows} == {State.MATCHED, State.TOTAL, State.NOTE}
    assert sums(reading) == [("Innherred", 2, 230), ("LevangerVerdal", 2, 500)]
    assert (reading.total, reading.own_total, reading.is_ready) == (730, 730, True)


def test_a_network_above_its_municipalities_may_carry_their_sum():
    reading = judge(HEAD, ("Innherred", 230), ("Steinkjer", 200), ("Snåsa", 30), ("Sum", 230))

    assert [row.judged.state for row in reading.rows] == ["total", "matched", "matched", "total"]
    assert sums(reading) == [("Innherred", 2, 230)]


def test_a_network_that_is_not_the_sum_of_its_municipalities_is_a_fault():
    reading = judge(HEAD, ("Steinkjer", 200), ("Snåsa", 30), ("Innherred", 240))

    assert told(reading)[-1] == ("fault", "“Innherred” says 240, and the rows add up to 230.")


def test_two_rows_about_the_same_are_a_fault_until_one_is_left_out():
    rows = HEAD, ("Snåsa", 30), ("Hitra", 4), ("Snåase", 31)

    reading = judge(*rows)
    fault = ("fault", "Rows 2, 4 are about the same. Leave out all but one.")
    assert told(reading) == [fault, ("matched", ""), fault]

    decided = judge(*rows, row2=Decision(target="out", reason="Gammelt tall"))
    assert decided.is_ready
    assert (decided.total, decided.left_out_figure) == (35, 30)


def test_the_same_network_twice_is_a_fault_too():
    reading = judge(NETWORK_HEAD, ("SørVest", 6, 1), ("Trøndelag Sørvest", 6, 1))

    assert [row.judged.state for row in reading.rows] == ["fault", "fault"]


def test_what_is_left_out_needs_a_reason():
    rows = HEAD, ("Hitra", 4), ("Bodø", 1)

    assert [row.problem for row in judge(*rows, row3=Decision(target="out")).problems] == [
        "Write why it is left out."
    ]
    assert judge(*rows, row3=Decision(target="out", reason="Ligger i Nordland")).is_ready


def test_a_row_without_a_municipality_may_be_placed_in_a_network():
    reading = judge(HEAD, ("Hitra", 4), ("Private barnehager", 1), row3=Decision(target="n4"))

    assert reading.is_ready
    assert sums(reading) == [("Trøndelag Sørvest", 1, 5)]


def test_a_municipality_in_no_network_may_be_placed_in_one_or_stay_outside():
    rows = HEAD, ("Hitra", 4), ("Rindal", 20.1)

    outside = judge(*rows, row3=Decision(accepted=True))
    assert (outside.is_ready, outside.total, outside.outside) == (True, 4, Decimal("20.1"))
    inside = judge(*rows, row3=Decision(target="n4"))
    assert sums(inside) == [("Trøndelag Sørvest", 2, Decimal("24.1"))]


@pytest.mark.parametrize("target", ["m999", "n999", "mx", "x", "m"])
def test_nobody_can_be_chosen_who_is_not_in_the_register(target):
    assert judge(HEAD, ("Bodø", 1), row2=Decision(target=target)).problems


def test_a_fault_cannot_be_confirmed_away():
    for decision in (Decision(accepted=True), Decision(target="m5056")):
        assert judge(HEAD, ("Hitra", "seks"), ("Frøya", 1), row2=decision).problems


def test_the_column_that_is_meant_is_the_one_that_counts():
    rows = ("Kommune", "Årsverk", "Antall barn"), ("Hitra", 28.5, 240), ("Sum", 28.5, 241)

    assert judge(*rows, column=0).is_ready
    assert told(judge(*rows, column=1))[-1][0] == "fault"


FORMER = (
    Former("5017", "Bjugn", ("5014",)),
    Former("5013", "Hitra", ("5056",)),
    Former("5012", "Snillfjord", ("5056", "5014")),
)


@pytest.mark.parametrize(
    ("row", "state", "why"),
    [
        (("5017", "Bjugn", 1), "guessed", "5017 Bjugn is now Frøya."),
        (("", "Bjugn kommune", 1), "guessed", "5017 Bjugn is now Frøya."),
        (("5013", "Hitra", 1), "guessed", "5013 is the number that Hitra had before."),
        (("5013", "Frøya", 1), "unmatched", "5013 was the number of Hitra, which is now part of Hitra."),
        (("5012", "Snillfjord", 1), "unmatched", "5012 Snillfjord has been divided between Hitra and Frøya. Give each its own row."),
        (("9999", "Bjugn", 1), "unmatched", "“9999 Bjugn” is no municipality of the office."),
    ],
)  # fmt: skip
def test_earlier_numbers_and_names_are_looked_up_and_left_to_be_confirmed(row, state, why):
    table = table_in(
        [
            Sheet(
                "Ark1",
                hidden=False,
                rows=[["Kommunenr", "Kommune", "Årsverk"], ["5061", "Rindal", 1], list(row)],
            )
        ]
    )

    reading = judge_table(table, 0, replace(REGISTER, former=FORMER), DAY, {})

    assert told(reading)[-1] == (state, why)
    assert not reading.is_ready


GROWN = (
    *FORMER,
    Former("1620", "Frøya", ("5014",)),
    Former("1702", "Steinkjer", ("5006",)),
    Former("5004", "Steinkjer", ("5006",)),
    Former("5039", "Verran", ("5006",)),
    Former("5001", "Trondheim", ("5001",)),
    Former("5030", "Klæbu", ("5001",)),
    Former("1850", "Tysfjord", ("5014", "1806")),
)
NUMBERED = ("Nettverk", "Kommunenr", "Kommune", "Årsverk")


def judge_grown(*rows: tuple, **decisions: Decision) -> Reading:
    """Each row is a municipality by number and name, a figure, and perhaps its network."""
    written = [[*row[3:], *[""] * (4 - len(row)), *row[:3]] for row in rows]
    table = table_in([Sheet("Ark1", hidden=False, rows=[list(NUMBERED), *written])])
    by_row = {int(name.removeprefix("row")): made for name, made in decisions.items()}
    return judge_table(table, 0, replace(REGISTER, former=GROWN), DAY, by_row)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("5004", "Steinkjer"), ("5039", "Verran"), "5004 Steinkjer + 5039 Verran → 5006 Steinkjer"),
        (("", "Verran kommune"), ("", "Steinkjer"), "5039 Verran + 5004 Steinkjer → 5006 Steinkjer"),
        (("1702", ""), ("5039", ""), "1702 Steinkjer + 5039 Verran → 5006 Steinkjer"),
        (("5001", "Trondheim"), ("5030", "Klæbu"), "5001 Trondheim + 5030 Klæbu → 5001 Trondheim"),
    ],
)  # fmt: skip
def test_municipalities_that_have_become_one_add_up_once_somebody_says_so(first, second, told):
    rows = (*first, 200.5), (*second, 30)

    reading = judge_grown(*rows)
    assert "guessed" in {row.judged.state for row in reading.rows}
    assert not reading.is_ready
    assert [row.judged.together for row in reading.rows] == [
        f"Rows 2, 3 add up: {told}, 230.5."
    ] * 2

    accepted = Decision(accepted=True)
    confirmed = judge_grown(*rows, row2=accepted, row3=accepted)
    assert confirmed.is_ready
    assert [(one, figure) for _network, one, figure in sums(confirmed)] == [(1, Decimal("230.5"))]
    assert [one.figure for one in confirmed.municipal_sums] == [Decimal("230.5")]


def test_one_of_them_left_out_leaves_the_other_as_it_is():
    rows = ("", "Steinkjer", 200), ("", "Verran", 30)

    reading = judge_grown(*rows, row3=Decision(target="out", reason="Talt to ganger"))

    assert reading.is_ready
    assert [row.judged.together for row in reading.rows] == ["", ""]
    assert (reading.total, reading.left_out_figure) == (200, 30)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("5004", "Steinkjer"), ("5004", "Steinkjer")),
        (("1702", "Steinkjer"), ("5004", "Steinkjer")),
        (("5006", "Steinkjer"), ("5004", "Steinkjer")),
        (("5006", "Steinkjer"), ("5039", "Verran")),
        (("5001", "Trondheim"), ("", "Trondheim")),
        (("", "Verran"), ("5039", "")),
    ],
)
def test_the_same_municipality_twice_is_a_fault_whichever_number_it_has(first, second):
    accepted = Decision(accepted=True)

    reading = judge_grown((*first, 200), (*second, 30), row2=accepted, row3=accepted)

    assert told(reading) == [("fault", "Rows 2, 3 are about the same. Leave out all but one.")] * 2
    assert not reading.is_ready


def test_what_has_become_one_cannot_count_in_two_networks():
    accepted = Decision(accepted=True)
    rows = ("5004", "Steinkjer", 200, "Innherred"), ("5039", "Verran", 30, "SørVest")

    reading = judge_grown(*rows, row2=accepted, row3=accepted)

    fault = (
        "Rows 2, 3 are one municipality now, and count in different networks."
        " Write the same one in the workbook."
    )
    assert told(reading) == [("fault", fault)] * 2


def test_what_has_been_divided_is_never_guessed_and_may_be_placed():
    rows = ("5013", "Hitra", 28), ("5012", "Snillfjord", 12)
    accepted = Decision(accepted=True)

    assert told(judge_grown(*rows))[1] == (
        "unmatched",
        "5012 Snillfjord has been divided between Hitra and Frøya. Give each its own row.",
    )
    assert not judge_grown(*rows, row2=accepted, row3=accepted).is_ready
    placed = judge_grown(*rows, row2=accepted, row3=Decision(target="m5056"))
    assert placed.is_ready
    assert placed.rows[1].judged.together == (
        "Rows 2, 3 add up: 5013 Hitra + 5012 Snillfjord → 5056 Hitra, 40."
    )


def test_what_has_been_divided_beyond_the_office_is_not_guessed_either():
    reading = judge_grown(("1850", "Tysfjord", 12))

    assert told(reading) == [
        (
            "unmatched",
            "1850 Tysfjord has been divided between Frøya and 1806. Give each its own row.",
        )
    ]
