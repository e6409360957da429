import subprocess
import sys

import pytest
from django.utils import translation

from rekom.kit import word
from rekom.kit.beside import PROJECT
from rekom.kit.word import (
    MESSAGES,
    Box,
    Control,
    Paragraph,
    Table,
    Text,
    WordRefused,
    read_word,
)
from rekom.kit.word_guard import Reason
from rekom.kit.word_worker import answer
from tests.kit.hostile_word import REFUSED, document, paragraph, rezipped, sample

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def body_of(xml: str) -> tuple:
    return read_word(document(xml)).body


def control(text: str, properties: str = "<w:text/>") -> str:
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


@pytest.mark.parametrize(
    ("reason", "make"), [pytest.param(reason, make, id=name) for reason, name, make in REFUSED]
)
def test_a_hostile_file_is_refused(reason, make):
    assert answer(make()) == {"refused": reason}


def test_every_reason_is_said_in_one_line():
    assert set(MESSAGES) == set(Reason)
    assert [message for message in MESSAGES.values() if "\n" in message] == []


def test_a_refusal_is_one_sentence_for_the_person():
    with translation.override("en"), pytest.raises(WordRefused) as refused:
        read_word(sample()[:20_000])

    assert str(refused.value) == (
        "The Word document is damaged. Open it in Word and save it as .docx once more."
    )


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(word, "WALL_SECONDS", 0.01)

    with pytest.raises(WordRefused):
        read_word(sample())


def test_a_paragraph_is_its_text_with_boxes_and_controls_in_order():
    tick = f'<w14:checkbox {W14}><w14:checked w14:val="1"/></w14:checkbox>'

    assert body_of(
        f"<w:p><w:r><w:t>Eier: </w:t></w:r>{control('Bodø')}{control('☒', tick)}</w:p>"
    ) == (Paragraph((Text("Eier: "), Control(1, False, True, "Bodø"), Box(True))),)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("<w:showingPlcHdr/><w:text/>", "Hva som helst"),
        ("<w:text/>", "Klikk eller trykk her for å skrive inn tekst."),
        ("<w:text/>", " "),
    ],
)
def test_a_prompt_is_no_answer(properties, text):
    (block,) = body_of(f"<w:p>{control(text, properties)}</w:p>")

    assert [piece.is_answered for piece in block.pieces] == [False]
    assert block.text == ""


def test_a_prompt_that_has_lost_its_control_is_no_answer_either():
    assert body_of(paragraph("Formål: Velg et element.")) == (
        Paragraph((Text("Formål: "), Control(0, True, False, "Velg et element."))),
    )


def test_boxes_are_read_however_word_draws_them():
    assert body_of(
        "<w:p><w:r><w:t>☐ Ja ☒ Nei</w:t><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r></w:p>"
    ) == (
        Paragraph((Box(False), Text(" Ja "), Box(True), Text(" Nei"), Box(True), Box(True))),
    )  # fmt: skip


def test_a_box_that_is_drawn_with_a_sign_of_wingdings_is_one_box():
    tick = f'<w14:checkbox {W14}><w14:checked w14:val="1"/></w14:checkbox>'
    sign = "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"

    assert body_of(
        f"<w:p><w:sdt><w:sdtPr>{tick}</w:sdtPr><w:sdtContent>{sign}</w:sdtContent></w:sdt></w:p>"
    ) == (Paragraph((Box(True),)),)


def test_a_control_around_other_controls_is_only_a_frame():
    inner = control("svar")
    frame = (
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Eier: </w:t></w:r>{inner}</w:p>"
        "</w:sdtContent></w:sdt>"
    )

    assert body_of(frame) == (Paragraph((Text("Eier: "), Control(2, False, True, "svar"))),)


def test_a_table_keeps_its_rows_cells_and_the_tables_within():
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('inne')}</w:tc></w:tr></w:tbl>"

    assert body_of(
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    ) == (Table((((Paragraph((Text("a"),)),), (Table((((Paragraph((Text("inne"),)),),),)),)),)),)


