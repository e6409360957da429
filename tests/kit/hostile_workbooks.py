"""Workbooks that nobody should read, made by code: each a function without arguments that returns bytes."""

import struct
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from rekom.kit.workbook_guard import Reason

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def plain(*rows: tuple) -> bytes:
    workbook = Workbook()
    for row in rows or [("Nettverk", "Antall kommuner", "Årsverk"), ("Fosen", 4, 318.1)]:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def rezipped(parts: dict[str, bytes | str]) -> bytes:
    """The plain workbook with parts added or replaced."""
    buffer = BytesIO()
    with ZipFile(BytesIO(plain())) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename not in parts:
                archive.writestr(info.filename, source.read(info))
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_sheet(rows: str, **around: str) -> bytes:
    return rezipped({SHEET: sheet(rows, **around)})


def sheet(rows: str, *, before: str = "", after: str = "", prolog: str = "") -> str:
    return f'{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def with_two_of_one_name() -> bytes:
    # zipfile warns when it writes the same name twice, so the second is renamed afterwards.
    return rezipped({"xl/worksheets/sheet9.xml": "<a/>"}).replace(b"sheet9.xml", b"sheet1.xml")


def with_a_locked_part() -> bytes:
    """The flag that says "encrypted" set on every part, as in a zip with a password."""
    data = bytearray(plain())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 1
    return bytes(data)


def with_a_lie_about_its_size() -> bytes:
    """The sheet says that it is one byte, and is more."""
    data = bytearray(plain())
    entry = data.find(SHEET.encode(), data.find(b"PK\x01\x02")) - 46
    struct.pack_into("<I", data, entry + 24, 1)
    return bytes(data)


def with_two_parts_on_the_same_bytes() -> bytes:
    buffer = BytesIO(plain())
    with ZipFile(buffer, "a") as archive:
        sheet = archive.getinfo(SHEET)
        twin = ZipInfo("xl/worksheets/sheet2.xml")
        for fact in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
            setattr(twin, fact, getattr(sheet, fact))
        archive.filelist.append(twin)
        archive.NameToInfo[twin.filename] = twin
        archive._didModify = True
    return buffer.getvalue()


def with_a_name_that_ends_early() -> bytes:
    return rezipped({"xl/media/a_b.xml": "<a/>"}).replace(b"a_b.xml", b"a\x00b.xml")


def word_document() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


def many_cells() -> bytes:
    row = "".join(f"<c><v>{number * 7919 % 99991}</v></c>" for number in range(50))
    return with_sheet("".join(f'<row r="{number}">{row}</row>' for number in range(1, 8_100)))


def many_parts() -> bytes:
    return rezipped({f"xl/worksheets/sheet{number}.xml": "<a/>" for number in range(2, 600)})


def long_text() -> bytes:
    letters = Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=1_100_000)
    return with_sheet(f'<row r="1"><c r="A1" t="str"><v>{"".join(letters)}</v></c></row>')


def one_text_in_many_cells() -> bytes:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 201)
    )
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'
    types = (
        f'<Types xmlns="{CONTENT_TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/texts.xml" ContentType="{OFFICE}.sharedStrings+xml"/></Types>'
    )
    return rezipped({SHEET: sheet(rows), "xl/texts.xml": texts, "[Content_Types].xml": types})


def deep() -> bytes:
    return with_sheet("", after="<a>" * 80 + "</a>" * 80)


