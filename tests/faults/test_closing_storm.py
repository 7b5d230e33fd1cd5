"""The month-end run of many hosts while its workers are killed at random: each host is billed once, to the cent.

The figures are computed here anew, from the planted payables, by nobody's rules but the law's.
"""

import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.billing import store as billing_store
from chalicelib.billing.archive import keep_original
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Document, Kind, Series
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger import chart
from chalicelib.ledger.balances import balance_of
from chalicelib.legal.model import PLATFORM
from chalicelib.payouts import documents, items, papers, run, store
from chalicelib.payouts.closing import SUMS_DIFFER
from chalicelib.payouts.model import Month, MonthState, Payable
from tests.faults.crew import Crew, Queue, Wish
from tests.faults.eyes import TABLES, Item
from tests.faults.world import World
from tests.make.bills import billed
from tests.make.counters import put_over_number
from tests.make.papers import balances, journals
from tests.make.planted import MONTH, Planted, planted

pytestmark = pytest.mark.engine

FIRST = datetime(2027, 4, 1, 12, tzinfo=UTC)
HOSTS, BOOKINGS = int(os.environ.get("STORM_HOSTS", "60")), 200
"""`STORM_HOSTS=300` blows longer: five times the hosts and the deaths."""

FEW_HOSTS, FEW_BOOKINGS = 8, 12
SPOILED, TWICE, POISON = 3, 27, 3
FEWEST_DEATHS = HOSTS // 5
MOST_SECONDS = HOSTS * 4
DRAWN = 2
"""Invoices that are printed, too, with what is annexed to them."""

UNREADABLE, NAMELESS = '{"do":"close","host":', '{"do":"close","month":"2027-03"}'


def close_wish(host_id: str) -> str:
    return json.dumps({"do": "close", "host": host_id, "month": MONTH})


NOBODY = close_wish("ho_nobody")


@pytest.fixture
def queue(world: World, monkeypatch: pytest.MonkeyPatch) -> Queue:
    found = Queue("closing")
    monkeypatch.setenv("PAYOUTS_DEAD_LETTERS_URL", found.dead)
    settings.cache_clear()
    return found


def wishes(months: Sequence[Planted], chance: random.Random, *, twice: int) -> list[Wish]:
    """Of every host, some twice; the second in a group of its own, as if the queue let two workers have one host."""
    hosts = [one.host_id for one in months]
    found = [Wish(close_wish(host), host) for host in hosts]
    found += [Wish(close_wish(host), f"again {host}") for host in chance.sample(hosts, k=twice)]
    chance.shuffle(found)
    return found


def test_every_host_is_billed_once_whoever_dies(world: World, queue: Queue) -> None:
    chance = random.Random(389)
    months = planted(HOSTS, BOOKINGS)
    spoiled, good = months[:SPOILED], months[SPOILED:]
    for number, one in enumerate(spoiled):
        name = ("ht", "ttc", "n")[number]
        put_over_number(one.month, name, int(items.month_item(one.month)[name]["N"]) + 1)
    poison = [Wish(body, f"poison {number}") for number, body in enumerate((UNREADABLE, NAMELESS, NOBODY))]
    asked = wishes(months, chance, twice=TWICE) + poison
    chance.shuffle(asked)
    queue.put(asked)
    crew = Crew(queue, world.wires, FIRST, most_seconds=MOST_SECONDS)
    crew.empty_the_queue(chance)
    assert crew.deaths >= FEWEST_DEATHS
    assert queue.dead_letters() == {
        UNREADABLE: "Unreadable: JSONDecodeError", NAMELESS: "Unreadable: KeyError", NOBODY: "LookupError"
    }  # fmt: skip
    issue_everything(world, months)
    assert_billed(world, good)
    assert_parked(spoiled)
    assert store.progress_of(MONTH) == dict.fromkeys(MonthState, 0) | {
        MonthState.CLOSED: len(good), MonthState.PARKED: SPOILED
    }  # fmt: skip
    assert_a_second_run_changes_nothing(world, months)
    for one in good[:DRAWN]:
        keep_original(documents.self_billed_id(one.host_id, MONTH), now=world.till.at(FIRST))
        assert billing_store.original_of(documents.self_billed_id(one.host_id, MONTH))


def issue_everything(world: World, months: Sequence[Planted]) -> None:
    for seller in (*(one.host_id for one in months), PLATFORM):
        for kind in (Kind.SELF_BILLED, Kind.INVOICE):
            issue_series(Series(seller, kind), now=FIRST)


def assert_billed(world: World, good: Sequence[Planted]) -> None:
    by_seller, by_buyer = papers_of(world)
    assert set(by_seller) == {one.host_id for one in good}
    assert set(by_buyer) == {one.host_id for one in good}
    for one in good:
        assert_self_billed(one, by_seller[one.host_id])
        assert_commission(one, by_buyer[one.host_id])
    numbers = sorted(document.number for found in by_buyer.values() for document in found)
    assert numbers == [f"F-2027-{number:06d}" for number in range(1, len(good) + 1)]
    assert_books(good, by_seller)


def assert_self_billed(host: Planted, found: Sequence[Document]) -> None:
    (invoice,) = found
    assert (invoice.number, invoice.draft.kind, invoice.draft.buyer_id) == (
        "AF-2027-000001", Kind.SELF_BILLED, PLATFORM
    )  # fmt: skip
    ht = sum(one.ht for one in host.payables)
    vat = self_billed_vat(host.payables)
    totals = invoice.draft.totals
    assert (totals.ht, totals.vat, totals.payable) == (ht, sum(vat.values()), ht + sum(vat.values()))
    assert {line.key.rate: line.vat for line in invoice.vat_lines} == vat
    month = store.month(host.host_id, MONTH)
    assert month
    assert (month.state, month.self_billed) == (MonthState.CLOSED, invoice.id)


