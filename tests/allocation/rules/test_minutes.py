"""What minutes are looked at for, and figures that write themselves."""

from dataclasses import replace

import pytest
from django.utils import translation

from allocation.content import SteppedAside, UniversityNeed
from allocation.rules import minutes as rules
from tests.allocation.pdf.minutes_case import (
    make_collective_item,
    make_frame,
    make_item,
    make_minutes,
    make_network,
    make_post,
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- figures that write themselves ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{frame} er overført.", "17 873 000 kr er overført."),
        ("{Frame}", "17 873 000 kr"),
        ("{ common measures } og {left}", "3 550 000 kr og 25 000 kr"),
        ("{individual}, {collective}", "2 710 000 kr, 11 588 000 kr"),
        ("{pot}", "{pot}"),  # this item is about no division
        ("{need}", "{need}"),
        ("{whatever} {", "{whatever} {"),
        ("", ""),
    ],
)
def test_a_name_in_braces_is_the_amount_of_the_data(text, shown):
    item = make_item("8/2022 a", "Ramme", frame=make_frame())

    assert plain(rules.bound_text(text, rules.item_figures(item))) == shown


def test_a_figure_tells_what_it_is_and_plain_text_does_not():
    pieces = rules.bind("Av {frame} er {nothing} igjen", {"frame": 5})

    assert [(plain(piece.text), piece.name, piece.unknown) for piece in pieces] == [
        ("Av ", "", False),
        ("5 kr", "frame", False),
        (" er ", "", False),
        ("{nothing}", "", True),
        (" igjen", "", False),
    ]


def test_no_two_figures_have_one_name_in_any_language():
    for language in rules.LANGUAGES:
        with translation.override(language):
            names = [rules.figure_name(key).casefold() for key in rules.FIGURES]
        assert len(set(names)) == len(names)


def test_the_figures_of_an_item_are_those_of_its_frame_and_its_division():
    both = rules.figures_of(make_frame(), 11_588_000)

    assert both == {
        "frame": 17_873_000,
        "common": 3_550_000,
        "individual": 2_710_000,
        "collective": 11_588_000,
        "left": 25_000,
        "pot": 11_588_000,
    }
    assert rules.figures_of(None, None) == {}


def test_what_is_not_known_of_a_network_has_no_name():
    innherred = make_network("Innherred")
    silent = replace(innherred, owner_need_nok=None, university_needs=())

    assert rules.network_figures(innherred) == {
        "owner_need": 150_000,
        "university_need": 1_300_000,
        "need": 1_450_000,
        "allotted": 788_218,
        "beyond": 661_782,
    }
    assert rules.network_figures(silent) == {"allotted": 788_218}
    assert rules.network_figures(replace(silent, allotted_nok=None)) == {}


def test_the_universities_need_is_their_sum():
    network = make_network("Innherred")
    needs = (UniversityNeed("DMMH", 1_000), UniversityNeed("Nord", 500))

    assert rules.network_figures(replace(network, university_needs=needs))["university_need"] == (
        1_500
    )


def test_the_list_says_what_to_write_and_what_it_becomes():
    assert [(name, plain(amount)) for name, amount in rules.figure_names({"need": 1_450_000})] == [
        ("{need}", "1 450 000 kr")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("150 000 kr til UH", ["150 000"]),
        ("1.380.000 og 17\u00a0873\u00a0000", ["1.380.000", "17\u00a0873\u00a0000"]),
        ("150000 kr, 500 kroner, 12 mill", ["150000", "500", "12"]),
        ("200 00 kr", ["200 00"]),
        ("10. mars 2022 kl. 08.30–10.30", []),
        ("31.03.2022, 15 kommunale og 12 private", []),
        ("sak 8/2022, {frame}, 2020–2022", []),
        ("15.12.2021 og 100 ansatte", []),
    ],
)
def test_amounts_that_were_typed_are_found_and_dates_are_not(text, found):
    assert rules.typed_amounts(text) == found


# --- do the sums add up? -------------------------------------------------------------------------


def sums(content) -> list[tuple]:
    return [
        (check.what, check.total_nok, check.difference_nok) for check in rules.sum_checks(content)
    ]


def test_every_sum_of_the_minutes_is_checked():
    assert sums(make_minutes()) == [
        ("The frame", 17_873_000, 0),
        ("Common measures, 5 posts", 3_550_000, 0),
        ("Individual measures, 8 posts", 2_710_000, 0),
        ("Pro rata, version 1", 11_588_000, 2),
    ]


def test_what_is_left_of_a_frame_is_a_part_of_it():
    [check, *_others] = rules.sum_checks(make_minutes())

    assert check.parts == (
        ("Common measures", 3_550_000),
        ("Individual measures", 2_710_000),
        ("Collective measures, pro rata", 11_588_000),
        ("Not allocated", 25_000),
    )
    assert (check.fine, check.verdict) == (True, "Adds up")


def test_a_frame_that_is_spent_twice_does_not_add_up():
    frame = make_frame(posts=(make_post("common", "Møter", 200_000),), amount_nok=150_000)
    content = make_minutes(items=(make_item("8/2022 a", "Ramme", frame=frame),))

    [check] = rules.sum_checks(content)
    assert (check.difference_nok, check.fine, check.verdict) == (
        50_000,
        False,
        "Difference +50\u00a0000 kr",
    )


