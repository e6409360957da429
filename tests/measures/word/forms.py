"""The county governors' form as a list of parts that a test can word anew, shuffle and damage."""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from measures.word.reading import form_in
from measures.word.value import WordForm
from rekom.kit.word import word_file_of
from rekom.kit.word_worker import answer
from tests.kit.hostile_word import DOCUMENT, SAMPLE

PART = re.compile(r"<w:p[ >].*?</w:p>|<w:tbl>.*?</w:tbl>|<w:p/>", re.S)
LABEL = re.compile(r"(<w:t[^>]*>)([^<]*)(</w:t>)")
CONTROL = re.compile(r"<w:sdt>.*?</w:sdt>", re.S)


def read_here(data: bytes) -> WordForm:
    """As ``read_form`` does, without a process for each of hundreds of files."""
    return form_in(word_file_of(answer(data)))


def parts_of_sample() -> tuple[str, list[str], str]:
    """What stands before the body, its paragraphs and tables, and what stands after."""
    with ZipFile(SAMPLE) as archive:
        xml = archive.read(DOCUMENT).decode()
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.rindex("<w:sectPr")
    parts, place = [], start
    while place < end:
        match = PART.match(xml, place)
        if match is None:
            place += 1
            continue
        parts.append(match[0])
        place = match.end()
    return xml[:start], parts, xml[end:]


def file_of(parts: Iterable[str]) -> bytes:
    before, _parts, after = parts_of_sample()
    buffer = BytesIO()
    with ZipFile(SAMPLE) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename != DOCUMENT:
                archive.writestr(info.filename, source.read(info))
        archive.writestr(DOCUMENT, before + "".join(parts) + after)
    return buffer.getvalue()


def worded(part: str, change: Callable[[str], str]) -> str:
    """The part with its printed words changed; what stands in controls is left as it is."""
    pieces, place = [], 0
    for control in CONTROL.finditer(part):
        pieces += [_changed(part[place : control.start()], change), control[0]]
        place = control.end()
    return "".join([*pieces, _changed(part[place:], change)])


def _changed(xml: str, change: Callable[[str], str]) -> str:
    return LABEL.sub(lambda match: match[1] + change(match[2]) + match[3], xml)


def text_of(part: str) -> str:
    return "".join(match[2] for match in LABEL.finditer(part))
