"""PNG files, as another program reads them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from postil.exporting.png import png

PALETTE = ((255, 255, 255), (128, 128, 128), (0, 0, 0), (200, 0, 0))


def read(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def packed(pixels: bytes) -> bytes:
    """Four pixels a byte, the first one highest."""
    places = zip(pixels[::4], pixels[1::4], pixels[2::4], pixels[3::4], strict=True)
    return bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in places)


RUNS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 1500)), min_size=1, max_size=30)


@given(RUNS, st.sampled_from([4, 32, 600, 1200]))
@settings(deadline=None)
def test_any_pixels_are_read_back_as_they_were(runs: list[tuple[int, int]], width: int) -> None:
    pixels = b"".join(bytes([colour]) * length for colour, length in runs)
    pixels += bytes(-len(pixels) % width)
    picture = read(png(packed(pixels), width, PALETTE))
    assert picture.size == (width, len(pixels) // width)
    assert picture.tobytes() == pixels
    palette = picture.getpalette()
    assert palette is not None
    assert palette[:12] == [value for colour in PALETTE for value in colour]


@pytest.mark.parametrize("length", range(1, 530))
def test_runs_of_every_length(length: int) -> None:
    """Lengths are where a compressor errs: 258 is the longest match, two bytes are none."""
    width = 4 * 600
    pixels = (b"\1\2\3\0" + bytes([2]) * 4 * length).ljust(width, b"\3")
    assert read(png(packed(pixels), width, PALETTE)).tobytes() == pixels


def test_the_bytes_are_those_of_the_format_and_no_library_has_a_say_in_them() -> None:
    assert png(packed(bytes([0, 1, 2, 3] * 2)), 4, PALETTE).hex() == (
        "89504e470d0a1a0a0000000d494844520000000400000002020300000002c695f0"
        "0000000c504c5445ffffff808080000000c80000da48aad20000000c4944415478"
        "01639066900600007000379a68c2ca0000000049454e44ae426082"
    )
