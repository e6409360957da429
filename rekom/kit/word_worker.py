"""The process that reads one Word file for ``rekom.kit.word``: bytes in, its text in order out.

The parts are streamed through expat, and only what is text, box, control or table is kept. What is kept is
plain JSON: a paragraph is ``{"p": pieces, ...}``, a table ``{"rows": [[cell, ...], ...]}``, a cell a list of both.
"""

import io
from typing import Any
from zipfile import ZipFile

from rekom.kit.archives import CHUNK_BYTES, Refused
from rekom.kit.beside import serve
from rekom.kit.word_guard import AROUND, LIMITS, Reason, check_start, main_part
from rekom.kit.word_parts import PartReader

MEMORY_BYTES = 190 * 2**20


def read(data: bytes) -> dict[str, Any]:
    """Return the body, and what stands around it in headers, footers and notes. Raises Refused."""
    check_start(data[:8], len(data))
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            main = main_part(archive)
            room = LIMITS.text_chars
            body, room = _read_part(archive, main, room)
            around: list[dict[str, Any]] = []
            for name in sorted(filter(AROUND.match, archive.namelist())):
                blocks, room = _read_part(archive, name, room)
                around += [{"part": name, "blocks": blocks}]
            return {"body": body, "around": around}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a broken archive breaks zipfile, zlib and expat in many ways
        raise Refused(Reason.DAMAGED) from error


def _read_part(archive: ZipFile, name: str, room: int) -> tuple[list[Any], int]:
    reader = PartReader(room)
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            reader.parser.Parse(chunk)
        reader.parser.Parse(b"", True)
    return reader.blocks(), reader.room


def answer(data: bytes) -> dict[str, Any]:
    try:
        return read(data)
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": Reason.TOO_HEAVY}


if __name__ == "__main__":
    serve(answer, memory_bytes=MEMORY_BYTES)
