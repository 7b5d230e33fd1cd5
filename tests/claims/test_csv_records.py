"""Cutting a stream of bytes into rows."""

import csv
import io
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.claims.records import MOST_RECORD_BYTES, Record, records
from chalicelib.claims.rows import cells_of

CELLS = st.text(st.sampled_from(['"', ",", ";", "\n", "\r", "a", "é", "€", " "]), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6)


def written(rows: list[list[str]], delimiter: str, end: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def cut(raw: bytes, places: list[int]) -> Iterator[bytes]:
    edges = sorted({0, len(raw), *(place % (len(raw) + 1) for place in places)})
    for begin, end in pairwise(edges):
        yield raw[begin:end]


def whole(raw: bytes, **how: int) -> list[Record]:
    return list(records([raw], ",", **how))


@given(
    TABLES, st.sampled_from([",", ";"]), st.sampled_from(["\n", "\r\n"]), st.lists(st.integers(0, 999), max_size=8)
)
def test_rows_are_the_same_wherever_the_stream_is_cut_and_as_a_spreadsheet_reads_them(
    rows: list[list[str]], delimiter: str, end: str, places: list[int]
) -> None:
    raw = written(rows, delimiter, end)
    found = list(records(cut(raw, places), delimiter))
    assert found == list(records([raw], delimiter))
    assert [cells_of(one.raw or b"", delimiter) for one in found] == rows
    assert (found[-1].number, found[-1].end) == (len(rows), len(raw))


@given(st.binary(max_size=60), st.lists(st.integers(0, 99), max_size=6))
def test_even_nonsense_is_cut_the_same_wherever_the_stream_is(raw: bytes, places: list[int]) -> None:
    assert list(records(cut(raw, places), ",")) == whole(raw)


@given(TABLES, st.integers(0, 6))
def test_reading_goes_on_from_the_end_of_any_row(rows: list[list[str]], behind: int) -> None:
    raw = written(rows, ",", "\n")
    every = whole(raw)
    last = every[min(behind, len(every)) - 1] if behind else Record(0, 0, b"")
    rest = whole(raw[last.end :], offset=last.end, number=last.number)
    assert rest == every[last.number :]


def test_a_quote_in_the_middle_of_a_cell_swallows_nothing() -> None:
    first, second = whole(b'a,24" wide\nb,c\n')
    assert (first.raw, second.raw) == (b'a,24" wide\n', b"b,c\n")


def test_a_quote_that_never_closes_is_told() -> None:
    first, second = whole(b'a,b\nc,"d\ne,f\n')
    assert (first.closed, second.closed, second.number) == (True, False, 2)


def test_a_row_that_is_too_large_is_dropped_and_the_next_one_is_read() -> None:
    large = b'a,"' + b'x\n""' * MOST_RECORD_BYTES + b'"\n'
    pieces = [large[start : start + 1000] for start in range(0, len(large), 1000)]
    first, second = records([*pieces, b"b,c\n"], ",")
    assert (first.raw, second.raw, second.number) == (None, b"b,c\n", 2)
    assert second.end == len(large) + 4
