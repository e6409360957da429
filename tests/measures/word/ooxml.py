"""Word files as Word, LibreOffice and old templates write them: markup by hand, with nothing of ours in it.

A part that is not markup already is text.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PROMPT = "Klikk eller trykk her for å skrive inn tekst."


def t(text: str, *, bold: bool = False) -> str:
    """A run; a new line and a tab are elements in it."""
    lines = [
        "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in line.split("\t"))
        for line in text.split("\n")
    ]
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{'<w:br/>'.join(lines)}</w:r>"


def b(text: str) -> str:
    return t(text, bold=True)


def cut(text: str, size: int = 3) -> str:
    """As Word cuts a text that has been corrected: runs of a few letters, in the middle of words."""
    parts = (text[place : place + size] for place in range(0, len(text), size))
    return "<w:proofErr w:type='spellStart'/>".join(map(t, parts))


def p(*parts: str, style: str = "", bullet: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if bullet:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(_run, parts))}</w:p>"


def _run(part: str) -> str:
    return part if part.startswith("<") else t(part)


def c(*blocks: str, span: int = 1, down: str = "") -> str:
    """A cell. ``down`` is "restart" or "continue" where it is merged with those below or above it."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{down}"/>' if down else ""
    inner = [
        block if block.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(block) for block in blocks
    ]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner or [p()])}</w:tc>"  # fmt: skip


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(each if each.startswith(('<w:tc>', '<w:sdt>')) else c(each) for each in cells)}</w:tr>"


def tbl(*rows: str | tuple[str, ...]) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(each if isinstance(each, str) else row(*each) for each in rows)}</w:tbl>"


# --- fields and controls -------------------------------------------------------------------------


def sdt(*content: str, kind: str = "<w:text/>", prompt: bool = False) -> str:
    showing = "<w:showingPlcHdr/>" if prompt else ""
    inner = "".join(map(_run, content or (PROMPT,)))
    return f"<w:sdt><w:sdtPr>{showing}{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def choice(text: str) -> str:
    return sdt(text, kind='<w:dropDownList><w:listItem w:value="x"/></w:dropDownList>')


def tick(*, on: bool) -> str:
    state = f'<w14:checkbox><w14:checked w14:val="{"true" if on else "false"}"/></w14:checkbox>'
    return sdt("☒" if on else "☐", kind=state)


def _field(data: str, instruction: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'.format
    return (
        f"{mark('begin', f'<w:ffData><w:name w:val=&quot;Tekst1&quot;/>{data}</w:ffData>'.replace('&quot;', chr(34)))}"
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark('separate', '')}{shown}{mark('end', '')}"
    )


def old_text(text: str) -> str:
    """A text field of Word 97; unanswered it holds five wide spaces."""
    return _field("<w:textInput/>", "FORMTEXT", t(text or "\u2002\u2002\u2002\u2002\u2002"))


def old_tick(*, on: bool) -> str:
    checked = "<w:checked/>" if on else ""
    return _field(
        f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{checked}</w:checkBox>', "FORMCHECKBOX", ""
    )


def old_choice(options: tuple[str, ...], chosen: int) -> str:
    entries = "".join(f'<w:listEntry w:val="{option}"/>' for option in options)
    return _field(f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>', "FORMDROPDOWN", "")


def box(*blocks: str) -> str:
    """A text box, which Word writes twice: once for itself and once for older programs."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(description: str) -> str:
    """As older programs write it, with the text that stands for it."""
    return f'<w:r><w:pict><v:shape alt="{description}"><v:imagedata/></v:shape></w:pict></w:r>'


def hidden(text: str) -> str:
    return f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def link(text: str) -> str:
    return f'<w:hyperlink r:id="rId9">{t(text)}</w:hyperlink>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="Kari Nordmann">{t(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="Kari Nordmann"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def moved_from(text: str) -> str:
    return f'<w:moveFrom w:id="3" w:author="Kari Nordmann">{t(text)}</w:moveFrom>'


def moved_to(text: str) -> str:
    return f'<w:moveTo w:id="4" w:author="Kari Nordmann">{t(text)}</w:moveTo>'


# --- the file ------------------------------------------------------------------------------------


def part(root: str, *blocks: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{"".join(blocks)}</w:{root}>'
    )


def docx(
    *blocks: str, name: str = "word/document.xml", kind: str = "document", **parts: str
) -> bytes:
    """``parts`` are further ones of the folder ``word``: header1=..., footnotes=..."""
    everything = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{name}" ContentType="{TYPE}.{kind}.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{OFFICE}/officeDocument" Target="/{name}"/></Relationships>'
        ),
        name: part("document", f"<w:body>{''.join(map(_block, blocks))}<w:sectPr/></w:body>"),
        **{f"word/{each}.xml": xml for each, xml in parts.items()},
    }
    return zipped(everything)


def _block(block: str) -> str:
    return block if block.startswith("<") else p(block)


def zipped(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    """The same as Word saves it by ISO 29500 strict: other names for the same elements."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for plain, other in STRICT.items():
        parts = {name: xml.replace(plain, other) for name, xml in parts.items()}
    return zipped(parts)