# What the guard must say of each.
REFUSED: list[tuple[Reason, str, Callable[[], bytes]]] = [
    (Reason.EMPTY, "nothing", lambda: b""),
    (Reason.TOO_LARGE, "ten megabytes and one", lambda: b"PK\x03\x04" + bytes(10 * 2**20 - 3)),
    (Reason.OLD_OR_LOCKED, "old or locked", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    (Reason.NOT_A_WORKBOOK, "web page", lambda: b"<html><table></table></html>"),
    (Reason.NOT_A_WORKBOOK, "csv", lambda: b"Nettverk;Antall kommuner\n"),
    (Reason.NOT_A_WORKBOOK, "picture", lambda: b"\xff\xd8\xff\xe0" + bytes(100)),
    (Reason.NOT_A_WORKBOOK, "word document", word_document),
    (Reason.DAMAGED, "cut short", lambda: plain()[:3000]),
    (Reason.DAMAGED, "broken xml", lambda: with_sheet('<row r="1"><c></row>')),
    (Reason.DAMAGED, "two parts of one name", with_two_of_one_name),
    (Reason.DAMAGED, "part above the root", lambda: rezipped({"xl/../../evil.xml": "<a/>"})),
    (Reason.DAMAGED, "part at the root", lambda: rezipped({"/etc/evil.xml": "<a/>"})),
    (Reason.DAMAGED, "backslash", lambda: rezipped({"xl\\evil.xml": "<a/>"})),
    (Reason.DAMAGED, "null byte in a name", with_a_name_that_ends_early),
    (Reason.DAMAGED, "locked part", with_a_locked_part),
    (Reason.DAMAGED, "lie about size", with_a_lie_about_its_size),
    (Reason.DAMAGED, "overlapping parts", with_two_parts_on_the_same_bytes),
    (Reason.DAMAGED, "rows out of order", lambda: with_sheet('<row r="2"/><row r="1"/>')),
    (Reason.DAMAGED, "two cells in one place", lambda: with_sheet('<row r="1"><c r="A1"/><c r="A1"/></row>')),
    (Reason.DAMAGED, "cell of another row", lambda: with_sheet('<row r="1"><c r="A2"/></row>')),
    (Reason.DAMAGED, "cell that is nowhere", lambda: with_sheet('<row r="1"><c r="1A"/></row>')),
    (Reason.BOMB, "thirty megabytes of zeros", lambda: with_sheet(" " * 30 * 2**20)),
    (Reason.BOMB, "a thousand to one", lambda: with_sheet(" " * 8 * 2**20)),
    (Reason.BOMB, "many parts", many_parts),
    (Reason.BOMB, "deep nesting", deep),
    (Reason.TOO_MANY_CELLS, "last row", lambda: with_sheet('<row r="1048576"><c r="A1048576"/></row>')),
    (Reason.TOO_MANY_CELLS, "last column", lambda: with_sheet('<row r="1"><c r="XFD1"/></row>')),
    (Reason.TOO_MANY_CELLS, "everything merged", lambda: with_sheet("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    (Reason.TOO_MANY_CELLS, "many cells", many_cells),
    (Reason.TOO_MUCH_TEXT, "long text", long_text),
    (Reason.DOCUMENT_TYPE, "laughs in a sheet", lambda: with_sheet("", prolog=LAUGHS)),
    (Reason.DOCUMENT_TYPE, "laughs in utf-16", lambda: rezipped({SHEET: f"{LAUGHS}<x>&c;</x>".encode("utf-16")})),
    (Reason.DOCUMENT_TYPE, "laughs in the texts", lambda: rezipped({"xl/sharedStrings.xml": f"{LAUGHS}<sst/>"})),
    (Reason.DOCUMENT_TYPE, "laughs in the workbook", lambda: rezipped({"xl/workbook.xml": f"{LAUGHS}<workbook/>"})),
    (Reason.DOCUMENT_TYPE, "laughs in a picture's name", lambda: rezipped({"xl/media/image1.png": f"\n {LAUGHS}<x/>"})),
    (Reason.DOCUMENT_TYPE, "file from outside", lambda: with_sheet("", prolog=OUTSIDE)),
    (Reason.MACROS, "macros", lambda: rezipped({"xl/vbaProject.bin": b"\x00"})),
    (Reason.EMBEDDED, "embedded object", lambda: rezipped({"xl/embeddings/oleObject1.bin": b"\x00"})),
    (Reason.EMBEDDED, "control", lambda: rezipped({"xl/activeX/activeX1.xml": "<a/>"})),
    (Reason.LINKED, "external link", lambda: rezipped({"xl/externalLinks/externalLink1.xml": "<a/>"})),
    (Reason.LINKED, "data connection", lambda: rezipped({"xl/connections.xml": "<a/>"})),
]  # fmt: skip


def mutants(data: bytes, count: int) -> list[bytes]:
    """The workbook with a few bytes changed, outside and inside its parts; the same each time."""
    random = Random(2022)
    return [
        _changed_inside(data, random) if n % 2 else _changed(data, random) for n in range(count)
    ]


def _changed(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _change in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _changed_inside(data: bytes, random: Random) -> bytes:
    with ZipFile(BytesIO(data)) as source:
        part = random.choice(source.infolist())
        return rezipped({part.filename: _changed(source.read(part), random)})
