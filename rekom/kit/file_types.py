"""What kind of file it is, told by its content: a name can say anything."""

import io
import zipfile
from enum import Enum

from django.utils.translation import gettext_lazy as _

from rekom.kit.archives import OLE_SIGNATURE, ZIP_SIGNATURE, is_bomb, is_damaged
from rekom.kit.errors import DomainError

OFFICE = "application/vnd.openxmlformats-officedocument."


class FileType(Enum):
    """(content type, ending)"""

    PDF = ("application/pdf", ".pdf")
    WORD = (f"{OFFICE}wordprocessingml.document", ".docx")
    EXCEL = (f"{OFFICE}spreadsheetml.sheet", ".xlsx")
    PNG = ("image/png", ".png")
    JPEG = ("image/jpeg", ".jpg")

    @property
    def content_type(self) -> str:
        return self.value[0]

    @property
    def ending(self) -> str:
        return self.value[1]


class UnknownFile(DomainError):
    """The file is none of those that are taken in; the message says why and what to do."""


SIGNATURES = {
    b"%PDF-": FileType.PDF,
    b"\x89PNG\r\n\x1a\n": FileType.PNG,
    b"\xff\xd8\xff": FileType.JPEG,
}
# The part that an office file of each kind has, and no other.
MAIN_PARTS = {"word/document.xml": FileType.WORD, "xl/workbook.xml": FileType.EXCEL}

NOT_TAKEN = _("The file is not PDF, Word, Excel, PNG or JPEG. Save it as one of them.")
OLD = _("The file is of an old kind or has a password. Save it as .docx or .xlsx without one.")
DAMAGED = _("The file is damaged. Open it, save it anew and try again.")
MACROS = _("The file has macros. Save it as .docx or .xlsx without macros.")


def file_type(content: bytes) -> FileType:
    """Raises UnknownFile for what is not taken in, is damaged, or unpacks to far more than it is."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(OLE_SIGNATURE):
        raise UnknownFile(str(OLD))
    if not content.startswith(ZIP_SIGNATURE):
        raise UnknownFile(str(NOT_TAKEN))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office_type(archive)
    except zipfile.BadZipFile:
        raise UnknownFile(str(DAMAGED)) from None


def safe_name(name: str, kind: FileType, *, most: int = 120) -> str:
    """The last part of the name without signs that mean something to a file system, and its right ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*')
    words = " ".join(kept.split()).strip(". ")
    return f"{words[:most] or 'vedlegg'}{kind.ending}"


def _office_type(archive: zipfile.ZipFile) -> FileType:
    parts = archive.infolist()
    if is_damaged(parts) or is_bomb(parts):
        raise UnknownFile(str(DAMAGED))
    names = {part.filename for part in parts}
    if any("vbaproject" in name.lower() for name in names):
        raise UnknownFile(str(MACROS))
    kinds = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if len(kinds) != 1:
        raise UnknownFile(str(NOT_TAKEN))
    return kinds[0]