def assert_commission(host: Planted, found: Sequence[Document]) -> None:
    """Withheld booking by booking: what is paid is the sum of so many roundings."""
    (invoice,) = found
    hts = [cents(one.ht * one.commission_rate) for one in host.payables]
    vats = [cents(ht * 2000) for ht in hts]
    totals = invoice.draft.totals
    assert (totals.ht, totals.vat, totals.payable) == (sum(hts), cents(sum(hts) * 2000), sum(hts) + sum(vats))


def assert_books(good: Sequence[Planted], by_seller: dict[str, list[Document]]) -> None:
    ledger = balances(journals())
    assert sum(ledger.values()) == 0
    owed = {chart.host_payable(host): found[0].draft.totals.payable for host, found in by_seller.items()}
    assert {account: -cents for account, cents in ledger.items() if chart.is_guarded(account)} == owed
    assert {account: balance_of(account) for account in owed} == owed
    assert len([one for one in journals() if one.kind == "purchase"]) == len(good)


def assert_parked(spoiled: Sequence[Planted]) -> None:
    for one in spoiled:
        month = store.month(one.host_id, MONTH)
        assert month
        assert (month.state, month.reason, month.self_billed) == (MonthState.PARKED, SUMS_DIFFER, "")


def assert_a_second_run_changes_nothing(world: World, months: Sequence[Planted]) -> None:
    before = everything(world)
    for one in months:
        run.work({"do": "close", "host": one.host_id, "month": MONTH}, FIRST, lambda: False)
    issue_everything(world, months)
    assert everything(world) == before


def everything(world: World) -> list[str]:
    return sorted(
        json.dumps(item, sort_keys=True) for name in (TABLES[0], TABLES[2]) for item in world.eyes.scan(name)
    )


def papers_of(world: World) -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """Self-billed invoices by host, and the platform's by the host they are addressed to."""
    found = [item["pk"]["S"] for item in world.eyes.scan() if is_document(item)]
    by_seller: dict[str, list[Document]] = defaultdict(list)
    by_buyer: dict[str, list[Document]] = defaultdict(list)
    for document in billing_store.get_many([pk.removeprefix("DOC#") for pk in found]):
        mine = document.draft.seller_id == PLATFORM
        (by_buyer[document.draft.buyer_id] if mine else by_seller[document.draft.seller_id]).append(document)
    return by_seller, by_buyer


def is_document(item: Item) -> bool:
    return bool(item["pk"]["S"].startswith("DOC#") and item["sk"]["S"] == "A")


def self_billed_vat(payables: Sequence[Payable]) -> dict[int, int]:
    """By rate, on the sum of each (CGI 242 nonies A, EN 16931 BR-CO-17)."""
    ht: Counter[int] = Counter()
    for one in payables:
        ht[one.tax.rate] += one.ht
    return {rate: cents(sum_ * rate) for rate, sum_ in ht.items()}


def cents(ten_thousandths: int) -> int:
    return int((Decimal(ten_thousandths) / 10_000).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def test_a_month_of_two_hundred_bookings_is_read_for_14_units_9_of_them_payables_and_written_for_22(
    world: World,
) -> None:
    """Two orders and their facts, 3 each with the entry that says they wait; five items of 2."""
    (host,) = planted(1, BOOKINGS)
    with billed() as bill:
        run.work({"do": "close", "host": host.host_id, "month": MONTH}, FIRST, lambda: False)
    assert bill.transactions == 1
    assert bill.read["HM query"] <= 9, bill.read
    assert bill.rcu <= 14, bill.read
    assert bill.wcu <= 22, (bill.written, bill.sizes)


# What the storm can see: the same with nets taken away.


def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not look whether a month is billed, and writes it whatever it read."""

    def save_month(uow: UnitOfWork, edited: Month, before: Month | None) -> None:
        uow.put(items.month_item(edited))

    monkeypatch.setattr(Month, "is_billed", False)
    monkeypatch.setattr(store, "save_month", save_month)


def nameless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documents and its journal have new names each time."""
    purchase: Any = papers.purchase_journal

    def purchase_journal(*arguments: Any) -> Any:
        return replace(purchase(*arguments), reference=f"purchase:{uuid4().hex}")

    for name in ("self_billed_id", "commission_id"):
        monkeypatch.setattr(documents, name, lambda *_: f"do_{uuid4().hex}")
    monkeypatch.setattr(papers, "purchase_journal", purchase_journal)


def most_billed(world: World, queue: Queue) -> int:
    """Everybody is asked for twice; how often whoever was billed most often was."""
    months = planted(FEW_HOSTS, FEW_BOOKINGS)
    queue.put(wishes(months, random.Random(1), twice=FEW_HOSTS))
    Crew(queue, world.wires, FIRST).empty_the_queue(None)
    issue_everything(world, months)
    by_seller, _ = papers_of(world)
    return max(map(len, by_seller.values()))


def test_a_run_that_neither_looks_nor_names_what_it_writes_bills_twice(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless(monkeypatch)
    nameless(monkeypatch)
    assert most_billed(world, queue) > 1


def test_a_run_that_does_not_look_is_still_held_by_the_names_of_what_it_writes(
    world: World, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless(monkeypatch)
    assert most_billed(world, queue) == 1
    # Turned away each time, it looks again, in vain: here it never sees that the month is billed.
    assert set(queue.dead_letters().values()) == {"Busy: busy"}
