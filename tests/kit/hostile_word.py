"""Word files that nobody should read, made by code: each a function without arguments that returns bytes."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from rekom.kit.word_guard import Reason
from tests.kit.hostile_workbooks import plain as workbook

SAMPLE = Path(__file__).parents[1] / "cases/behovsmelding-ytre-helgeland-2024.docx"
DOCUMENT, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def sample() -> bytes:
    return SAMPLE.read_bytes()


def rezipped(parts: dict[str, bytes | str]) -> bytes:
    """The sample with parts added or replaced."""
    buffer = BytesIO()
    with ZipFile(SAMPLE) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename not in parts:
                archive.writestr(info.filename, source.read(info))
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def part(name: str) -> bytes:
    with ZipFile(SAMPLE) as archive:
        return archive.read(name)


def document(body: str, *, prolog: str = "") -> bytes:
    return rezipped(
        {DOCUMENT: f'{prolog}<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'}
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_macro_type() -> bytes:
    types = part(TYPES).decode()
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    document_type = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    )
    assert document_type in types
    return rezipped({TYPES: types.replace(document_type, kind)})


def called_a_web_page() -> bytes:
    """The type says that nothing reads the part, and its name that it is a header."""
    types = part(TYPES).decode()
    web_page = '<Override PartName="/word/header1.xml" ContentType="text/html"/></Types>'
    return rezipped(
        {
            TYPES: types.replace("</Types>", web_page),
            "word/header1.xml": f'{LAUGHS}<w:hdr xmlns:w="{MAIN}">{paragraph("&c;")}</w:hdr>',
        }
    )


def with_a_lie_about_its_size() -> bytes:
    """A part that says it is a hundred bytes when unpacked, and is twelve million."""
    data = rezipped({DOCUMENT: part(DOCUMENT), "word/a.xml": "<a>" + " " * 12_000_000 + "</a>"})
    true, lie = (size.to_bytes(4, "little") for size in (12_000_007, 100))
    assert data.count(true) >= 1
    return data.replace(true, lie)


def in_two_bytes(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")


def deep() -> bytes:
    nested = "<w:tbl><w:tr><w:tc>" * 200 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 200
    return document(nested)


REFUSED: list[tuple[Reason, str, Callable[[], bytes]]] = [
    (Reason.EMPTY, "nothing", lambda: b""),
    (Reason.TOO_LARGE, "eleven megabytes", lambda: b"PK\x03\x04" + bytes(11 * 2**20)),
    (Reason.OLD_OR_LOCKED, "old or locked", lambda: b"\xd0\xcf\x11\xe0" + bytes(600)),
    (Reason.NOT_WORD, "a web page", lambda: b"<html></html>"),
    (Reason.NOT_WORD, "a workbook", workbook),
    (Reason.DAMAGED, "cut off", lambda: sample()[:20_000]),
    (Reason.DAMAGED, "a flipped byte", lambda: sample()[:9_000] + b"\x00\x01" + sample()[9_002:]),
    (Reason.DAMAGED, "broken xml", lambda: rezipped({DOCUMENT: part(DOCUMENT)[:-30]})),
    (Reason.DAMAGED, "a name that climbs", lambda: rezipped({"../x.xml": "<a/>"})),
    (Reason.BOMB, "one part of zeros", lambda: rezipped({"word/media/a.bin": bytes(30 * 2**20)})),
    (Reason.BOMB, "one long text", lambda: document(paragraph("x" * 15_000_000))),
    (Reason.BOMB, "many parts", lambda: rezipped({f"word/a{n}.xml": "<a/>" for n in range(600)})),
    (Reason.BOMB, "deep", deep),
    (Reason.TOO_MUCH_TEXT, "a million", lambda: document(paragraph("ord " * 260_000))),
    (Reason.TOO_HEAVY, "many paragraphs", lambda: document("<w:p/>" * 30_000)),
    (Reason.DOCUMENT_TYPE, "laughs", lambda: document(paragraph("&c;"), prolog=LAUGHS)),
    (Reason.DOCUMENT_TYPE, "outside", lambda: document(paragraph("&a;"), prolog=OUTSIDE)),
    (Reason.DOCUMENT_TYPE, "in a part nobody reads", lambda: rezipped({STYLES: LAUGHS + "<x/>"})),
    (
        Reason.DOCUMENT_TYPE,
        "in two bytes",
        lambda: rezipped({STYLES: in_two_bytes(LAUGHS + "<x>&c;</x>")}),
    ),
    (Reason.DOCUMENT_TYPE, "called a web page", called_a_web_page),
    (Reason.DAMAGED, "a lie about its size", with_a_lie_about_its_size),
    (Reason.MACROS, "a project", lambda: rezipped({"word/vbaProject.bin": b"\x00"})),
    (Reason.MACROS, "its type", with_macro_type),
]
