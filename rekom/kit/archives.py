"""What is true of every office file: a zip of XML parts that must be looked at before it is unpacked."""

from enum import StrEnum
from itertools import pairwise
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"  # .xls and .doc, and the newer ones with a password
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, and the zeros of UTF-16
LOCAL_HEADER_BYTES = 30
CHUNK_BYTES = 64 * 2**10

PARTS = 500
PART_BYTES = 20 * 2**20
ALL_PARTS_BYTES = 50 * 2**20
RATIO = 200  # unpacked to packed, of a part of more than RATIO_ABOVE_BYTES
RATIO_ABOVE_BYTES = 4 * 2**20


class Refused(Exception):
    """A file is not read. The module that reads such files says each reason in words."""

    def __init__(self, reason: StrEnum, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def is_damaged(parts: list[ZipInfo]) -> bool:
    """Whether the archive is one that no office program writes."""
    names = [part.filename.lower() for part in parts]
    return len(set(names)) < len(names) or any(_is_odd(part) for part in parts) or _overlap(parts)


def is_bomb(parts: list[ZipInfo]) -> bool:
    return (
        len(parts) > PARTS
        or sum(part.file_size for part in parts) > ALL_PARTS_BYTES
        or any(_unpacks_too_far(part) for part in parts)
    )


def _is_odd(part: ZipInfo) -> bool:
    """Whether the part is stored in a way that no office program writes."""
    name = part.filename
    return (
        part.flag_bits & 0x1 != 0  # encrypted
        or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        or name.startswith("/")
        or "\\" in name
        or ".." in name.split("/")
        or part.orig_filename != name  # zipfile cuts a name at a null byte
    )


def _overlap(parts: list[ZipInfo]) -> bool:
    """Whether two parts share bytes, so that a small file unpacks to the same data many times."""
    by_place = sorted(parts, key=lambda part: part.header_offset)
    return any(
        part.header_offset + LOCAL_HEADER_BYTES + part.compress_size > following.header_offset
        for part, following in pairwise(by_place)
    )


def _unpacks_too_far(part: ZipInfo) -> bool:
    return part.file_size > PART_BYTES or (
        part.file_size > RATIO_ABOVE_BYTES and part.file_size > RATIO * part.compress_size
    )
