"""The signs that Word forms are filled in with: boxes, also in Word's fonts of signs, and what else stands there."""

BOXES = {"☐": False, "☒": True, "☑": True, "□": False, "■": True}
# Elements of a run that stand for a sign.
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}

# Word's fonts of signs have theirs in a corner of Unicode that is nobody's own.
FIRST, LAST = 0xF000, 0xF0FF
FONTS = ("wingdings", "webdings", "symbol")
UNKNOWN = "\ufffd"
READABLE: dict[int, str] = dict.fromkeys(range(FIRST, LAST + 1), UNKNOWN)
READABLE |= dict.fromkeys((0xF0A8, 0xF06F, 0xF071), "☐")
READABLE |= dict.fromkeys((0xF078, 0xF0FE, 0xF0FD, 0xF052, 0xF053, 0xF054), "☒")
READABLE |= {0xF0FC: "✓", 0xF0FB: "✗", 0xF0B7: "•"}
# Arrows and smileys that Word makes of "-->" and ":)".
READABLE |= {0xF0E0: "→", 0xF0DF: "←", 0xF0F3: "↔", 0xF0AE: "→", 0xF04A: "☺", 0xF04C: "☹"}


def readable(text: str) -> str:
    return text.translate(READABLE)


def sign_of(code: str, font: str) -> str:
    """The sign of a ``w:sym``; its code may be written with or without that corner of Unicode."""
    number = int(code, 16)
    if number <= LAST - FIRST and font.lower().startswith(FONTS):
        number += FIRST
    return readable(chr(number))
