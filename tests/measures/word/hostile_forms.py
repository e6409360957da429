"""Forms that pass the guard and are meant to keep the reader busy: each a function that returns bytes."""

from collections.abc import Callable

from tests.measures.word.ooxml import b, box, c, docx, p, row, sdt, tbl, tick

HEAD = (p("Behovsmelding"), p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"))
LETTERS = 60_000


def everywhere(text: str) -> bytes:
    """One text under every kind of question, and in a table of money."""
    asked = (
        "Eier",
        "Universitet/høgskole",
        "Antall tiltak",
        "Varighet",
        "Flere eiere",
        "Forankring",
    )
    return docx(*HEAD, p(text), *(p(b(f"{each}: "), text) for each in asked), tbl(("Eier", "UH"), (text, text)))  # fmt: skip


def nested(levels: int) -> str:
    inner = p("Målgruppe: alle")
    for _ in range(levels):
        inner = tbl(row(c("Forankring"), c(inner), c("c")))
    return inner


BUSY: dict[str, Callable[[], bytes]] = {
    "dashes": lambda: everywhere("-" * LETTERS + "x"),
    "spaces": lambda: everywhere("x" + " " * LETTERS + "x"),
    "digits": lambda: everywhere("1 " * (LETTERS // 2)),
    "brackets": lambda: everywhere("(" * LETTERS),
    "open boxes": lambda: everywhere("[ " * (LETTERS // 2)),
    "half a network": lambda: everywhere("-a" * (LETTERS // 2)),
    "half a term": lambda: everywhere("v." * (LETTERS // 2)),
    "half a prompt": lambda: everywhere("velg" + " " * LETTERS),
    "numbers of questions": lambda: everywhere("1.1.1." * (LETTERS // 6)),
    "names of offices": lambda: docx(*HEAD, p("Statsforvalteren i " + "A" * 900 + "!"), p("Behovsmelding" + " -lokal" * 100 + "!x")),
    "one question again and again": lambda: docx(*HEAD, *(p(b("Målgruppe: "), f"x{n}") for n in range(1_500))),
    "one measure again and again": lambda: docx(*HEAD, *(p(f"Tiltak 1: N{n}", style="Heading1") for n in range(1_500))),
    "many measures": lambda: docx(*HEAD, *(p(f"Tiltak {n % 999}", style="Heading1") for n in range(3_000))),
    "many cells": lambda: docx(*HEAD, tbl(*((f"Forankring {n}", "Målgruppe", "Varighet", "x") for n in range(600)))),
    "wide cells": lambda: docx(*HEAD, tbl(*(row(c("Målgruppe", span=63), c("b", span=63)) for _ in range(230)))),
    "tables in tables": lambda: docx(*HEAD, nested(36)),
    "controls in controls": lambda: docx(*HEAD, "<w:sdt><w:sdtContent>" * 55 + p("Målgruppe: alle") + "</w:sdtContent></w:sdt>" * 55),
    "boxes and controls": lambda: docx(*HEAD, *(p(b("Varighet: "), "[x] a [ ] b ", sdt("x"), box(p("y"))) for _ in range(800))),
    "nearly a million letters": lambda: docx(*HEAD, *(p("Målet er at alle barn skal lykkes. " * 10) for _ in range(2_800))),
}  # fmt: skip
