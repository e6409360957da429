"""A Word file of ours is one that Word opens: it refuses files whose elements stand in another order than the standard's."""

from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import translation

from measures.word.filling import form_of, frame_of
from measures.word.markup import paragraph, run
from measures.word.writing import write_form
from tests.measures.word.test_round_trip import CONTENTS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# ISO/IEC 29500-1, annex A.1: the sequence of what may stand in each, as far as we could come to use it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc"
    " outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike vanish color spacing kern sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex comboBox dropDownList text checkbox",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "sectPr": "headerReference footerReference pgSz pgMar pgBorders cols titlePg",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
}  # fmt: skip
FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}  # before anything else, if it is there at all
IN_RUNS = {"rPr", "t", "br", "tab"}
PACKAGE_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def parsed(xml: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314 (written by ourselves)


def plain(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def faults(root: ElementTree.Element) -> list[str]:
    """What the standard does not allow, in words; empty for a file that Word opens."""
    found = []
    for element in root.iter():
        name, inner = plain(element), [plain(child) for child in element]
        if name in ORDER:
            order = ORDER[name].split()
            if not set(inner) <= set(order):
                found.append(f"{name} has {sorted(set(inner) - set(order))}")
            elif sorted(inner, key=order.index) != inner:
                found.append(f"{name} has {inner}")
        if name in FIRST and FIRST[name] in inner[1:]:
            found.append(f"{name} has {FIRST[name]} late")
        if name == "r" and not set(inner) <= IN_RUNS:
            found.append(f"a run has {sorted(set(inner) - IN_RUNS)}")
        if name == "tc" and inner[-1:] != ["p"]:
            found.append("a cell ends without a paragraph")
        if name == "tbl":
            found += _widths(element)
    return found


def _widths(table: ElementTree.Element) -> list[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows = {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")}
    return [] if rows == {columns} else [f"rows of {rows} cells in {columns} columns"]


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", params=CONTENTS)
def written(request) -> dict[str, bytes]:
    content = CONTENTS[request.param]
    with translation.override("nn"):
        return parts_of(write_form(form_of(content, "regional"), frame_of(content)))


def test_every_element_stands_where_the_standard_has_it(written):
    assert faults(parsed(written["word/document.xml"])) == []
    assert faults(parsed(written["word/styles.xml"])) == []


def test_every_part_has_a_type_and_every_type_its_part(written):
    types = parsed(written["[Content_Types].xml"])
    defaults = {each.get("Extension") for each in types.findall(f"{PACKAGE_TYPES}Default")}
    overrides = {each.get("PartName") for each in types.findall(f"{PACKAGE_TYPES}Override")}

    assert overrides <= {f"/{name}" for name in written}
    assert {name.rpartition(".")[2] for name in written} - defaults == set()


def test_every_relationship_leads_to_a_part_and_has_a_number_of_its_own(written):
    reached = set()
    for name in [name for name in written if name.endswith(".rels")]:
        links = list(parsed(written[name]))
        folder = name.partition("_rels/")[0]
        reached |= {normpath(join(folder, link.get("Target", ""))) for link in links}
        assert len({link.get("Id") for link in links}) == len(links)

    assert reached == {
        name for name in written if not name.endswith(".rels") and not name.startswith("[")
    }


def test_every_style_that_is_used_is_there_and_every_relationship_too(written):
    document = parsed(written["word/document.xml"])
    styles = parsed(written["word/styles.xml"])
    used = {
        each.get(f"{W}val")
        for kind in ("pStyle", "rStyle", "tblStyle")
        for each in document.iter(f"{W}{kind}")
    }
    ids = [each.get(f"{W}styleId") for each in styles.iter(f"{W}style")]

    assert used <= set(ids)
    assert len(ids) == len(set(ids))
    assert [key for each in document.iter() for key in each.attrib if key.startswith(R)] == []


def test_controls_in_a_line_hold_runs_only_and_no_two_have_one_number(written):
    document = parsed(written["word/document.xml"])
    in_lines = [content for each in document.iter(f"{W}p") for content in each.iter(f"{W}sdtContent")]  # fmt: skip
    numbers = [each.get(f"{W}val") for each in document.iter(f"{W}id")]

    assert in_lines
    assert {plain(inner) for content in in_lines for inner in content} == {"r"}
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        ("<w:rPr><w:sz/><w:b/></w:rPr>", "rPr has ['sz', 'b']"),
        ("<w:p><w:r/><w:pPr/></w:p>", "p has pPr late"),
        ("<w:tc><w:tcPr/></w:tc>", "a cell ends without a paragraph"),
        ("<w:r><w:p/></w:r>", "a run has ['p']"),
        ("<w:sdtPr><w:text/><w:alias/></w:sdtPr>", "sdtPr has ['text', 'alias']"),
        ("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr/></w:tbl>", "rows of {0} cells in 1 columns"),
    ],
)  # fmt: skip
def test_a_fault_is_seen(xml, fault):
    root = parsed(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')

    assert faults(root) == [fault]


def test_a_paragraph_of_ours_has_its_properties_first():
    root = f'<w:body xmlns:w="{W[1:-1]}">{paragraph(run("a", bold=True, style="b"), style="c")}</w:body>'

    assert faults(parsed(root)) == []
