"""Pictures of pages for the documents: taken only when asked, and made small.

``TOUR_PICTURES=1`` writes them; else a journey walks on without one. A picture of a page has
few colours: of those that it has most of, 128 are kept, and every other becomes the nearest.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

TOUR = Path(__file__).parents[2] / "docs" / "images" / "tour"
WIDTH, HEIGHT = 1160, 740
_COLOURS = 128
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(page: Page, name: str, at: str | None = None) -> None:
    """Write a picture of a page to docs/images/tour, if it is asked for.

    ``at``: what stands at its top; None: the page from its beginning.
    """
    if os.environ.get("TOUR_PICTURES") != "1":
        return
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.evaluate("window.scrollTo(0, 0)")
    if at is not None:
        page.locator(at).first.evaluate("one => one.scrollIntoView()")
    taken = page.screenshot(animations="disabled", scale="css")
    TOUR.mkdir(parents=True, exist_ok=True)
    (TOUR / f"{name}.png").write_bytes(small(taken))
    page.set_viewport_size({"width": 1280, "height": 720})


def small(png: bytes) -> bytes:
    """Return a picture of eight bits a colour as one with a palette."""
    pixels = _pixels(png)
    height, width, _ = pixels.shape
    codes = (
        (pixels[..., 0].astype(np.uint32) << 16) | (pixels[..., 1].astype(np.uint32) << 8)
        | pixels[..., 2]
    )  # fmt: skip
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = found[np.argsort(-counts)[:_COLOURS]]
    palette = np.stack([(kept >> 16) & 255, (kept >> 8) & 255, kept & 255], axis=1)
    given = np.stack([(found >> 16) & 255, (found >> 8) & 255, found & 255], axis=1)
    far = ((given[:, None, :].astype(np.int64) - palette[None].astype(np.int64)) ** 2).sum(axis=2)
    rows = far.argmin(axis=1).astype(np.uint8)[places.reshape(-1)].reshape(height, width)
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = rows
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", zlib.crc32(kind + content)
    )  # fmt: skip


def _pixels(png: bytes) -> np.ndarray:
    """The pixels of a PNG of eight bits in red, green, blue, and perhaps transparency."""
    assert png.startswith(_SIGNATURE)
    place, parts, header = len(_SIGNATURE), [], b""
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind = png[place + 4 : place + 8]
        content = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            header = content
        elif kind == b"IDAT":
            parts.append(content)
        place += length + 12
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    assert depth == 8 and colour in (2, 6)
    bands = 3 if colour == 2 else 4
    raw = np.frombuffer(zlib.decompress(b"".join(parts)), np.uint8).reshape(height, -1)
    return _unfiltered(raw, width, bands)[..., :3]


def _unfiltered(raw: np.ndarray, width: int, bands: int) -> np.ndarray:
    """Undo the filter of each line: none, left, above, average, Paeth."""
    done = np.zeros((len(raw), width * bands), np.uint8)
    above = np.zeros(width * bands, np.uint8)
    for at, line in enumerate(raw):
        kind, filtered = line[0], line[1:]
        if kind == 0:
            own = filtered.copy()
        elif kind == 2:
            own = filtered + above
        elif kind == 1:
            own = np.cumsum(filtered.reshape(-1, bands), axis=0, dtype=np.uint8).reshape(-1)
        else:
            own = _pixel_by_pixel(kind, filtered, above, bands)
        done[at] = above = own
    return done.reshape(len(raw), width, bands)


def _pixel_by_pixel(kind: int, filtered: np.ndarray, above: np.ndarray, bands: int) -> np.ndarray:
    own, up = bytearray(len(filtered)), above.tobytes()
    for at, value in enumerate(filtered.tobytes()):
        left = own[at - bands] if at >= bands else 0
        corner = up[at - bands] if at >= bands else 0
        if kind == 3:
            guess = (left + up[at]) // 2
        else:
            base = left + up[at] - corner
            near = [
                (abs(base - one), place, one) for place, one in enumerate((left, up[at], corner))
            ]
            guess = min(near)[2]
        own[at] = (value + guess) & 255
    return np.frombuffer(bytes(own), np.uint8)
