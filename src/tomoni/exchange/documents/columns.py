"""The reading order of a page: columns are told by blank gutters, blocks by gaps between lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

GUTTER = 9.0
DEEPEST = 24
BLOCK_GAP = 0.9
SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line. Points from the lower left corner of the page.

    ``size``: of its print, whatever letters it has; 0 where it is not known.
    """

    left: float
    bottom: float
    right: float
    top: float
    words: str
    size: float = 0.0

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.top - self.bottom


Block = list[tuple[Piece, str]]


def in_reading_order(pieces: Sequence[Piece]) -> list[Block]:
    """Return the blocks of a page, each a list of lines, in the order in which one reads them."""
    if not pieces:
        return []
    size = median(piece.height for piece in pieces) or 1.0
    blocks: list[Block] = []
    for region in _regions(list(pieces), size, 0):
        blocks += _blocks(region, size)
    return blocks


def _regions(pieces: list[Piece], size: float, depth: int) -> list[list[Piece]]:
    """Part the pieces at the widest gutter, else at the widest gap, until neither is left."""
    if len(pieces) < 4 or depth > DEEPEST:
        return [pieces]
    cut = _gap([(p.left, p.right) for p in pieces], GUTTER)
    if cut is not None:
        left = [piece for piece in pieces if piece.right <= cut]
        right = [piece for piece in pieces if piece.right > cut]
        if _is_column(left) and _is_column(right):
            return _regions(left, size, depth + 1) + _regions(right, size, depth + 1)
    for cut in _gaps([(p.bottom, p.top) for p in pieces], size * 0.3):
        upper = [piece for piece in pieces if piece.bottom >= cut]
        lower = [piece for piece in pieces if piece.bottom < cut]
        if upper and lower and (_parts(upper) or _parts(lower)):
            return _regions(upper, size, depth + 1) + _regions(lower, size, depth + 1)
    return [pieces]


def _is_column(pieces: list[Piece]) -> bool:
    """Whether pieces look like running text of their own: three lines, and words in them."""
    lines = {round(piece.bottom) for piece in pieces}
    return len(lines) >= 3 and sum(len(piece.words) for piece in pieces) >= 15 * len(lines)


def _parts(pieces: list[Piece]) -> bool:
    cut = _gap([(p.left, p.right) for p in pieces], GUTTER)
    if cut is None:
        return False
    return _is_column([p for p in pieces if p.right <= cut]) and _is_column(
        [p for p in pieces if p.right > cut]
    )


def _gap(extents: list[tuple[float, float]], least: float) -> float | None:
    """The middle of the widest blank between extents; None where none is wide enough."""
    gaps = _gaps(extents, least)
    return gaps[0] if gaps else None


def _gaps(extents: list[tuple[float, float]], least: float) -> list[float]:
    ordered = sorted(extents)
    reach = ordered[0][1]
    found: list[tuple[float, float]] = []
    for low, high in ordered[1:]:
        if low - reach >= least:
            found.append((low - reach, (low + reach) / 2))
        reach = max(reach, high)
    return [middle for _, middle in sorted(found, reverse=True)]


def _blocks(pieces: list[Piece], size: float) -> list[Block]:
    lines = _lines(pieces)
    blocks: list[Block] = []
    for box, words in lines:
        if blocks:
            last = blocks[-1][-1][0]
            is_near = last.bottom - box.top < BLOCK_GAP * size
            is_alike = abs(last.height - box.height) < 0.35 * max(last.height, box.height)
            if is_near and is_alike:
                blocks[-1].append((box, words))
                continue
        blocks.append([(box, words)])
    return blocks


def _lines(pieces: list[Piece]) -> Block:
    """Join the pieces that stand on one line, from left to right; a raised number goes with it."""
    marks = [
        piece
        for piece in pieces
        if len(piece.words.strip()) <= 3 and not piece.words.strip().isalpha()
    ]
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-(p.bottom + p.top), p.left)):
        middle = (piece.bottom + piece.top) / 2
        line = lines[-1] if lines else None
        if piece in marks and any(
            _is_beside(piece, other) for other in pieces if other not in marks
        ):
            continue
        if line is not None and any(p.bottom <= middle <= p.top for p in line):
            line.append(piece)
        else:
            lines.append([piece])
    for mark in marks:
        beside = [
            line for line in lines if mark not in line and any(_is_beside(mark, p) for p in line)
        ]
        if beside:
            min(beside, key=lambda line: min(abs(p.right - mark.left) for p in line)).append(mark)
    return [_line(line) for line in lines]


def _is_beside(mark: Piece, piece: Piece) -> bool:
    """Whether a small mark stands right behind a piece, on its line or raised above it."""
    middle = (mark.bottom + mark.top) / 2
    near = -0.3 * piece.height <= mark.left - piece.right <= 0.6 * piece.height
    follows = -0.3 * piece.height <= piece.left - mark.right <= 0.6 * piece.height
    on_line = piece.bottom <= middle <= piece.top + 0.45 * piece.height
    return on_line and (near or follows) and mark.height < piece.height * 1.05


def _line(line: list[Piece]) -> tuple[Piece, str]:
    line.sort(key=lambda p: p.left)
    words = _joined(line)
    box = Piece(line[0].left, min(p.bottom for p in line), max(p.right for p in line),
                max(p.top for p in line), words,
                max(line, key=lambda p: len(p.words)).size)  # fmt: skip
    return box, words


def _joined(line: list[Piece]) -> str:
    words = line[0].words
    for before, piece in pairwise(line):
        blank = piece.left - before.right
        tall = max(before.height, piece.height)
        is_raised = piece.height < 0.8 * before.height and piece.bottom > before.bottom + 0.2 * tall
        if is_raised and piece.words.strip().isdigit():
            words += f"[{piece.words.strip()}]"
        elif blank > 0.15 * tall and not words.endswith(" ") and not piece.words.startswith(" "):
            words += " " + piece.words
        else:
            words += piece.words
    return words
