"""The process that reads one Word file for ``rekom.kit.word``: bytes in, its text in order out.

The parts are streamed through expat, and only what is text, box, control or table is kept. What is kept is
plain JSON: a paragraph is ``{"p": pieces, ...}``, a table ``{"rows": [[cell, ...], ...]}``, a cell a list of both.
Text that was deleted with tracked changes is no longer part of the document, and is told apart.
"""

import io
from typing import Any
from zipfile import ZipFile

from rekom.kit.archives import CHUNK_BYTES, Refused
from rekom.kit.beside import serve
from rekom.kit.word_bindings import Values, read_values
from rekom.kit.word_guard import LIMITS, Reason, check_start, text_parts
from rekom.kit.word_parts import PartReader

MEMORY_BYTES = 190 * 2**20


def read(data: bytes) -> dict[str, Any]:
    """Return the body, what stands around it in headers, footers and notes, and what was deleted. Raises Refused."""
    check_start(data[:8], len(data))
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            main, others = text_parts(archive)
            values = read_values(archive)
            reader = _read_part(archive, main, LIMITS.text_chars, values)
            body, deleted = reader.blocks(), reader.deleted
            around: list[dict[str, Any]] = []
            for name, kind in others:
                reader = _read_part(archive, name, reader.room, values)
                deleted += reader.deleted
                around += [{"part": kind, "blocks": reader.blocks()}]
            return {"body": body, "around": around, "deleted": deleted}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a broken archive breaks zipfile, zlib and expat in many ways
        raise Refused(Reason.DAMAGED) from error


def _read_part(archive: ZipFile, name: str, room: int, values: Values) -> PartReader:
    reader = PartReader(room, values)
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            reader.parser.Parse(chunk)
        reader.parser.Parse(b"", True)
    return reader


def answer(data: bytes) -> dict[str, Any]:
    try:
        return read(data)
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": Reason.TOO_HEAVY}


if __name__ == "__main__":
    serve(answer, memory_bytes=MEMORY_BYTES)
