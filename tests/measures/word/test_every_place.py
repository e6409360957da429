"""Every place in a Word file where words can stand: they are read, or listed as not understood, and never twice."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from tests.measures.word.forms import read_here
from tests.measures.word.ooxml import (
    b,
    box,
    c,
    deleted,
    docx,
    hidden,
    inserted,
    link,
    moved_from,
    moved_to,
    old_choice,
    old_text,
    p,
    part,
    picture,
    sdt,
    t,
    tbl,
    tick,
    zipped,
)

HEAD = (p("Behovsmelding"), p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"))
QUESTION = p(b("Kollektive prosesser:"))
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
DRAWING = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def read(*blocks: str, **parts: str) -> tuple[str | None, list[tuple[str, str]]]:
    """The answer about collective processes, and what is listed."""
    with translation.override("en"):
        form = read_here(docx(*HEAD, QUESTION, *blocks, **parts))
    answers = {measure.collective_process for measure in form.measures}
    assert len(answers) <= 1
    return answers.pop() if answers else None, [
        (loose.place, loose.text) for loose in form.not_understood
    ]


def r(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def m(inner: str) -> str:
    return f"<m:oMath {MATH}>{inner}</m:oMath>"


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{t(result)}{mark('end')}"


READ = {
    "plain text": (p("Vi møtes"), "Vi møtes"),
    "tracked insertion": (p("Vi ", inserted("møtes")), "Vi møtes"),
    "move": (p(moved_from("Vi møtes")) + p(moved_to("Vi møtes")), "Vi møtes"),
    "field": (p("Vi er ", field(" SUM(ABOVE) ", "12")), "Vi er 12"),
    "simple field": (p('<w:fldSimple w:instr="DATE">' + t("I dag") + "</w:fldSimple>"), "I dag"),
    "text field of Word 97": (p(old_text("Vi møtes")), "Vi møtes"),
    "drop-down of Word 97": (p(old_choice(("Vi møtes", "Vi ringer"), 1)), "Vi ringer"),
    "its preset choice": (
        p(old_choice(("Velg", "Vi ringer"), 0).replace('<w:result w:val="0"/>', '<w:default w:val="1"/>')),
        "Vi ringer",
    ),
    "link": (p("Vi ", link("møtes")), "Vi møtes"),
    "formula": (
        p(m(f"{mr('a=')}<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>")),
        "a=1/2",
    ),
    "power": (p(m(f"<m:sSup><m:e>{mr('m')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>")), "m^2"),
    "table": (tbl((c("Vi"), c("møtes"))), "Vi\tmøtes"),
    "table in a table": (tbl((c(tbl((c("Vi"), c("møtes")))),)), "Vi\tmøtes"),
    "control": (p(sdt("Vi møtes")), "Vi møtes"),
    "control over paragraphs": (sdt(p("Vi"), p("møtes"), kind="<w:richText/>"), "Vi\nmøtes"),
    "repeating section": (
        sdt(sdt(p(sdt("Vi møtes")), kind="<w15:repeatingSectionItem xmlns:w15='x'/>"), kind="<w15:repeatingSection xmlns:w15='x'/>"),
        "Vi møtes",
    ),
    "source": (p("Vi møtes ", sdt("(Lek 2020)", kind="<w:citation/>"), " ofte"), "Vi møtes (Lek 2020) ofte"),
    "smart tag": (p('<w:smartTag w:uri="x" w:element="place">' + t("Bodø") + "</w:smartTag>"), "Bodø"),
    "direction of writing": (p('<w:bdo w:val="ltr">' + t("Vi ") + '</w:bdo><w:dir w:val="rtl">' + t("møtes") + "</w:dir>"), "Vi møtes"),
    "gloss": (p(r(f"<w:ruby><w:rt>{t('vi')}</w:rt><w:rubyBase>{t('møtes')}</w:rubyBase></w:ruby>")), "vi møtes"),
    "tabs, breaks and hyphens": (
        p(r('<w:t>Vi</w:t><w:ptab w:alignment="right"/><w:t>mø</w:t><w:softHyphen/><w:t>tes</w:t><w:noBreakHyphen/><w:t>ja</w:t><w:cr/><w:t>ofte</w:t>')),
        "Vi\tmøtes-ja\nofte",
    ),
    "signs of Wingdings": (p(r('<w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Wingdings" w:char="FC"/><w:t> Vi</w:t>')), "→✓ Vi"),
    "signs of Wingdings as letters": (p(t("\uf0e0 Vi")), "→ Vi"),
    "signs of other fonts": (p(r('<w:sym w:font="Segoe UI Symbol" w:char="266B"/><w:t> Vi</w:t>')), "♫ Vi"),
    "older version of the same": (
        p('<w:r><mc:AlternateContent><mc:Fallback><w:t>Vi møtes</w:t></mc:Fallback></mc:AlternateContent></w:r>'),
        "Vi møtes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_words_are_read(name):
    blocks, answer = READ[name]

    assert read(blocks) == (answer, [])


HERE = "Tiltak 1 – Kollektive prosesser"
PICTURE = (
    f"<w:drawing {DRAWING}><wp:inline><wp:docPr id='1' name='Bilde 1' descr='{{}}'/><a:graphic>"
    "<a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
SHAPE = "<w:pict><v:shape alt='{}'>{}</v:shape></w:pict>"
NOT_READ = "A picture was not read. Write what it says into the form."
LISTED = {
    "text box": (p(t("Vi"), box(p("møtes"))), [(HERE, "møtes")]),
    "text box of older programs": (
        p(t("Vi"), r(f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('møtes')}</w:txbxContent></v:textbox></v:shape></w:pict>")),
        [(HERE, "møtes")],
    ),
    "hidden text": (p(t("Vi"), hidden("møtes")), [(f"{HERE} – Hidden text", "møtes")]),
    "tracked deletion": (p("Vi", deleted("møtes")), [("Deleted with tracked changes", "møtes")]),
    "deletion by another program": (
        p("Vi", f'<w:del w:id="1">{t("møtes")}</w:del>'), [("Deleted with tracked changes", "møtes")]),
    "move to nowhere": (p("Vi", moved_from("møtes")), [("Deleted with tracked changes", "møtes")]),
    "picture": (p(t("Vi"), r(PICTURE.format("Årshjul"))), [(f"{HERE} – Picture", f"{NOT_READ}\nÅrshjul")]),
    "picture without words": (p(t("Vi"), r(PICTURE.format(""))), [(f"{HERE} – Picture", NOT_READ)]),
    "picture of older programs": (
        p(t("Vi"), picture("Årshjul")), [(f"{HERE} – Picture", f"{NOT_READ}\nÅrshjul")]),
    "drawing": (p(t("Vi"), r(SHAPE.format("Pil mot høsten", ""))), [(f"{HERE} – Drawing", "Pil mot høsten")]),
    "letters drawn as art": (p(t("Vi"), r(SHAPE.format("", "<v:textpath string='UTKAST'/>"))), [(f"{HERE} – Drawing", "UTKAST")]),
    "embedded workbook": (
        p(t("Vi"), r(f"<w:object {DRAWING}><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>")),
        [(f"{HERE} – Embedded file (Excel)", "An embedded file was not read. Open it in Word and copy its text into the form.")],
    ),
    "field of ActiveX": (
        p(t("Vi"), r("<w:object><w:control w:name='TextBox1'/></w:object>")),
        [(f"{HERE} – Field of an old kind", "A field of an old kind was not read. Copy its text into the form.")],
    ),
    "document within": (
        p("Vi") + '<w:altChunk r:id="rId7"/>',
        [(f"{HERE} – Embedded document", "An embedded document was not read. Copy its text into the form.")],
    ),
    "document pointed to": (
        p("Vi", '<w:subDoc r:id="rId7"/>'),
        [(f"{HERE} – Linked document", "A linked document was not read. Copy its text into the form.")],
    ),
    "handwriting": (
        p("Vi", "<w:r><w14:contentPart r:id='rId7'/></w:r>"),
        [(f"{HERE} – Handwriting", "Handwriting was not read. Write it into the form.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTED)
def test_words_that_are_no_part_of_the_text_are_listed_with_their_place(name):
    blocks, listed = LISTED[name]

    assert read(blocks) == ("Vi", listed)


def test_what_stands_in_a_cell_beside_its_text_is_listed_once():
    cell = c(p(t("Vi"), hidden("møtes")))

    assert read(tbl((c(tbl((cell,))),))) == ("Vi", [(f"{HERE} – Hidden text", "møtes")])


@pytest.mark.parametrize(
    ("part_name", "place"),
    [
        ("diagrams/data1", "Figure with text"),
        ("charts/chart1", "Chart"),
        ("charts/chartEx1", "Chart"),
    ],
)
def test_words_of_charts_and_figures_are_listed(part_name, place):
    title = f"<a:p {DRAWING}><a:r><a:t>Årshjul</a:t></a:r></a:p>"

    assert read(p("Vi"), **{part_name: f"<x>{title}</x>"}) == ("Vi", [(place, "Årshjul")])


def test_names_of_columns_in_a_chart_are_listed_and_its_figures_are_not():
    names = "<c:strCache><c:pt idx='0'><c:v>Skoler</c:v></c:pt></c:strCache>"
    figures = "<c:numCache><c:pt idx='0'><c:v>14</c:v></c:pt></c:numCache>"
    chart = f"<c:chartSpace {DRAWING}>{names}{figures}</c:chartSpace>"

    assert read(p("Vi"), **{"charts/chart1": chart}) == ("Vi", [("Chart", "Skoler")])


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("header", "Header"),
        ("footer", "Footer"),
        ("footnotes", "Footnote"),
        ("endnotes", "Endnote"),
        ("comments", "Comment"),
    ],
)
def test_words_around_the_text_are_listed_whatever_the_part_is_called(kind, place):
    data = docx(*HEAD, QUESTION, p("Vi"), mine=part("hdr", p("møtes")))
    type_of = (
        '<Override PartName="/word/mine.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>'
    )
    with translation.override("en"):
        form = read_here(changed(data, "[Content_Types].xml", "</Types>", type_of))

    assert [(each.place, each.text) for each in form.not_understood] == [(place, "møtes")]


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    parts = parts_of(data)
    assert old in parts[name]
    return zipped({**parts, name: parts[name].replace(old, new)})


def parts_of(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as archive:
        return {each: archive.read(each).decode() for each in archive.namelist()}


def test_a_picture_in_the_letterhead_is_listed_and_so_is_one_before_the_first_question():
    logo = p(r(PICTURE.format("Våpen")))
    with translation.override("en"):
        form = read_here(docx(logo, *HEAD, QUESTION, p("Vi"), header1=part("hdr", logo)))

    assert [each.place for each in form.not_understood] == ["Picture", "Header – Picture"]


def test_a_web_page_within_the_form_is_listed_and_the_form_is_read():
    """It is no XML, and may have a document type."""
    data = docx(*HEAD, QUESTION, p("Vi"), '<w:altChunk r:id="rId7"/>')
    page = "<!DOCTYPE html><html><body><p>møtes<br></body></html>"
    type_of = '<Default Extension="htm" ContentType="text/html"/></Types>'
    typed = parts_of(changed(data, "[Content_Types].xml", "</Types>", type_of))
    with translation.override("en"):
        form = read_here(zipped({**typed, "word/afchunk.htm": page}))

    assert form.measures[0].collective_process == "Vi"
    assert [each.place for each in form.not_understood] == [f"{HERE} – Embedded document"]


# --- controls that are bound to data -------------------------------------------------------------

STORE = "{11111111-2222-3333-4444-555555555555}"
PROPERTIES = (
    f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="http://schemas.openxmlformats.org/x"/>'
)


def bound(path: str, shown: str, kind: str = "<w:text/>", *, prompt: bool = False) -> str:
    binding = f'<w:dataBinding w:xpath="{path}" w:storeItemID="{STORE}"/>'
    return p(sdt(shown, kind=binding + kind, prompt=prompt))


def read_bound(block: str, data: str) -> tuple[str | None, list[tuple[str, str]]]:
    with translation.override("en"):
        parts = parts_of(docx(*HEAD, QUESTION, block))
        parts |= {"customXml/item1.xml": data, "customXml/itemProps1.xml": PROPERTIES}
        form = read_here(zipped(parts))
    answer = form.measures[0].collective_process
    return answer, [(loose.place, loose.text) for loose in form.not_understood]


CHOICE = '<w:dropDownList><w:listItem w:displayText="Vi møtes" w:value="1"/></w:dropDownList>'


@pytest.mark.parametrize(
    ("block", "data", "answer", "listed"),
    [
        (bound("/n:a[1]/n:b[2]", "Klikk", prompt=True), "<a xmlns='x'><b>nei</b><b>Vi møtes</b></a>", "Vi møtes", []),
        (bound("/a/@b", "Klikk", prompt=True), "<a b='Vi møtes'/>", "Vi møtes", []),
        (bound("/a[1]", "Vi  møtes"), "<a>Vi møtes</a>", "Vi møtes", []),
        (bound("/a[1]", "1", CHOICE), "<a>1</a>", "Vi møtes", [(f"{HERE} – Another text in the same field", "1")]),
        (bound("/a[1]", "Vi ringer"), "<a>Vi møtes</a>", "Vi møtes", [(f"{HERE} – Another text in the same field", "Vi ringer")]),
        (bound("/a[1]", "Vi møtes"), "<a/>", "Vi møtes", []),
        (bound("/a[1]/c[1]", "Vi møtes"), "<a/>", "Vi møtes", []),
        (bound("//a[last()]", "Vi møtes"), "<a>nei</a>", "Vi møtes", []),
        (bound("/a[1]", "Vi møtes"), "<a>&lt;pkg:package/&gt;</a>", "Vi møtes", []),
        (bound("/a[1]", "1. mai 2025", "<w:date/>"), "<a>2025-05-01</a>", "1. mai 2025", []),
    ],
)  # fmt: skip
def test_the_data_that_a_control_is_bound_to_goes_before_its_text(block, data, answer, listed):
    assert read_bound(block, data) == (answer, listed)


def test_a_bound_box_is_ticked_by_its_data():
    kind = f'<w:dataBinding w:xpath="/a[1]" w:storeItemID="{STORE}"/><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
    parts = parts_of(docx(*HEAD, p(b("Behov for koordinator? "), sdt("☐", kind=kind), " Ja")))
    parts |= {"customXml/item1.xml": "<a>true</a>", "customXml/itemProps1.xml": PROPERTIES}

    assert read_here(zipped(parts)).measures[0].coordinator is True


def test_hidden_text_parts_no_text_that_has_lost_its_question():
    lost = sdt(p(t("Vi "), hidden("nei")), p("møtes"), kind="<w:richText/>")

    assert read(p(sdt("Svaret")), lost) == (
        "Svaret",
        [(HERE, "Vi\nmøtes"), (f"{HERE} – Hidden text", "nei")],
    )


def test_a_heading_that_is_repeated_lists_nothing_twice():
    with translation.override("en"):
        form = read_here(
            docx(*HEAD, p(b("Tiltak 1")), p(b("Navn på tiltak: "), "Lek"), p(b("Tiltak 1")), p(b("Målgruppe lærere i Salten")))
        )  # fmt: skip

    assert [loose.text for loose in form.not_understood] == ["Målgruppe lærere i Salten"]
