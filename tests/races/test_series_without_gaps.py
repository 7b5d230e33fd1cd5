"""Many issue one series at once, and workers die at each of their steps: every order has one number, and no number is
left out or given twice."""

import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import stripe

from chalicelib.billing import archive, issue, store
from chalicelib.billing.archive import keep_original
from chalicelib.billing.find import sums_of_seller
from chalicelib.billing.issue import FRENCH_DAY, issue_series
from chalicelib.billing.model import Document, Order
from chalicelib.billing.numbering import number_of
from chalicelib.core.errors import Busy
from chalicelib.kit import files, table
from chalicelib.kit.settings import settings
from chalicelib.ledger.find import journal_of
from tests.faults.deaths import End, Moment, live_and_die
from tests.faults.wires import Wires
from tests.make.identity import saved_user
from tests.make.legal import sells
from tests.make.orders import HOST, INVOICES, NOW, an_order, ordered
from tests.races.conflicts import ConflictingClient, Write
from tests.races.conftest import UseEngine
from tests.races.crowd import at_once

pytestmark = pytest.mark.engine

WORKERS, ORDERS, BATCH = 6, 40, 4
REDELIVERIES = 20
YEAR = 2027
DAY = NOW.astimezone(FRENCH_DAY).date()


def a_market(monkeypatch: pytest.MonkeyPatch, batch: int = BATCH) -> None:
    monkeypatch.setattr(issue, "MOST_AT_ONCE", batch)
    saved_user("coworker")
    sells(HOST)


def some_orders(number: int, what: str = "BK") -> list[Order]:
    orders = [an_order(f"{what}#{n}", ordered_at=NOW + n * timedelta(seconds=1)) for n in range(number)]
    ordered(*orders)
    return orders


def handles(_: int) -> int:
    """A worker with a message of the series, which comes back while he cannot."""
    for _ in range(REDELIVERIES):
        try:
            return issue_series(INVOICES, now=NOW)
        except Busy:
            continue
    raise Busy


def flaws(orders: Sequence[Order]) -> list[str]:
    """What an inspector would hold against the series, once all of these were to be issued."""
    rows = store.numbers_of(INVOICES, "", 10_000)
    found = []
    if [one[:2] for one in rows] != [(YEAR, number) for number in range(1, len(rows) + 1)]:
        found.append("gap")
    named = [document_id for _, _, document_id in rows]
    if len(set(named)) != len(named):
        found.append("two numbers")
    if set(named) != {one.id for one in orders} or store.orders_of(INVOICES, 1):
        found.append("orders")
    said = {document.id: document.number for document in store.get_many(named)}
    if said != {document_id: number_of(INVOICES.kind, year, each) for year, each, document_id in rows}:
        found.append("documents")
    if len(rows) != store.head_of(INVOICES).last or len(rows) != sums_of_seller(HOST, DAY, DAY).count:
        found.append("head and sums")
    return found


# Many at once


def race(client: ConflictingClient) -> list[int]:
    return at_once(client, [partial(handles, number) for number in range(WORKERS)], together=False)


