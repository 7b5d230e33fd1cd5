"""A whole import of listings on the engine: how fast it is, what it costs, what its worker keeps in memory."""

import gc
import json
import os
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.replay import Call, recorded
from chalicelib.claims import objects, store, work
from chalicelib.claims.find import import_of
from chalicelib.claims.model import FORM_LIFE, Counts, Import
from chalicelib.core.facts import SYSTEM
from chalicelib.core.ids import new_id
from chalicelib.kit import queue
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.bills import billed
from tests.make.claims import OPERATOR, a_file, a_row, told

ROWS = int(os.environ.get("BENCH_LISTINGS", "2000"))
"""With 10,000 it is the import that docs/claims.md speaks of, and takes a quarter of an hour on a busy machine."""

FEW = 1000
WEIGHED = 200
A_OWNER = 10
"""Listings of each owner."""

WRITES = {"TransactWriteItems", "BatchWriteItem", "PutItem", "UpdateItem", "DeleteItem"}

PARTITION = re.compile(r'"pk": \{"S": "([^"]+)"\}')

Bring = Callable[[Path], Import]


@dataclass(frozen=True)
class Listings:
    """`peak` and `peak_of_few` are the bytes that Python allocated on top of what it held before, at most, while
    `rows` and `few` listings came: all of an import, from the first look to the last letter. `per_second` is that of
    the large one, `untraced` of the few while nobody counts bytes. `write_units` are of one listing, with its share
    of its owner's items and letter. `written_again` counts what the same file wrote when it came once more, but for
    the import's own items."""

    rows: int
    owners: int
    few: int
    peak: int
    peak_of_few: int
    per_second: float
    untraced: float
    write_units: float
    written_again: int

    @property
    def ratio(self) -> float:
        return self.peak / self.peak_of_few


def listings(rows: int = ROWS, few: int = FEW) -> Listings:
    """Raises RuntimeError when a listing does not come, or comes twice."""
    sizes = {"warm": A_OWNER, "weighed": WEIGHED, "timed": few, "few": few, "all": rows}
    with TemporaryDirectory() as folder, _worker() as bring:
        files = {name: _file(Path(folder) / name, size) for name, size in sizes.items()}

        def made(name: str) -> None:
            _expect(bring(files[name]).counts, Counts(made=sizes[name]))

        # What a process loads and connects to once is no import's.
        made("warm")
        with billed() as bill:
            made("weighed")
        began = time.perf_counter()
        made("timed")
        untraced = few / (time.perf_counter() - began)
        peak_of_few, _ = _peak(lambda: made("few"))
        peak, taken = _peak(lambda: made("all"))
        with recorded() as calls:
            _expect(bring(files["all"]).counts, Counts(present=rows))
    return Listings(
        rows=rows,
        owners=rows // A_OWNER,
        few=few,
        peak=peak,
        peak_of_few=peak_of_few,
        per_second=rows / taken,
        untraced=untraced,
        write_units=bill.wcu / WEIGHED,
        written_again=sum(not written.startswith("IMPORT#") for written in _keys_written(calls)),
    )


def _expect(counts: Counts, wanted: Counts) -> None:
    if counts != wanted:
        raise RuntimeError(f"{counts} instead of {wanted}")


def _peak(act: Callable[[], object]) -> tuple[int, float]:
    """Bytes beyond those that were held, and seconds; tracing costs some of them."""
    gc.collect()
    tracemalloc.start()
    began = time.perf_counter()
    act()
    taken, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, taken


@contextmanager
def _worker() -> Iterator[Bring]:
    """Brings the listings of a file, message by message as the queue would tell them. The file lies on a disk instead
    of in S3."""
    waiting: list[str] = []
    files: dict[str, Path] = {}

    def bring(file: Path) -> Import:
        known = _begun(file.name)
        files[known.id] = file
        waiting.append(told(known.id))
        while waiting:
            work.handle(waiting.pop(0), datetime.now(UTC))
        return import_of(known.id)

    def chunks(import_id: str, _: str, *, offset: int = 0) -> Iterator[bytes]:
        with files[import_id].open("rb") as opened:
            opened.seek(offset)
            while chunk := opened.read(objects.CHUNK_BYTES):
                yield chunk

    with (
        patch.object(queue, "send", lambda _, body, **__: waiting.append(body)),
        patch.object(objects, "etag_of", lambda import_id: ("etag", files[import_id].stat().st_size)),
        patch.object(objects, "chunks", chunks),
        patch.object(objects, "drop", lambda _: None),
    ):
        yield bring


def _file(path: Path, rows: int) -> Path:
    """Owners follow each other, so that a stretch meets many of them."""
    owners = rows // A_OWNER
    cells = (
        a_row(
            f"{path.name}-{number}",
            owner_email=f"{path.name}-{number % owners}@hosts.example",
            host_name=f"La Ruche {number % owners}",
        )
        for number in range(rows)
    )
    path.write_bytes(a_file(cells))
    return path


def _begun(name: str) -> Import:
    now = datetime.now(UTC)
    known = Import(new_id("ip"), f"{name}.csv", OPERATOR, now, now + FORM_LIFE)
    uow = UnitOfWork(now=now, actor=SYSTEM)
    store.add_import(uow, known)
    uow.commit()
    return known


def _keys_written(calls: list[Call]) -> Iterator[str]:
    """The partition of each item that they write, in whatever way."""
    for operation, parameters in calls:
        if operation in WRITES:
            yield from PARTITION.findall(json.dumps(parameters, default=str))
