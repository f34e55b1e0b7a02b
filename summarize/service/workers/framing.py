"""What goes through a pipe between the service and a worker: a header as JSON, then its bytes.

    4 bytes  length of the header          big-endian
    8 bytes  length of the payload
    header   JSON in UTF-8
    payload  the bytes themselves: a document on the way in, an answer on the way out

Nothing of it is ever unpickled.
"""

import json
from asyncio import StreamReader
from struct import Struct
from typing import IO, Any, NamedTuple

__all__ = ["Frame", "pack", "read", "receive"]

_LENGTHS = Struct(">IQ")


class Frame(NamedTuple):
    """A header and its payload."""

    header: dict[str, Any]
    payload: bytes = b""


def pack(frame: Frame) -> bytes:
    """The bytes of a frame."""
    header = json.dumps(frame.header, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(header), len(frame.payload)), header, frame.payload))


def read(stream: IO[bytes]) -> Frame | None:
    """The next frame of a file; None where it ends."""
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    header, payload = _LENGTHS.unpack(start)
    return Frame(json.loads(stream.read(header)), stream.read(payload))


async def receive(stream: StreamReader) -> Frame:
    """The next frame of a pipe.

    Raises:
        IncompleteReadError: it ended before.
    """
    header, payload = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return Frame(json.loads(await stream.readexactly(header)), await stream.readexactly(payload))
