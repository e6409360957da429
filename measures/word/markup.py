"""Pieces of WordprocessingML: paragraphs, tables and content controls as text."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PAGE_DXA = 9_638  # between the margins of an A4 page
SAVED = (1980, 1, 1, 0, 0, 0)  # the same report is the same file

TEXT_PROMPT = "Klikk eller trykk her for å skrive inn tekst."
CHOICE_PROMPT = "Velg et element."


def paragraph(*content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def run(text: str, *, bold: bool = False, style: str = "") -> str:
    marks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{_broken(text)}</w:r>"


def _broken(text: str) -> str:
    """Line breaks and tabs are elements of their own."""
    lines = []
    for line in text.split("\n"):
        parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        lines.append("<w:tab/>".join(parts))
    return "<w:br/>".join(lines)


def text_control(title: str, text: str | None) -> str:
    return _control(title, '<w:text w:multiLine="1"/>', text, TEXT_PROMPT)


def choice_control(
    title: str, options: Sequence[str], chosen: str | None, prompt: str = CHOICE_PROMPT
) -> str:
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(option)} w:value={quoteattr(option)}/>"
        for option in options
    )
    return _control(title, f"<w:dropDownList>{items}</w:dropDownList>", chosen, prompt)


def _control(title: str, kind: str, text: str | None, prompt: str) -> str:
    showing = "<w:showingPlcHdr/>" if text is None else ""
    shown = run(prompt, style="PlaceholderText") if text is None else run(text)
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/>{showing}{kind}</w:sdtPr>"
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


def box(title: str, *, ticked: bool) -> str:
    state = (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/>{state}</w:sdtPr>"
        f"<w:sdtContent>{run('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"
    )


def table(rows: Iterable[Sequence[str]]) -> str:
    """Each cell is the content of its paragraph. The first row is repeated on every page."""
    filled = [list(row) for row in rows]
    columns = max(map(len, filled))
    width = PAGE_DXA // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    body = "".join(_row(row, width, is_head=place == 0) for place, row in enumerate(filled))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{paragraph()}"
    )


def _row(cells: Sequence[str], width: int, *, is_head: bool) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>"
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
        for cell in cells
    )
    return f"<w:tr>{properties}{filled}</w:tr>"


def package(body: str) -> bytes:
    """The file of a document with this body."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relationships(("styles", "styles.xml")),
        "word/styles.xml": _STYLES,
        "word/document.xml": (
            f'{XML}<w:document xmlns:w="{MAIN}" xmlns:w14="{WORD_2010}" xmlns:mc="{COMPATIBILITY}"'
            f' mc:Ignorable="w14"><w:body>{body}{_PAGE}</w:body></w:document>'
        ),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            info = ZipInfo(name, SAVED)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, part)
    return buffer.getvalue()


def _relationships(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{DOCUMENT_TYPE}.styles+xml"/></Types>'
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
    ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)


def _style(kind: str, name: str, title: str, properties: str) -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{title}"/>'
        f"{properties}</w:style>"
    )


def _heading(level: int, half_points: int, before: int) -> str:
    return _style(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="120"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr>',
    )


_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'{XML}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
    '<w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style(
        "paragraph", "Normal", "Normal", '<w:qFormat/><w:pPr><w:spacing w:after="100"/></w:pPr>'
    )
    + _heading(1, 32, 240)
    + _heading(2, 26, 360)
    + _style(
        "paragraph",
        "Question",
        "Question",
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="40"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr>",
    )
    + _style(
        "character",
        "PlaceholderText",
        "Placeholder Text",
        '<w:rPr><w:color w:val="666666"/></w:rPr>',
    )
    + _style("table", "TableGrid", "Table Grid", f"<w:tblPr><w:tblBorders>{_BORDER}</w:tblBorders>"
             '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>')
    + "</w:styles>"
)  # fmt: skip
