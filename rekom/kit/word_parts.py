"""One part of a Word file as it streams by: paragraphs with their text, boxes and content controls, and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from rekom.kit.archives import Refused
from rekom.kit.word_guard import LIMITS, Reason

BOXES = {"☐": False, "☒": True, "☑": True, "□": False, "■": True}
# The same in Word's fonts of signs.
SYMBOL_BOXES = {"F0A8": False, "F06F": False, "F071": False, "F078": True}
SYMBOL_BOXES |= dict.fromkeys(("F0FE", "F0FD", "F052", "F053", "F054"), True)
# Arrows and smileys that Word makes of "-->" and ":)", in its fonts of signs.
SYMBOLS = {
    "F0E0": "→",
    "F0DF": "←",
    "F0F3": "↔",
    "F0AE": "→",
    "F0B7": "•",
    "F04A": "☺",
    "F04C": "☹",
}
UNKNOWN_SYMBOL = "\ufffd"
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
OFF = ("0", "false", "off")
# What Word keeps of text that now stands elsewhere, or shows twice; and of looks that were changed.
UNSEEN = ("moveFrom", "Fallback")
EARLIER_LOOKS = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")
WIDEST_CELL = 63  # columns of a table in Word


class _Control:
    """A content control. One that holds other controls or a table is only a frame around them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.kind = "text"
        self.ticked: bool | None = None
        self.placeholder = False
        self.is_frame = False
        self.written = False


