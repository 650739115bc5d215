"""PNG files of four colours, packed by code of our own.

What zlib makes of the same data differs between its versions and between processors, and Python and
Pillow carry different ones. This packs runs and repeated rows alone, in fixed codes, the same everywhere.
https://www.w3.org/TR/png-3/, https://www.rfc-editor.org/rfc/rfc1951
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from zlib import adler32, crc32

_TOKENS = re.compile(
    rb"\x00+|\x55+|\xaa+|\xff+|[^\x00\x55\xaa\xff]"
)  # bytes of one colour, or one other byte
_LONGEST_MATCH = 258
_SHORTEST_MATCH = 3
_END_OF_BLOCK = "0000000"


def png(packed: bytes, width: int, palette: Sequence[tuple[int, int, int]]) -> bytes:
    """A picture: ``packed`` are the numbers of colours, row by row, four a byte, the first one highest.

    The width is a multiple of four.
    """
    stride = width // 4
    height = len(packed) // stride
    rows = [b"\0" + packed[start : start + stride] for start in range(0, len(packed), stride)]
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 2, 3, 0, 0, 0)),
        (b"PLTE", b"".join(map(bytes, palette))),
        (b"IDAT", _compressed(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))
        for name, data in chunks
    )


def _compressed(rows: Sequence[bytes]) -> bytes:
    """A zlib stream of one block with fixed codes."""
    same = _copy(len(rows[0]), len(rows[0]))
    runs = _Runs()
    bits = ["110"]  # the last block, fixed codes
    previous = b""
    for row in rows:
        if row == previous and len(row) >= _SHORTEST_MATCH:
            bits.append(same)
        else:
            bits += map(runs.__getitem__, _TOKENS.findall(row))
            previous = row
    bits.append(_END_OF_BLOCK)
    stream = "".join(bits)[::-1]  # the first bit of the stream is the lowest of the first byte
    size = -(-len(stream) // 8)
    return b"\x78\x01" + int(stream, 2).to_bytes(size, "little") + struct.pack(">I", adler32(b"".join(rows)))


class _Runs(dict[bytes, str]):
    """The bits of a run of one byte, kept once they are known."""

    def __missing__(self, run: bytes) -> str:
        rest = len(run) - 1
        literal = _literal(run[0])
        bits = literal + (literal * rest if rest < _SHORTEST_MATCH else _copy(rest, 1))
        self[run] = bits
        return bits


def _literal(value: int) -> str:
    return f"{0x30 + value:08b}" if value < 144 else f"{0x190 + value - 144:09b}"


def _copy(length: int, distance: int) -> str:
    """The bits that repeat what stands at a distance before; at least three bytes of it."""
    bits = []
    while length:
        part = min(length, _LONGEST_MATCH)
        if 0 < length - part < _SHORTEST_MATCH:
            part -= _SHORTEST_MATCH
        bits.append(_length(part) + _distance(distance))
        length -= part
    return "".join(bits)


def _length(length: int) -> str:
    if length == _LONGEST_MATCH:
        return _symbol(285)
    offset = length - _SHORTEST_MATCH
    extra = max(offset.bit_length() - 3, 0)
    symbol = 257 + 4 * extra + (offset >> extra)
    return _symbol(symbol) + _extra(offset, extra)


def _symbol(symbol: int) -> str:
    return f"{symbol - 256:07b}" if symbol < 280 else f"{0xC0 + symbol - 280:08b}"


def _distance(distance: int) -> str:
    offset = distance - 1
    extra = max(offset.bit_length() - 2, 0)
    return f"{2 * extra + (offset >> extra):05b}" + _extra(offset, extra)


def _extra(offset: int, extra: int) -> str:
    """The low bits that a code leaves open, lowest first."""
    return f"{offset & ((1 << extra) - 1):0{extra}b}"[::-1] if extra else ""