def test_six_workers_on_one_series_issue_every_order_once(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = use_engine(injects=False)
    a_market(monkeypatch)
    orders = some_orders(ORDERS)
    done = race(client)
    assert flaws(orders) == []
    assert sum(done) == ORDERS
    assert client.transactions > ORDERS / BATCH, "nobody met anybody"


def without_the_versions(write: Write) -> Write:
    """Whoever comes second writes over the first: heads, numbers, documents."""
    put = write.get("Put", {})
    if not put.get("Item", {}).get("pk", {}).get("S", "").startswith(("SERIES#", "DOC#")):
        return write
    named = {"ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"}
    return {"Put": {name: value for name, value in put.items() if name not in named}}


def test_without_the_versions_six_workers_give_numbers_twice(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = use_engine(injects=False, tamper=without_the_versions)
    a_market(monkeypatch)
    orders = some_orders(ORDERS)
    race(client)
    assert flaws(orders) != []


# Deaths


class Shelf:
    """An archive on disk, which outlives its worker. A put is a step, as it is over the wire."""

    def __init__(self, folder: Path, wires: Wires) -> None:
        self._folder = folder
        self._wires = wires

    def read(self, _: str, name: str) -> bytes | None:
        place = self._place(name)
        return place.read_bytes() if place.exists() else None

    def put_once(self, bucket: str, name: str, body: bytes, _: str) -> bytes:
        def put() -> bytes:
            there = self.read(bucket, name)
            if there is None:
                self._place(name).write_bytes(body)
            return there or body

        found: bytes = self._wires.carry("PutObject", put)
        return found

    def _place(self, name: str) -> Path:
        return self._folder / name.replace("/", "_")


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Wires:
    """Every document is drawn anew as other bytes: only the first may ever be seen."""
    wires = Wires(stripe.RequestsClient)
    wires.lay(monkeypatch)
    shelf = Shelf(tmp_path, wires)
    monkeypatch.setattr(files, "read", shelf.read)
    monkeypatch.setattr(files, "put_once", shelf.put_once)
    monkeypatch.setattr(archive, "_rendered", lambda _: os.urandom(64))
    return wires


def deaths(wires: Wires, prepare: Callable[[str], object], work: Callable[[], object], moment: Moment) -> list[str]:
    """A worker for each of his steps, who dies at it and is followed by another; the steps of the one who lived."""
    for number in count(1):
        prepare(f"{moment}{number}")
        end: End = live_and_die(work, wires, at=number, moment=moment)
        work()
        if not end.died:
            return end.steps
    raise AssertionError


@pytest.mark.parametrize("moment", Moment)
def test_a_worker_that_dies_at_any_step_leaves_no_gap_and_no_second_number(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch, wires: Wires, moment: Moment
) -> None:
    use_engine(injects=False)
    a_market(monkeypatch, batch=2)
    orders: list[Order] = []

    steps = deaths(
        wires,
        lambda what: orders.extend(some_orders(5, what)),
        lambda: issue_series(INVOICES, now=NOW),
        moment,
    )

    assert steps == ["TransactWriteItems"] * 3
    assert len(orders) == 5 * 4
    assert flaws(orders) == []


@pytest.mark.parametrize("moment", Moment)
def test_a_worker_that_dies_over_a_file_leaves_the_bytes_that_came_first(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch, wires: Wires, moment: Moment
) -> None:
    use_engine(injects=False)
    a_market(monkeypatch)
    seen: dict[str, bytes] = {}
    current: list[Document] = []

    def prepare(what: str) -> None:
        (order,) = some_orders(1, what)
        issue_series(INVOICES, now=NOW)
        current[:] = store.get_many([order.id])

    def work() -> None:
        (document,) = current
        keep_original(document.id, now=NOW)
        seen[document.id] = _file_of(document)

    steps = deaths(wires, prepare, work, moment)

    assert steps[-2:] == ["PutObject", "TransactWriteItems"]
    assert set(steps[:-2]) == {"BatchWriteItem"}
    assert len(seen) == len(steps) + 1
    for document in store.get_many(list(seen)):
        original = store.original_of(document.id)
        assert original
        assert _file_of(document) == seen[document.id]
        sha256 = hashlib.sha256(seen[document.id]).hexdigest()
        assert original.sha256 == journal_of(f"document:{document.id}").evidence["sha256"] == sha256


def _file_of(document: Document) -> bytes:
    body = files.read(settings().archive_bucket, f"documents/{HOST}/{document.id}.pdf")
    assert body
    return body


def counts_then_puts(client: ConflictingClient) -> None:
    """How it must not be done: the number is counted, then the document put."""
    for order in store.orders_of(INVOICES, BATCH):
        counted = client.update_item(
            TableName=settings().table_name,
            Key=table.key(INVOICES.key, "COUNTED"),
            UpdateExpression="ADD n :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
        number = int(counted["Attributes"]["n"]["N"])
        item = table.key(INVOICES.key, f"N#{YEAR}#{number:06d}") | {"document": {"S": order.id}}
        client.put_item(TableName=settings().table_name, Item=item)
        gone = table.key(INVOICES.key, f"ORDER#{order.ordered_at.isoformat(timespec='microseconds')}#{order.id}")
        client.delete_item(TableName=settings().table_name, Key=gone)


@pytest.mark.parametrize("moment", Moment)
def test_a_number_that_is_counted_before_its_document_is_put_leaves_gaps_or_doubles(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch, wires: Wires, moment: Moment
) -> None:
    client = use_engine(injects=False)
    a_market(monkeypatch)
    orders: list[Order] = []
    work = partial(counts_then_puts, client)
    steps = deaths(wires, lambda what: orders.extend(some_orders(1, what)), work, moment)
    assert steps == ["UpdateItem", "PutItem", "DeleteItem"]
    assert store.orders_of(INVOICES, 1) == []
    assert {"gap", "two numbers"} & set(flaws(orders))