class PartReader:
    def __init__(self, room: int) -> None:
        """``room`` is how many characters may still be read."""
        self.room = room
        self.paragraphs, self.pieces, self.controls = 0, 0, 0
        self.names: list[str] = []
        self.unseen, self.boxed = 0, 0
        self.deleted: list[str] = []  # with tracked changes, a text for each paragraph it stood in
        self.deleted_in = 0
        self.containers: list[list[Any]] = [[]]
        self.tables: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []  # paragraphs, the innermost last
        self.inside: list[_Control] = []
        self.legacy: dict[str, Any] | None = None
        self.bold = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self._start: dict[str, Callable[[dict[str, str]], None]] = {
            "p": self.start_paragraph,
            "tbl": self.start_table,
            "tr": lambda _a: self.tables[-1]["rows"].append([]),
            "tc": self.start_cell,
            "sdt": self.start_control,
            "r": self.start_run,
            "sym": self.symbol,
            "ffData": self.start_legacy,
            "gridSpan": self.widen_cell,
            "gridBefore": self.skip_columns,
            "txbxContent": self.start_box,
        }
        self._end: dict[str, Callable[[], None]] = {
            "p": self.end_paragraph,
            "tbl": self.end_table,
            "tc": lambda: _drop(self.containers.pop()),
            "sdt": self.end_control,
            "ffData": self.end_legacy,
            "txbxContent": self.end_box,
        }

    # --- elements ---------------------------------------------------------------------------------

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(" ")[2]
        self.names.append(name)
        if len(self.names) > LIMITS.depth:
            raise Refused(Reason.BOMB)
        if self.is_unseen(name):
            self.unseen += 1
        if self.unseen:
            return
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        parent = self.names[-2] if len(self.names) > 1 else ""
        if parent in ("sdtPr", "checkbox") and self.inside:
            self.control_property(name, plain)
        elif self.legacy is not None:
            self.legacy_property(name, plain)
        elif parent in ("pPr", "numPr") and self.open:
            self.paragraph_property(name, plain)
        elif parent == "rPr" and name == "b" and "r" in self.names[-3:]:
            self.bold = plain.get("val", "1") not in OFF
        elif name in ("sym", *BREAKS) and "del" in self.names:
            return
        elif name in BREAKS and parent == "r":
            self.write(BREAKS[name])
        elif handler := self._start.get(name):
            handler(plain)

    def end(self, full_name: str) -> None:
        name = full_name.rpartition(" ")[2]
        self.names.pop()
        if self.unseen:
            self.unseen -= self.is_unseen(name)
            return
        if handler := self._end.get(name):
            handler()

    def is_unseen(self, name: str) -> bool:
        """Among the properties of a run the same name only says what became of its end."""
        return name in EARLIER_LOOKS or (name in UNSEEN and "rPr" not in self.names)

    def text(self, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            raise Refused(Reason.TOO_MUCH_TEXT)
        if self.unseen:
            return
        if self.names[-1] == "delText":
            self.delete(text)
        elif self.names[-1] == "t":
            self.write(text)

    # --- paragraphs and tables --------------------------------------------------------------------

    def start_paragraph(self, _attributes: dict[str, str]) -> None:
        self.paragraphs += 1
        if self.paragraphs > LIMITS.paragraphs:
            raise Refused(Reason.TOO_HEAVY)
        paragraph = {
            "p": [],
            "style": "",
            "bullet": False,
            "bold": [],
            "lead": 0,
            "box": bool(self.boxed),
        }
        self.open.append(paragraph)
        self.containers[-1].append(paragraph)

    def paragraph_property(self, name: str, attributes: dict[str, str]) -> None:
        if name == "pStyle":
            self.open[-1]["style"] = attributes.get("val", "")
        elif name == "numId":
            self.open[-1]["bullet"] = attributes.get("val", "0") != "0"

    def end_paragraph(self) -> None:
        self.open.pop()

    def start_table(self, _attributes: dict[str, str]) -> None:
        for control in self.inside:
            control.is_frame = True
        table: dict[str, Any] = {"rows": []}
        self.containers[-1].append(table)
        self.tables.append(table)

    def end_table(self) -> None:
        self.tables.pop()

    def start_cell(self, _attributes: dict[str, str]) -> None:
        cell: list[Any] = []
        self.tables[-1]["rows"][-1].append(cell)
        self.containers.append(cell)

    def widen_cell(self, attributes: dict[str, str]) -> None:
        """A cell over several columns has empty ones beside it, so that columns keep their places."""
        self.add_cells(int(attributes.get("val", "1")) - 1)

    def skip_columns(self, attributes: dict[str, str]) -> None:
        self.add_cells(int(attributes.get("val", "0")))

    def add_cells(self, number: int) -> None:
        cells: list[list[Any]] = [[] for _ in range(min(number, WIDEST_CELL))]
        self.count_pieces(len(cells))
        self.tables[-1]["rows"][-1] += cells

    def start_box(self, _attributes: dict[str, str]) -> None:
        self.boxed += 1

    def end_box(self) -> None:
        self.boxed -= 1

    # --- text, boxes and controls -----------------------------------------------------------------

    def start_run(self, _attributes: dict[str, str]) -> None:
        self.bold = False

    def delete(self, text: str) -> None:
        if self.deleted_in == self.paragraphs and self.deleted:
            self.deleted[-1] += text
        else:
            self.deleted.append(text)
        self.deleted_in = self.paragraphs

    def write(self, text: str) -> None:
        if not self.open:
            if text.strip():  # only a damaged file has text outside a paragraph
                self.start_paragraph({})
                self.write(text)
                self.end_paragraph()
            return
        control = self.inside[-1] if self.inside else None
        if control and control.ticked is not None:
            self.box(control)
        elif control:
            control.written = True
            self.add(["c", control, text])
        else:
            self.write_plain(text)

    def write_plain(self, text: str) -> None:
        start = 0
        for place, sign in enumerate(text):
            if sign in BOXES:
                self.add(["t", text[start:place]])
                self.add(["b", BOXES[sign]])
                start = place + 1
        self.add(["t", text[start:]])

    def add(self, piece: list[Any]) -> None:
        """Runs are joined: Word cuts one text into many."""
        pieces = self.open[-1]["p"]
        if piece[0] == "t":
            if not piece[1]:
                return
            if piece[1].strip():
                self.open[-1]["bold"].append(self.bold)
            if all(self.open[-1]["bold"]):
                self.open[-1]["lead"] += len(piece[1])
        if pieces and piece[0] != "b" and pieces[-1][:-1] == piece[:-1]:
            pieces[-1][-1].append(piece[-1])
            return
        self.count_pieces(1)
        pieces.append(piece if piece[0] == "b" else [*piece[:-1], [piece[-1]]])

    def count_pieces(self, number: int) -> None:
        self.pieces += number
        if self.pieces > LIMITS.pieces:
            raise Refused(Reason.TOO_HEAVY)

    def start_control(self, _attributes: dict[str, str]) -> None:
        for control in self.inside:
            control.is_frame = True
        self.controls += 1
        self.inside.append(_Control(self.controls))

    def control_property(self, name: str, attributes: dict[str, str]) -> None:
        control = self.inside[-1]
        is_on = attributes.get("val", "1") not in OFF
        if name == "checkbox":
            control.ticked = False
        elif name == "checked":
            control.ticked = is_on
        elif name in ("dropDownList", "comboBox"):
            control.kind = "choice"
        elif name == "showingPlcHdr":
            control.placeholder = is_on
        elif name in ("group", "repeatingSection", "repeatingSectionItem", "docPartObj"):
            control.is_frame = True

    def end_control(self) -> None:
        control = self.inside.pop()
        if control.written or control.is_frame or not self.open:
            return
        if control.ticked is not None:
            self.box(control)
        else:
            self.add(["c", control, ""])

    def box(self, control: _Control) -> None:
        if not control.written:
            control.written = True
            self.add(["b", control.ticked])

    def symbol(self, attributes: dict[str, str]) -> None:
        sign = attributes.get("char", "").upper()
        if sign in SYMBOL_BOXES and self.open:
            self.add(["b", SYMBOL_BOXES[sign]])
        elif sign:
            self.write(SYMBOLS.get(sign, UNKNOWN_SYMBOL))

    # --- the form fields of Word before 2007 ------------------------------------------------------

    def start_legacy(self, _attributes: dict[str, str]) -> None:
        self.legacy = {"ticked": None, "entries": [], "chosen": 0}

    def legacy_property(self, name: str, attributes: dict[str, str]) -> None:
        field, value = self.legacy, attributes.get("val", "1")
        if field is None:
            return
        if name == "checkBox":
            field["ticked"] = False
        elif name in ("checked", "default") and field["ticked"] is not None:
            field["ticked"] = value not in OFF
        elif name == "listEntry":
            field["entries"].append(value)
        elif name == "result" and value.isdecimal():
            field["chosen"] = int(value)

    def end_legacy(self) -> None:
        field, self.legacy = self.legacy, None
        if field is None or not self.open:
            return
        if field["ticked"] is not None:
            self.add(["b", field["ticked"]])
        elif field["chosen"] < len(field["entries"]):
            self.controls += 1
            control = _Control(self.controls)
            control.kind = "choice"
            self.add(["c", control, field["entries"][field["chosen"]]])

    # --- the answer -------------------------------------------------------------------------------

    def blocks(self) -> list[Any]:
        return [_plain(block) for block in self.containers[0]]


def _drop(_value: object) -> None:
    return None


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
    }


def _plain_piece(piece: list[Any]) -> list[Any]:
    """``["t", text]``, ``["b", ticked]`` or ``["c", number, kind, placeholder, text]``."""
    if piece[0] == "b":
        return piece
    text = "".join(piece[-1])
    if piece[0] == "t" or piece[1].is_frame:
        return ["t", text]
    return ["c", piece[1].number, piece[1].kind, piece[1].placeholder, text]
