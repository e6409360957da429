"""A file is what it holds, whatever it is called."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from rekom.kit.file_types import FileType, UnknownFile, file_type, safe_name


def office_file(*parts: str, **sizes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, "<xml/>")
        for part, size in sizes.items():
            archive.writestr(part, b"\0" * size)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n...", FileType.PNG),
        (b"\xff\xd8\xff\xe0...", FileType.JPEG),
        (office_file("[Content_Types].xml", "word/document.xml"), FileType.WORD),
        (workbook(), FileType.EXCEL),
    ],
)
def test_a_file_is_known_by_its_content(content, kind):
    assert file_type(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc",
        b"PK\x03\x04 and nothing more",
        office_file("readme.txt"),
        office_file("word/document.xml", "xl/workbook.xml"),
        office_file("word/document.xml", "word/vbaProject.bin"),
        office_file("word/document.xml", bomb=60 * 2**20),
        office_file("word/document.xml", "../../etc/passwd"),
        b"",
    ],
)
def test_what_is_not_taken_in_is_said_in_a_sentence(content):
    with pytest.raises(UnknownFile) as refused:
        file_type(content)

    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Budsjett.pdf", "Budsjett.pdf"),
        ("bilde.exe", "bilde.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kari\\Vedlegg åæø.PDF", "Vedlegg åæø.pdf"),
        ('a<b>:"|?*\x00\n.pdf', "ab.pdf"),
        ("....", "vedlegg.pdf"),
        ("Ávjovárri – mål.pdf", "Ávjovárri – mål.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_safe(name, kept):
    assert safe_name(name, FileType.PDF) == kept
