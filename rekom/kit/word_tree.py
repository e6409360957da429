"""Paragraphs and tables of a Word file while they are put together, and as plain JSON when they are."""

from __future__ import annotations

from typing import Any

from rekom.kit.archives import Refused
from rekom.kit.word_controls import ContentControl
from rekom.kit.word_guard import LIMITS, Reason
from rekom.kit.word_signs import BOXES, readable

WIDEST_CELL = 63  # columns of a table in Word


class Tree:
    def __init__(self) -> None:
        self.paragraphs, self.pieces = 0, 0
        self.containers: list[list[Any]] = [[]]
        self.tables: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []  # paragraphs, the innermost last
        self.is_bold = False

    def blocks(self) -> list[Any]:
        return [_plain(block) for block in self.containers[0]]

    # --- tables -----------------------------------------------------------------------------------

    def start_table(self) -> None:
        table: dict[str, Any] = {"rows": []}
        self.containers[-1].append(table)
        self.tables.append(table)

    def end_table(self) -> None:
        self.tables.pop()

    def start_row(self) -> None:
        self.tables[-1]["rows"].append([])

    def start_cell(self) -> None:
        cell: list[Any] = []
        self.tables[-1]["rows"][-1].append(cell)
        self.containers.append(cell)

    def end_cell(self) -> None:
        self.containers.pop()

    def add_cells(self, number: int) -> None:
        cells: list[list[Any]] = [[] for _ in range(min(number, WIDEST_CELL))]
        self.count(len(cells))
        self.tables[-1]["rows"][-1] += cells

    # --- paragraphs -------------------------------------------------------------------------------

    def start_paragraph(self, *, is_boxed: bool = False) -> None:
        self.paragraphs += 1
        if self.paragraphs > LIMITS.paragraphs:
            raise Refused(Reason.TOO_HEAVY)
        paragraph = {
            "p": [],
            "style": "",
            "bullet": False,
            "bold": [],
            "lead": 0,
            "box": is_boxed,
            "asides": [],
        }
        self.open.append(paragraph)
        self.containers[-1].append(paragraph)

    def end_paragraph(self) -> None:
        self.open.pop()

    def style(self, name: str) -> None:
        self.open[-1]["style"] = name

    def bullet(self, *, is_on: bool) -> None:
        self.open[-1]["bullet"] = is_on

    # --- what stands in them ----------------------------------------------------------------------

    def write(self, text: str) -> None:
        start, text = 0, readable(text)
        for place, sign in enumerate(text):
            if sign in BOXES:
                self.add(["t", text[start:place]])
                self.box(ticked=BOXES[sign])
                start = place + 1
        self.add(["t", text[start:]])

    def box(self, *, ticked: bool) -> None:
        self.add(["b", ticked])

    def write_in(self, control: ContentControl, text: str) -> None:
        self.add(["c", control, text])

    def set_aside(self, kind: str, text: str) -> None:
        """What stands here and is no part of the text. Runs of one kind are joined."""
        if not self.open:
            self.start_paragraph()
            self.set_aside(kind, text)
            self.end_paragraph()
            return
        asides = self.open[-1]["asides"]
        if asides and asides[-1][0] == kind == "hidden":
            asides[-1][1].append(text)
            return
        self.count(1)
        asides.append([kind, [text]])

    def add(self, piece: list[Any]) -> None:
        """Runs are joined: Word cuts one text into many."""
        pieces = self.open[-1]["p"]
        if piece[0] == "t":
            if not piece[1]:
                return
            if piece[1].strip():
                self.open[-1]["bold"].append(self.is_bold)
            if all(self.open[-1]["bold"]):
                self.open[-1]["lead"] += len(piece[1])
        if pieces and piece[0] != "b" and pieces[-1][:-1] == piece[:-1]:
            pieces[-1][-1].append(piece[-1])
            return
        self.count(1)
        pieces.append(piece if piece[0] == "b" else [*piece[:-1], [piece[-1]]])

    def count(self, number: int) -> None:
        self.pieces += number
        if self.pieces > LIMITS.pieces:
            raise Refused(Reason.TOO_HEAVY)


def _plain(block: dict[str, Any]) -> dict[str, Any]:
    if "rows" in block:
        return {
            "rows": [[[_plain(inner) for inner in cell] for cell in row] for row in block["rows"]]
        }
    return {
        "p": [_plain_piece(piece) for piece in block["p"]],
        "style": block["style"],
        "bullet": block["bullet"],
        "bold": bool(block["bold"]) and all(block["bold"]),
        "lead": block["lead"],
        "box": block["box"],
        "asides": [[kind, "".join(texts)] for kind, texts in block["asides"]],
    }


def _plain_piece(piece: list[Any]) -> list[Any]:
    """``["t", text]``, ``["b", ticked]`` or ``["c", number, kind, placeholder, text]``."""
    if piece[0] == "b":
        return piece
    text = "".join(piece[-1])
    return ["t", text] if piece[0] == "t" else piece[1].plain(text)
