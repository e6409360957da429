"""One part of a Word file as it streams by: what each element of the markup is to a reader of the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rekom.kit.archives import Refused
from rekom.kit.word_bindings import Values
from rekom.kit.word_changes import Changes
from rekom.kit.word_controls import OFF, PARENTS, ContentControl, LegacyField
from rekom.kit.word_guard import LIMITS, Reason, safe_parser
from rekom.kit.word_signs import BOXES, BREAKS, sign_of
from rekom.kit.word_tree import Tree

EARLIER_LOOKS = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")
# What stands in the document and cannot be read, by element.
UNREAD = {"altChunk": "chunk", "subDoc": "document", "control": "old_field", "contentPart": "ink"}
DRAWN = ("drawing", "pict", "object")
# Signs that part what a formula or a small gloss sets apart by place.
PARTED = {"den": "/", "sup": "^"}


class PartReader:
    def __init__(self, room: int, values: Values) -> None:
        """``room`` is how many characters may still be read; ``values`` what controls may be bound to."""
        self.room, self.values = room, values
        self.tree = Tree()
        self.names: list[str] = []
        self.unseen_from = 0  # how deep the element is that nobody sees; 0 when what comes is seen
        self.versions: list[bool] = []  # of each AlternateContent, whether one has been read
        self.boxed = 0
        self.alternatives: list[str] = []  # texts that stand for drawings, the innermost last
        self.is_hidden = False
        self.changes = Changes()
        self.controls = 0
        self.inside: list[ContentControl] = []
        self.legacy: LegacyField | None = None
        self.parser = safe_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self._start: dict[str, Callable[[dict[str, str]], None]] = {
            "p": lambda _a: self.tree.start_paragraph(is_boxed=bool(self.boxed)),
            "tbl": lambda _a: self.start_table(),
            "tr": lambda _a: self.tree.start_row(),
            "tc": lambda _a: self.tree.start_cell(),
            # A cell over several columns has empty ones beside it, so that columns keep their places.
            "gridSpan": lambda a: self.tree.add_cells(int(a.get("val", "1")) - 1),
            "gridBefore": lambda a: self.tree.add_cells(int(a.get("val", "0"))),
            "sdt": lambda _a: self.start_control(),
            "sdtContent": lambda _a: self.start_content(),
            "r": lambda _a: self.start_run(),
            "sym": self.symbol,
            "ffData": lambda _a: self.start_legacy(),
            "txbxContent": lambda _a: self.start_box(),
            "AlternateContent": lambda _a: self.versions.append(False),
            "docPr": lambda a: self.describe(a.get("descr", "")),
            "shape": lambda a: self.describe(a.get("alt", "")),
            "textpath": lambda a: self.tree.set_aside("drawing", a.get("string", "")),
            "pic": lambda _a: self.picture(),
            "imagedata": lambda _a: self.picture(),
            "OLEObject": lambda a: self.tree.set_aside("file", a.get("ProgID", "")),
        }
        self._end: dict[str, Callable[[], None]] = {
            "p": self.tree.end_paragraph,
            "tbl": self.tree.end_table,
            "tc": self.tree.end_cell,
            "sdt": self.end_control,
            "ffData": self.end_legacy,
            "txbxContent": self.end_box,
            "AlternateContent": lambda: _drop(self.versions.pop()),
            "rt": lambda: self.write(" "),
        }

    def blocks(self) -> list[Any]:
        return self.tree.blocks()

    @property
    def deleted(self) -> list[str]:
        return self.changes.deleted

    # --- elements ---------------------------------------------------------------------------------

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(" ")[2]
        self.names.append(name)
        if len(self.names) > LIMITS.depth:
            raise Refused(Reason.BOMB)
        if not self.unseen_from and self.is_unseen(name):
            self.unseen_from = len(self.names)
        if self.unseen_from:
            return
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        parent = self.names[-2] if len(self.names) > 1 else ""
        if parent in PARENTS and self.inside:
            self.inside[-1].learn(name, plain)
        elif self.legacy is not None:
            self.legacy.learn(name, plain)
        elif parent in ("pPr", "numPr") and self.tree.open:
            self.paragraph_property(name, plain)
        elif parent == "rPr" and "r" in self.names[-3:]:
            self.run_property(name, is_on=plain.get("val", "1") not in OFF)
        elif name in ("sym", *BREAKS) and "del" in self.names:
            return
        elif name in BREAKS and parent == "r":
            self.write(BREAKS[name])
        elif name in PARTED:
            self.write(PARTED[name])
        elif name in UNREAD:
            self.tree.set_aside(UNREAD[name], "")
        elif name in DRAWN:
            self.alternatives.append("")
        elif handler := self._start.get(name):
            handler(plain)

    def end(self, full_name: str) -> None:
        name = full_name.rpartition(" ")[2]
        depth = len(self.names)
        self.names.pop()
        if self.unseen_from:
            if depth == self.unseen_from:
                self.unseen_from = 0
        elif name in DRAWN:
            self.end_drawing()
        elif handler := self._end.get(name):
            handler()

    def is_unseen(self, name: str) -> bool:
        """What Word keeps of text that now stands elsewhere, or shows in two versions; and of earlier looks."""
        if name in ("Choice", "Fallback") and self.versions:
            is_second, self.versions[-1] = self.versions[-1], True
            return is_second
        # Among the properties of a run the same name only says what became of its end.
        return name in EARLIER_LOOKS or (name == "moveFrom" and "rPr" not in self.names)

    def text(self, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            raise Refused(Reason.TOO_MUCH_TEXT)
        name, place = self.names[-1], self.tree.paragraphs
        if self.unseen_from:
            if name == "t" and self.names[self.unseen_from - 1] == "moveFrom":
                self.changes.move_from(text, place)
        elif name == "delText" or (name == "t" and "del" in self.names):
            self.changes.delete(text, place)
        elif name == "t" or self.is_of_chart(name):
            if "moveTo" in self.names:
                self.changes.move_to(text)
            self.write(text)

    def is_of_chart(self, name: str) -> bool:
        """Names of columns and lines; the figures stand in the chart's own workbook."""
        return (name == "v" and not {"strCache", "txData"}.isdisjoint(self.names)) or (
            name == "pt" and "strDim" in self.names
        )

    def paragraph_property(self, name: str, attributes: dict[str, str]) -> None:
        if name == "pStyle":
            self.tree.style(attributes.get("val", ""))
        elif name == "numId":
            self.tree.bullet(is_on=attributes.get("val", "0") != "0")

    def run_property(self, name: str, *, is_on: bool) -> None:
        if name == "b":
            self.tree.is_bold = is_on
        elif name == "vanish":
            self.is_hidden = is_on

    def start_run(self) -> None:
        self.tree.is_bold = self.is_hidden = False

    def start_table(self) -> None:
        for control in self.inside:
            control.is_frame = True
        self.tree.start_table()

    # --- text and signs ---------------------------------------------------------------------------

    def write(self, text: str) -> None:
        if not self.tree.open:
            if text.strip():  # a part without paragraphs, or a damaged file
                self.tree.start_paragraph()
                self.write(text)
                self.tree.end_paragraph()
        elif self.is_hidden:
            self.tree.set_aside("hidden", text)
        elif not self.inside:
            self.tree.write(text)
        elif self.inside[-1].ticked is not None:
            self.box(self.inside[-1])
        else:
            self.inside[-1].written = True
            self.inside[-1].shown.append(text)
            self.tree.write_in(self.inside[-1], text)

    def symbol(self, attributes: dict[str, str]) -> None:
        if not attributes.get("char"):
            return
        sign = sign_of(attributes["char"], attributes.get("font", ""))
        is_in_text = self.inside and self.inside[-1].ticked is None
        if sign in BOXES and self.tree.open and is_in_text and not self.is_hidden:
            self.tree.box(ticked=BOXES[sign])
        else:
            self.write(sign)

    # --- drawings ---------------------------------------------------------------------------------

    def start_box(self) -> None:
        self.boxed += 1

    def end_box(self) -> None:
        self.boxed -= 1

    def describe(self, text: str) -> None:
        if self.alternatives:
            self.alternatives[-1] = text

    def picture(self) -> None:
        if "object" in self.names:
            return  # of an embedded file, which is told itself
        self.tree.set_aside("picture", self.alternatives[-1] if self.alternatives else "")
        self.describe("")

    def end_drawing(self) -> None:
        if text := self.alternatives.pop():
            self.tree.set_aside("drawing", text)

    # --- content controls -------------------------------------------------------------------------

    def start_control(self) -> None:
        for control in self.inside:
            control.is_frame = True
        self.controls += 1
        self.inside.append(ContentControl(self.controls, self.values))

    def start_content(self) -> None:
        if self.inside:
            self.inside[-1].settle()

    def end_control(self) -> None:
        control = self.inside.pop()
        if control.hidden_text.strip():
            self.tree.set_aside("shown", control.hidden_text)
        if control.written or control.is_frame:
            return
        if not self.tree.open:
            if control.bound:
                self.tree.start_paragraph()
                self.tree.write_in(control, "")
                self.tree.end_paragraph()
        elif control.ticked is not None:
            self.box(control)
        else:
            self.tree.write_in(control, "")

    def box(self, control: ContentControl) -> None:
        if not control.written:
            control.written = True
            self.tree.box(ticked=bool(control.ticked))

    # --- the form fields of Word before 2007 ------------------------------------------------------

    def start_legacy(self) -> None:
        self.legacy = LegacyField()

    def end_legacy(self) -> None:
        field, self.legacy = self.legacy, None
        if field is None or not self.tree.open:
            return
        if field.ticked is not None:
            self.tree.box(ticked=field.ticked)
        elif field.choice is not None:
            self.controls += 1
            control = ContentControl(self.controls, self.values)
            control.kind = "choice"
            self.tree.write_in(control, field.choice)


def _drop(_value: object) -> None:
    return None
