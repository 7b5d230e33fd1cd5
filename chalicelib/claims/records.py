"""Rows of a CSV file, cut out of a stream of bytes (RFC 4180). Pure.

A quote opens a cell only where a cell begins; elsewhere it is a letter like others, so that `écran 24"` swallows
nothing. Quotes, separators and line ends are ASCII, which UTF-8 never uses inside another letter: bytes will do, and
the place where a row ends is one from which a later read can go on.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from chalicelib.core.lazy import dataclass

MOST_RECORD_BYTES = 64 * 1024
QUOTE = 0x22


@dataclass(frozen=True)
class Record:
    """`number` counts from 1, blank lines included, as spreadsheets do; `end` is the byte behind it. `raw` is None
    for one that is larger than MOST_RECORD_BYTES; `closed` is false when the file ended inside quotes."""

    number: int
    end: int
    raw: bytes | None
    closed: bool = True

    @property
    def is_blank(self) -> bool:
        return self.raw is not None and not self.raw.strip()


class _Where(Enum):
    CELL_BEGINS = auto()
    PLAIN = auto()
    QUOTED = auto()
    AFTER_QUOTE = auto()


def records(chunks: Iterable[bytes], delimiter: str, *, offset: int = 0, number: int = 0) -> Iterator[Record]:
    """Wherever the stream is cut into chunks. `offset` and `number` are those of the row before the first chunk.
    Holds one chunk and one row at a time."""
    stop = re.compile(rb"[\n" + re.escape(delimiter.encode()) + rb"]")
    where, kept = _Where.CELL_BEGINS, _Kept()
    for chunk in chunks:
        begin = 0
        ends, where = _ends(chunk, where, stop)
        for end in ends:
            kept.add(chunk[begin:end])
            offset, number, begin = offset + end - begin, number + 1, end
            yield Record(number, offset, kept.taken())
        kept.add(chunk[begin:])
        offset += len(chunk) - begin
    if kept.size:
        yield Record(number + 1, offset, kept.taken(), closed=where is not _Where.QUOTED)


class _Kept:
    """The beginning of a row, until it is too large to be one."""

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > MOST_RECORD_BYTES:
            self._pieces.clear()
        elif piece:
            self._pieces.append(piece)

    def taken(self) -> bytes | None:
        raw = b"".join(self._pieces) if self.size <= MOST_RECORD_BYTES else None
        self.size = 0
        self._pieces.clear()
        return raw


def _ends(chunk: bytes, where: _Where, stop: re.Pattern[bytes]) -> tuple[list[int], _Where]:
    """Where rows end in `chunk`, and where the chunk leaves us."""
    ends: list[int] = []
    at = 0
    while at < len(chunk):
        if where is _Where.QUOTED:
            found = chunk.find(b'"', at)
            if found < 0:
                break
            where, at = _Where.AFTER_QUOTE, found + 1
        elif chunk[at] == QUOTE and where is not _Where.PLAIN:
            # The first of a cell opens it; a second one behind another stands for itself, inside.
            where, at = _Where.QUOTED, at + 1
        else:
            hit = stop.search(chunk, at)
            if hit is None:
                where = _Where.PLAIN
                break
            where, at = _Where.CELL_BEGINS, hit.end()
            if hit[0] == b"\n":
                ends.append(at)
    return ends, where