def test_text_that_was_moved_is_read_once_and_what_was_deleted_is_told_apart():
    word = read_word(
        document(
            "<w:p><w:moveFrom><w:r><w:t>gammel</w:t></w:r></w:moveFrom>"
            "<w:del><w:r><w:delText>bor</w:delText></w:r><w:r><w:delText>te</w:delText></w:r></w:del>"
            "<w:moveTo><w:r><w:t>gammel</w:t></w:r></w:moveTo></w:p>"
        )
    )

    assert word.body == (Paragraph((Text("gammel"),)),)
    assert word.deleted == ("borte",)


def test_a_box_of_typed_signs_is_a_box():
    assert body_of(paragraph("[x] Ja [ ] Nei (X) (xx)")) == (
        Paragraph((Box(True), Text(" Ja "), Box(False), Text(" Nei "), Box(True), Text(" (xx)"))),
    )


def test_a_wide_cell_keeps_the_columns_in_their_places():
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('a')}</w:tc>"
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>{paragraph('c')}</w:tc></w:tr>"
    (table,) = body_of(f"<w:tbl><w:tr>{wide}<w:tc>{paragraph('b')}</w:tc></w:tr>{late}</w:tbl>")

    assert [["".join(block.text for block in cell) for cell in row] for row in table.rows] == [
        ["a", "", "b"],
        ["", "c"],
    ]


def test_a_text_box_is_read_once_and_known_as_one():
    inner = f"<w:txbxContent>{paragraph('i boks')}</w:txbxContent>"
    both = f"<mc:AlternateContent {MC}><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    blocks = body_of(f"<w:p><w:r><w:t>ved siden</w:t>{both}</w:r></w:p>")

    assert [(block.text, block.is_boxed) for block in blocks] == [
        ("ved siden", False),
        ("i boks", True),
    ]


def test_where_bold_letters_end_is_known():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Varighet</w:t></w:r>"
    (block,) = body_of(f"<w:p>{bold}<w:r><w:t xml:space='preserve'> høsten</w:t></w:r></w:p>")

    assert block == Paragraph((Text("Varighet høsten"),), bold_lead=len("Varighet"))


def test_how_text_looked_before_is_not_how_it_looks():
    was = "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Heading1'/></w:pPr></w:pPrChange></w:pPr>"

    assert body_of(f"<w:p>{was}<w:r><w:t>a</w:t></w:r></w:p>") == (Paragraph((Text("a"),)),)


def test_an_arrow_of_words_fonts_is_text_and_so_is_what_stands_in_no_paragraph():
    assert body_of(
        "<w:p><w:r><w:sym w:char='F0E0'/><w:sym w:char='F021'/></w:r></w:p><w:r><w:t>løs</w:t></w:r>"
    ) == (Paragraph((Text("→\ufffd"),)), Paragraph((Text("løs"),)))


def test_headers_and_notes_are_read_too():
    data = rezipped(
        {
            "word/header1.xml": (
                '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                f"{paragraph('Sak 2024/17')}</w:hdr>"
            )
        }
    )

    assert read_word(data).around == (
        ("header", (Paragraph((Text("Sak 2024/17"),)),)),
    )  # fmt: skip


@pytest.mark.slow
def test_no_word_file_costs_more_than_200_mib_or_breaks_the_reader():
    """All hostile files and 200 mutants of the sample, read in one process of the worker's kind."""
    outcome = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    peak_kb, *refusals = outcome.stdout.split()

    assert int(peak_kb) < 200 * 1024
    assert refusals == [reason for reason, _name, _make in REFUSED]


READ_ALL = """
from rekom.kit.word_worker import answer
from tests.kit.hostile_word import REFUSED, sample
from tests.kit.hostile_workbooks import mutants

refusals = [answer(make()) for _reason, _name, make in REFUSED]
for mutant in mutants(sample(), 200):
    answer(mutant)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], *(refusal["refused"] for refusal in refusals))
"""
