"""What Word says of a field before its text: content controls, and the form fields from before 2007."""

from typing import Any

from rekom.kit.word_bindings import Values, bound_value

OFF = ("0", "false", "off")
# Controls around whole parts of a document, and those that Word fills in itself.
FRAMES = (
    "group",
    "repeatingSection",
    "repeatingSectionItem",
    "docPartObj",
    "docPartList",
    "citation",
    "bibliography",
    "equation",
)
# Elements whose children are properties of the control they stand in.
PARENTS = ("sdtPr", "checkbox", "dropDownList", "comboBox")


class ContentControl:
    """One that holds other controls or a table is only a frame around them."""

    def __init__(self, number: int, values: Values) -> None:
        self.number = number
        self.values = values  # what the file's data has for those that are bound to it
        self.kind = "text"
        self.ticked: bool | None = None
        self.placeholder = False
        self.is_frame = False
        self.is_date = False
        self.written = False
        self.shown: list[str] = []
        self.options: dict[str, str] = {}
        self.bound: str | None = None
        self.is_covered = False  # there is a text, and the data goes before it

    def learn(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "1")
        if name == "checkbox":
            self.ticked = False
        elif name == "checked":
            self.ticked = value not in OFF
        elif name in ("dropDownList", "comboBox"):
            self.kind = "choice"
        elif name == "listItem":
            self.options[attributes.get("value", "")] = attributes.get("displayText", "")
        elif name == "showingPlcHdr":
            self.placeholder = value not in OFF
        elif name == "date":
            self.is_date = True
        elif name == "dataBinding":
            self.bound = bound_value(self.values, attributes)
        elif name in FRAMES:
            self.is_frame = True

    def settle(self) -> None:
        """All is learned. Word shows what the data has, whatever else stands in the control."""
        if not self.bound or (self.is_date and not self.placeholder):
            self.bound = None
        elif self.ticked is not None:
            self.ticked = self.bound not in OFF
        else:
            self.is_covered, self.placeholder = not self.placeholder, False
            self.bound = self.options.get(self.bound) or self.bound

    @property
    def hidden_text(self) -> str:
        """What stands in the control and Word does not show, because the data has something else."""
        text = "".join(self.shown)
        is_hidden = self.is_covered and text.split() != (self.bound or "").split()
        return text if is_hidden else ""

    def plain(self, text: str) -> list[Any]:
        """As a piece. The data stands for all of the text, wherever it was cut."""
        if self.is_frame:
            return ["t", text]
        if self.bound is not None:
            text, self.bound = self.bound, ""
        return ["c", self.number, self.kind, self.placeholder, text]


class LegacyField:
    """A tick box or drop-down of Word before 2007. Its text fields have their text beside them."""

    def __init__(self) -> None:
        self.ticked: bool | None = None
        self.options: list[str] = []
        self.chosen: int | None = None
        self.default = 0

    def learn(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "1")
        if name == "checkBox":
            self.ticked = False
        elif name in ("checked", "default") and self.ticked is not None:
            self.ticked = value not in OFF
        elif name == "listEntry":
            self.options.append(value)
        elif name == "result" and value.isdecimal():
            self.chosen = int(value)
        elif name == "default" and value.isdecimal():
            self.default = int(value)

    @property
    def choice(self) -> str | None:
        place = self.default if self.chosen is None else self.chosen
        return self.options[place] if place < len(self.options) else None
