"""What stands in a Word file beside its text, in the words of a reader: what it is, and what to do."""

from django.utils.translation import gettext_lazy

from measures.word.value import Loose
from rekom.kit.word import Aside, Paragraph

KINDS = {
    "hidden": gettext_lazy("Hidden text"),
    "shown": gettext_lazy("Another text in the same field"),
    "drawing": gettext_lazy("Drawing"),
    "picture": gettext_lazy("Picture"),
    "file": gettext_lazy("Embedded file"),
    "chunk": gettext_lazy("Embedded document"),
    "document": gettext_lazy("Linked document"),
    "old_field": gettext_lazy("Field of an old kind"),
    "ink": gettext_lazy("Handwriting"),
}
NOT_READ = {
    "picture": gettext_lazy("A picture was not read. Write what it says into the form."),
    "file": gettext_lazy(
        "An embedded file was not read. Open it in Word and copy its text into the form."
    ),
    "chunk": gettext_lazy("An embedded document was not read. Copy its text into the form."),
    "document": gettext_lazy("A linked document was not read. Copy its text into the form."),
    "old_field": gettext_lazy("A field of an old kind was not read. Copy its text into the form."),
    "ink": gettext_lazy("Handwriting was not read. Write it into the form."),
}
LONGEST = 80  # letters of a question, where it only tells the place
PROGRAMS = {"Excel": "Excel", "Word": "Word", "PowerPoint": "PowerPoint", "AcroExch": "PDF"}
# Parts with words of their own, by what they are to who reads the document.
PARTS = {
    "header": gettext_lazy("Header"),
    "footer": gettext_lazy("Footer"),
    "footnotes": gettext_lazy("Footnote"),
    "endnotes": gettext_lazy("Endnote"),
    "comments": gettext_lazy("Comment"),
    "chart": gettext_lazy("Chart"),
    "diagram": gettext_lazy("Figure with text"),
}


def place_of(*parts: object) -> str:
    """A long question is known by its first words."""
    return " – ".join(_short(str(part)) for part in parts if part)


def _short(text: str) -> str:
    """Cut where a word ends; what is one line is never changed otherwise."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0] or text[:LONGEST]} …"


def asides_of(paragraph: Paragraph, *place: object) -> list[Loose]:
    return [
        Loose(place_of(*place, _name(aside)), text)
        for aside in paragraph.asides
        if (text := _said(aside))
    ]


def _name(aside: Aside) -> str:
    name = str(KINDS[aside.kind])
    program = PROGRAMS.get(aside.text.partition(".")[0]) if aside.kind == "file" else None
    return f"{name} ({program})" if program else name


def _said(aside: Aside) -> str:
    words = "" if aside.kind == "file" else aside.text.strip()
    return "\n".join(filter(None, (str(NOT_READ.get(aside.kind, "")), words)))
