"""Whatever a form looks like, every word that somebody wrote in it is in an answer, or listed as not understood.

Forms are put together at random: any question in any wording, its answer anywhere, strange text between them.
What was written are words that no form is printed with, each of them once.
"""

import json
import re

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from measures.word.labels import LABELS
from measures.word.printed import NYNORSK
from tests.measures.word.forms import read_here
from tests.measures.word.ooxml import (
    b,
    box,
    c,
    choice,
    deleted,
    docx,
    hidden,
    inserted,
    old_text,
    p,
    part,
    picture,
    row,
    sdt,
    t,
    tbl,
    tick,
)

WRITTEN = re.compile(r"ord\d+q")
HEAD = (
    p("Behovsmelding 2025"),
    p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"),
)
WORDINGS = sorted({*(wording for label in LABELS for wording in label.wordings), *NYNORSK.values()})
OPTIONS = ["Ja", "Nei", "Høst 2025", "Regional ordning", "Planlegging", "14", "20 000", "kr 5 000,-", "2026", "se over", "–"]  # fmt: skip
HEADS = ["", "Eier", "UH", "UH (Nord)", "Sum", "Begrunnelse", "Navn", "Rolle", "Telefon", "Kontaktperson", "Høst 2026", "2027",
         "Regional ordning", "Kompetanseløftet", "Kommunale barnehager", "PPT", "Org.nr", "Type", "Ja", "Nei", "Merknad"]  # fmt: skip


@st.composite
def questions(draw) -> str:
    wording = draw(st.sampled_from(WORDINGS))
    case = draw(st.sampled_from([str, str.upper, str.lower, str.title]))
    number = draw(st.sampled_from(["", "", "1. ", "2.3 ", "a) ", "Del B: "]))
    return number + case(wording) + draw(st.sampled_from(["", "", ":", "?", " *", " (kort)"]))


@st.composite
def texts(draw, words: list[str]) -> str:
    """Something of somebody's own, alone or with what looks like a value."""
    own = f"ord{len(words)}q"
    words.append(own)
    option = draw(st.sampled_from(OPTIONS))
    case = draw(st.sampled_from([str, str.capitalize]))
    shape = draw(
        st.sampled_from(["{own}", "{own}", "{option} {own}", "{own} {option}", "{option} ({own})", "{option}: {own}", "{own}\n{option}"])
    )  # fmt: skip
    return shape.format(own=case(own) if shape == "{own}" else own, option=option)


def answers(words: list[str]):
    text = texts(words)
    return st.one_of(
        text.map(p),
        text.map(b).map(p),
        text.map(lambda each: p(each, bullet=True)),
        text.map(lambda each: p(each, style="Heading2")),
        text.map(sdt).map(p),
        text.map(lambda each: sdt(p(each), kind="<w:richText/>")),
        text.map(lambda each: p(choice(each))),
        text.map(lambda each: p(old_text(each))),
        text.map(lambda each: p(tick(on=True), " ", each, tick(on=False), " Nei")),
        text.map(lambda each: p("Ja ", tick(on=False), " Nei ", tick(on=True), each)),
        text.map(lambda each: p(box(p(each)))),
        text.map(lambda each: p(inserted(each), deleted("gammelt "))),
        text.map(lambda each: p("Ja ", deleted(each))),
        text.map(lambda each: p("Ja ", hidden(each))),
        text.map(lambda each: p(sdt("Ja ", hidden(each)))),
        text.map(lambda each: p(picture(each))),
        st.tuples(text, text).map(lambda both: p(t(both[0]), sdt(both[1]))),
        st.just(p(sdt(prompt=True))),
        st.just(p()),
        tables(words),
    )


@st.composite
def tables(draw, words: list[str]) -> str:
    """Like a table of the form, or like none: known heads in any place, and anything under them."""
    cell = st.one_of(st.sampled_from(HEADS), st.sampled_from(OPTIONS), texts(words), questions())
    width = draw(st.integers(1, 4))
    heads = tuple(draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width)))
    rows = draw(st.lists(st.lists(cell, min_size=1, max_size=width).map(tuple), max_size=4))
    inner = [row(c(draw(texts(words)), span=width))] if draw(st.booleans()) else []
    nested = [(c(tbl(*rows)),)] if draw(st.integers(0, 5)) == 0 else []
    return tbl(heads, *rows, *inner, *nested)


@st.composite
def asked(draw, words: list[str]) -> list[str]:
    """A question and its answer, in one of the ways that offices lay them out."""
    question, answer = draw(questions()), draw(answers(words))
    look = draw(st.sampled_from([p(question), p(b(question)), p(question, style="Heading3")]))
    return draw(
        st.sampled_from(
            [
                [look, answer],
                [look, answer, draw(answers(words))],
                [answer],
                [p(b(f"{question} "), draw(texts(words)))],
                [p(f"{question}: {draw(texts(words))}")],
                [p(b(f"{question} "), sdt(draw(texts(words))))],
                [tbl((question, c(answer)))],
                [tbl((question,), (c(answer),))],
                [tbl(("1.2", question, c(answer), draw(texts(words))))],
                [tbl((question, draw(questions())), (c(answer), draw(texts(words))))],
                [tbl(("", "Ja", "Nei"), (question, "X", draw(texts(words))))],
            ]
        )
    )


@st.composite
def forms(draw) -> list[str]:
    words: list[str] = []
    blocks = list(HEAD)
    for _ in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 3)) == 0:
            number = draw(st.integers(1, 4))
            title = draw(st.sampled_from(["", f": {draw(texts(words))}", f" {draw(texts(words))}"]))
            blocks.append(
                p(f"Tiltak {number}{title}", style=draw(st.sampled_from(["", "Heading2"])))
            )
        blocks += draw(asked(words))
    return blocks


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(forms())
def test_every_written_word_is_read_or_listed(blocks):
    around = {"header1": part("hdr", p("ord998q")), "footnotes": part("footnotes", p("ord999q"))}
    form = read_here(docx(*blocks, **around))

    assert words_in(json.dumps(form.as_json())) == words_in("".join([*blocks, *around.values()]))


def words_in(text: str) -> set[str]:
    return set(WRITTEN.findall(text.casefold()))
