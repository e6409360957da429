"""How the web process and the layout process talk: frames of a kind, a length and a body over a pipe.

Its own module because both sides import it, and the web process must not import WeasyPrint.
"""

import struct
from typing import IO

HEADER = struct.Struct(">cI")

DOCUMENT = b"H"  # HTML to lay out
CHART = b"C"  # figures to draw, as JSON
DONE, FAILED, TOO_HEAVY = b"D", b"F", b"T"  # a PDF or a drawing, or the reason why there is none


def send(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    stream.write(HEADER.pack(kind, len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Return kind and body of the next frame. EOFError when the other side has gone."""
    kind, length = HEADER.unpack(_read(stream, HEADER.size))
    return kind, _read(stream, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    received = stream.read(length)
    if len(received) < length:
        raise EOFError
    return received
