"""The first look at a file, from end to end, before anything is made of it: what is wrong with it as a whole is said
once, and nothing was imported. Holds one chunk and one row at a time."""

import codecs
import csv
from collections.abc import Iterator

from chalicelib.claims import objects
from chalicelib.claims.errors import (
    ColumnTwice,
    ColumnUnknown,
    FileEmpty,
    FileInUtf16,
    FileNotText,
    FileNotUtf8,
    FileTooLarge,
    HeaderMissing,
    QuoteNeverCloses,
)
from chalicelib.claims.model import MOST_BYTES, Layout
from chalicelib.claims.records import MOST_RECORD_BYTES, Record, records
from chalicelib.claims.rows import COLUMNS, NEEDED, cells_of
from chalicelib.core.lazy import dataclass

DELIMITERS = (",", ";")


@dataclass(frozen=True)
class Examined:
    """`offset` is the byte behind the header, `row` its number."""

    layout: Layout
    offset: int
    row: int


def examine(import_id: str) -> Examined:
    """Raises UnfitFile."""
    etag, size = objects.etag_of(import_id)
    if size > MOST_BYTES:
        raise FileTooLarge
    if size == 0:
        raise FileEmpty
    chunks = _text(objects.chunks(import_id, etag))
    first = next(chunks)
    mark = len(codecs.BOM_UTF8) if first.startswith(codecs.BOM_UTF8) else 0
    delimiter = _delimiter(first)
    rows = records(_again(first[mark:], chunks), delimiter, offset=mark)
    header = next((one for one in rows if not one.is_blank), None)
    if header is None:
        raise FileEmpty
    columns = _columns(header, delimiter)
    total = sum(_is_row(one) for one in rows)
    if not total:
        raise FileEmpty
    return Examined(Layout(delimiter, columns, etag, total), header.end, header.number)


def _text(chunks: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for number, chunk in enumerate(chunks):
            if not number and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise FileInUtf16
            if b"\0" in chunk:
                raise FileNotText
            decoder.decode(chunk)
            yield chunk
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as undecodable:
        raise FileNotUtf8 from undecodable


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _delimiter(first: bytes) -> str:
    """The one that the header, whose names have neither, uses more."""
    header = first[:MOST_RECORD_BYTES].lstrip().split(b"\n", 1)[0]
    return max(DELIMITERS, key=lambda one: header.count(one.encode()))


def _columns(header: Record, delimiter: str) -> tuple[str, ...]:
    if not header.closed:
        raise QuoteNeverCloses(header.number)
    try:
        names = tuple(cell.strip().lower() for cell in cells_of(header.raw or b"", delimiter))
    except csv.Error as unreadable:
        raise HeaderMissing from unreadable
    if not set(NEEDED) <= set(names):
        raise HeaderMissing
    if not set(names) <= set(COLUMNS):
        raise ColumnUnknown
    if len(names) > len(set(names)):
        raise ColumnTwice
    return names


def _is_row(record: Record) -> bool:
    if not record.closed:
        raise QuoteNeverCloses(record.number)
    return not record.is_blank