def test_a_post_that_has_to_be_settled_is_named():
    notes = [check.note for check in rules.sum_checks(make_minutes())]

    assert notes == ["", "", "Provisional: Desentralisert studium i spesialpedagogikk.", ""]


# --- before the minutes can be approved ----------------------------------------------------------


def not_fine(content, **more) -> list[tuple]:
    return [(check.what, check.blocks) for check in rules.checks(content, **more) if not check.fine]


# Sørvest has not confirmed the criteria, and nobody has said what becomes of what is left.
OPEN = [("Not allocated: 25\u00a0000\u00a0kr", False), ("Trøndelag Sørvest", False)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"place": ""}, [("Place", True)]),
        ({"seats": ()}, [("Attendance", True)]),
        ({"chair": ""}, [("Chair", True)]),
        ({"secretary": ""}, [("Minute-taker", True)]),
    ],
)
def test_what_every_meeting_has_must_be_written(fields, found):
    assert not_fine(make_minutes(**fields)) == [*found, *OPEN]


def test_a_meeting_where_nobody_was_is_no_meeting():
    seats = tuple(replace(seat, presence="absent") for seat in make_minutes().seats)

    assert ("Attendance", True) in not_fine(make_minutes(seats=seats))


def test_a_frame_that_is_spent_leaves_nothing_to_tell():
    posts = (*make_frame().posts, make_post("carried_over", "Til neste år", 25_000))
    item = make_item("8/2022 a", "Ramme", frame=make_frame(posts=posts))

    assert not_fine(make_minutes(items=(item,))) == []


def test_more_than_the_frame_is_told():
    posts = (*make_frame().posts, make_post("common", "Mer", 30_000))
    item = make_item("8/2022 a", "Ramme", frame=make_frame(posts=posts))

    assert not_fine(make_minutes(items=(item,))) == [
        ("Allocated beyond the frame: 5\u00a0000\u00a0kr", False)
    ]


def with_network(name, **fields):
    item = make_collective_item(key=7)
    networks = tuple(
        replace(each, key=place, **(fields if each.network == name else {}))
        for place, each in enumerate(item.networks, 1)
    )
    return make_minutes(items=(replace(item, networks=networks),))


def test_each_network_needs_an_outcome():
    found = [check for check in rules.checks(with_network("Fosen", outcome="")) if not check.fine]

    assert [(check.note, check.blocks, check.item) for check in found][:1] == [
        ("No outcome is written for Fosen.", True, 7)
    ]


def test_a_network_that_has_not_confirmed_is_named_unless_it_has_no_outcome_either():
    missing = "The network's own confirmation of the criteria is not in the text."

    def told(content):
        return [check.what for check in rules.checks(content) if check.note == missing]

    assert told(with_network("Fosen", criteria_confirmed=None)) == ["Trøndelag Sørvest", "Fosen"]
    assert told(with_network("Fosen", criteria_confirmed=False)) == ["Trøndelag Sørvest"]
    assert told(with_network("Fosen", criteria_confirmed=None, outcome="")) == ["Trøndelag Sørvest"]


def test_texts_are_looked_at_for_names_and_typed_amounts():
    content = with_network("Fosen", text="{alloted} er 668 137 kr")
    about_fosen = [check for check in rules.checks(content) if check.what == "Fosen"]

    assert [(check.note, check.blocks, check.item, check.network) for check in about_fosen] == [
        ("{alloted} stands for no figure here.", True, 7, 10),
        (
            "Typed by hand: 668 137. Use a figure from the list where there is one.",
            False,
            7,
            10,
        ),
    ]


def test_the_text_of_an_item_is_looked_at_too():
    item = make_item("6/2022", "Aktuelt", text="Møtet kostet 200 000 kr.")

    assert not_fine(make_minutes(items=(item,))) == [("6/2022 Aktuelt", False)]


def impartiality(*decisions, suggested):
    item = make_collective_item(
        impartiality=tuple(SteppedAside(*decision) for decision in decisions)
    )
    [check] = [
        check
        for check in rules.checks(make_minutes(items=(item,)), suggested=suggested)
        if check.what.startswith("Impartiality")
    ]
    return check.fine, check.note


def test_whoever_may_be_disqualified_is_decided_about_in_each_network():
    suggested = [("Hilde (DMMH)", "Værnes"), ("Hilde (DMMH)", "Fosen"), ("Hilde (DMMH)", "Salten")]
    in_vaernes = ("Hilde (DMMH)", "DMMH", "disqualified", "Værnes")
    in_fosen = ("Hilde (DMMH)", "DMMH", "impartial", "Fosen")
    in_all = ("Hilde (DMMH)", "DMMH", "disqualified", "")

    assert impartiality(suggested=suggested) == (
        False,
        "Possibly disqualified, the forum decides: Hilde (DMMH).",
    )
    assert impartiality(in_vaernes, suggested=suggested)[0] is False
    assert impartiality(in_vaernes, in_fosen, suggested=suggested)[0] is True
    assert impartiality(in_all, suggested=suggested)[0] is True
    assert impartiality(suggested=[])[0] is True
