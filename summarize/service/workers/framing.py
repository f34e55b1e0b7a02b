"""Messages between the service and a worker, length-prefixed: a JSON header, then bytes.

    4 bytes  length of the header          big-endian
    8 bytes  length of the payload
    header   JSON in UTF-8
    payload  documents to the worker, an answer from it

Nothing is ever unpickled.
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
    """Return a frame as bytes."""
    header = json.dumps(frame.header, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(header), len(frame.payload)), header, frame.payload))


def read(stream: IO[bytes]) -> Frame | None:
    """Return the next frame of a file, or None at its end."""
    start = stream.read(_LENGTHS.size)
    if len(start) < _LENGTHS.size:
        return None
    header, payload = _LENGTHS.unpack(start)
    return Frame(json.loads(stream.read(header)), stream.read(payload))


async def receive(stream: StreamReader) -> Frame:
    """Return the next frame of a pipe.

    Raises:
        IncompleteReadError: the pipe ended.
    """
    header, payload = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return Frame(json.loads(await stream.readexactly(header)), await stream.readexactly(payload))
