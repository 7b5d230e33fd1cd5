"""Payables, months, purses, movements and payouts in the table.

    payable    pk HM#<host>#<yyyy-mm>     sk P#<end, local>#<booking>   due: SETTLE#<agenda> until settled
    month      pk RUN#<yyyy-mm>#<shard>   sk <host>                     host: HOST#<host>#MONTH; due: its payday
    progress   pk RUN#<yyyy-mm>           sk PROGRESS#<shard>           how many months are in which state
    purse      pk PURSE#<host>            sk HEAD                       due: while there is money to pay out
    movement   pk PURSE#<host>            sk M#<number>
    payout     pk PURSE#<host>            sk PO#<number>
    reserve    pk RESERVE                 sk <shard>                    cents that open payables need

Payables of a month are base items, since the run reads them strongly and an index never is. They are short: two
hundred of them are 9 RCU. What they have after their month is billed may be longer.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from chalicelib.core.errors import StaleVersion
from chalicelib.kit import table
from chalicelib.kit.table import Key
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.payouts import items
from chalicelib.payouts.items import AGENDAS, HEAD, SHARDS
from chalicelib.payouts.model import (
    Month,
    MonthState,
    Movement,
    Payable,
    Payout,
    Purse,
)

LAST = "~"
MOST_PAGES = 8


def add_payable(uow: UnitOfWork, payable: Payable) -> None:
    """Raises StaleVersion on commit when there is one already."""
    uow.create(items.payable_item(payable), refused=StaleVersion)


def save_payable(uow: UnitOfWork, payable: Payable) -> None:
    uow.replace(items.payable_item(payable), version=payable.version - 1)


def remove_payable(uow: UnitOfWork, gone: Payable) -> None:
    """Raises StaleVersion on commit when it has changed since it was read."""
    uow.remove_version(*items.payable_key(gone.host_id, gone.month, gone.ends, gone.booking_id), version=gone.version)


def payable(host_id: str, month: str, ends: datetime, booking_id: str) -> Payable | None:
    """Strongly read."""
    item = table.read(*items.payable_key(host_id, month, ends, booking_id))
    return items.payable_of(item) if item else None


def payables_of(host_id: str, month: str) -> Iterator[Payable]:
    """A host's month, strongly read, in the order of their ends."""
    return map(items.payable_of, table.partition(items.month_pk(host_id, month), "P#", f"P#{LAST}"))


def month(host_id: str, name: str) -> Month | None:
    """Strongly read."""
    item = table.read(*items.month_key(host_id, name))
    return items.month_of(item) if item else None


def save_month(uow: UnitOfWork, edited: Month, before: Month | None) -> None:
    """With the count of those in its state. Raises StaleVersion on commit."""
    item = items.month_item(edited)
    if before is None:
        uow.create(item, refused=StaleVersion)
    else:
        uow.replace(item, version=before.version)
    was = before.state if before else None
    if edited.state is not was:
        _count(uow, edited, was)


def add_to_month(uow: UnitOfWork, known: Month, *, count: int, ht: int, ttc: int) -> None:
    """Adds a payable's sums, whoever else does at this moment; refused once the month is no longer open."""
    uow.update(
        *items.month_key(known.host_id, known.month),
        refused=StaleVersion,
        UpdateExpression="ADD n :n, ht :ht, ttc :ttc, version :one",
        ConditionExpression="#state IN (:open, :parked)",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={
            ":n": {"N": str(count)},
            ":ht": {"N": str(ht)},
            ":ttc": {"N": str(ttc)},
            ":one": {"N": "1"},
            ":open": {"S": MonthState.OPEN.value},
            ":parked": {"S": MonthState.PARKED.value},
        },
    )


def months_of(host_id: str, *, after: Key | None, limit: int) -> tuple[list[Month], Key | None]:
    """The newest first."""
    keys, last = table.index_page("host", items.months_pk(host_id), after=after, limit=limit, newest_first=True)
    found = {item["pk"]["S"]: items.month_of(item) for item in table.read_many(keys, consistent=True)}
    return [found[at["pk"]["S"]] for at in keys if at["pk"]["S"] in found], last


def months_named(name: str, *, after: str | None, limit: int) -> tuple[list[Month], str | None]:
    """Of all hosts, in no order, strongly read."""
    shard, last = json.loads(after) if after else (0, "")
    found: list[Month] = []
    while shard < SHARDS and len(found) < limit:
        for item in table.partition(f"RUN#{name}#{shard}", f"{last}\x00" if last else "0", LAST):
            found.append(items.month_of(item))
            last = item["sk"]["S"]
            if len(found) == limit:
                return found, json.dumps([shard, last])
        shard, last = shard + 1, ""
    return found, json.dumps([shard, last]) if shard < SHARDS else None


def months_in(
    name: str, state: MonthState | None, *, after: str | None, limit: int
) -> tuple[list[Month], str | None]:
    """A page of those in a state, or of all: a few pages are read for it at most, so that it may come short."""
    found: list[Month] = []
    for _ in range(MOST_PAGES):
        page, after = months_named(name, after=after, limit=limit)
        found += [one for one in page if state is None or one.state is state]
        if after is None or len(found) >= limit:
            break
    return found, after


def progress_of(name: str) -> dict[MonthState, int]:
    """How many hosts' months are in which state: eight short items."""
    sums = dict.fromkeys(MonthState, 0)
    for item in table.partition(f"RUN#{name}", "PROGRESS#", f"PROGRESS#{LAST}"):
        for state in MonthState:
            sums[state] += int(item[state.value]["N"]) if state.value in item else 0
    return sums


def purse(host_id: str) -> Purse:
    """Strongly read; an empty one at version 0."""
    found = Purse(host_id)
    item = table.read(found.key, HEAD)
    return items.purse_of(host_id, item) if item else found


def save_purse(uow: UnitOfWork, edited: Purse) -> None:
    """`edited` is the next version of what was read."""
    item = items.purse_item(edited)
    if edited.version == 1:
        uow.create(item, refused=StaleVersion)
    else:
        uow.replace(item, version=edited.version - 1)


def add_movement(uow: UnitOfWork, host_id: str, movement: Movement) -> None:
    uow.create(
        {
            **table.key(f"PURSE#{host_id}", items.numbered("M#", movement.number)),
            "data": {
                "S": items.compact(
                    [movement.kind, movement.amount, items.instant_text(movement.at), movement.source, movement.about]
                )
            },
        },
        refused=StaleVersion,
    )


def movements(host_id: str, first: int, last: int) -> list[Movement]:
    """Strongly read."""
    found = table.partition(f"PURSE#{host_id}", items.numbered("M#", first), items.numbered("M#", last))
    return [items.movement_of(item) for item in found]


def add_payout(uow: UnitOfWork, payout: Payout) -> None:
    uow.create(items.payout_item(payout), refused=StaleVersion)


def save_payout(uow: UnitOfWork, payout: Payout) -> None:
    uow.replace(items.payout_item(payout), version=payout.version - 1)


def payout(host_id: str, number: int) -> Payout | None:
    """Strongly read."""
    item = table.read(f"PURSE#{host_id}", items.numbered("PO#", number))
    return items.payout_of(host_id, item) if item else None


def payouts(host_id: str, first: int, last: int) -> list[Payout]:
    """By their numbers."""
    found = table.partition(f"PURSE#{host_id}", items.numbered("PO#", first), items.numbered("PO#", last))
    return [items.payout_of(host_id, item) for item in found]


def page_of_payouts(host_id: str, *, after: Key | None, limit: int) -> tuple[list[Payout], Key | None]:
    """The newest first."""
    span = ("PO#", f"PO#{LAST}")
    keys, last = table.page(f"PURSE#{host_id}", span=span, after=after, limit=limit)
    read = table.read_many(keys, consistent=True)
    found = {item["sk"]["S"]: items.payout_of(host_id, item) for item in read}
    return [found[at["sk"]["S"]] for at in keys if at["sk"]["S"] in found], last


def due_hosts(until: datetime) -> set[str]:
    """Who has something that the clock must look at; read from the index alone. Eventually consistent."""
    agendas = (table.index_until("due", f"SETTLE#{shard}", items.instant_text(until)) for shard in range(AGENDAS))
    return {items.host_in(at) for agenda in agendas for at in agenda}


def due_of(host_id: str, until: datetime) -> tuple[list[Payable], list[Month]]:
    """Of one host: payables *per booking* whose day has come, and months whose payday has. The items are strongly
    read; his neighbours in the agenda, a few hundred at the worst, are read past."""
    keys = [
        at
        for at in table.index_until("due", items.agenda_of(host_id), items.instant_text(until))
        if items.host_in(at) == host_id
    ]
    found = [item for item in table.read_many(keys, consistent=True) if "due_pk" in item]
    payables = [items.payable_of(item) for item in found if item["pk"]["S"].startswith("HM#")]
    months = [items.month_of(item) for item in found if item["pk"]["S"].startswith("RUN#")]
    return sorted(payables, key=lambda one: (one.ends, one.booking_id)), months


def add_to_reserve(uow: UnitOfWork, booking_id: str, cents: int) -> None:
    """What the platform's own payouts must leave, counted on a few items: everybody's captures write here."""
    uow.update(
        "RESERVE",
        str(items.shard_of(booking_id)),
        refused=StaleVersion,
        UpdateExpression="ADD cents :cents",
        ExpressionAttributeValues={":cents": {"N": str(cents)}},
    )


def reserve() -> int:
    """Cents, strongly read."""
    return sum(int(item["cents"]["N"]) for item in table.partition("RESERVE", "0", "9"))


def _count(uow: UnitOfWork, edited: Month, was: MonthState | None) -> None:
    names = {"#now": edited.state.value} | ({"#was": was.value} if was else {})
    values = {":one": {"N": "1"}} | ({":less": {"N": "-1"}} if was else {})
    uow.update(
        f"RUN#{edited.month}",
        f"PROGRESS#{items.shard_of(edited.host_id)}",
        refused=StaleVersion,
        UpdateExpression="ADD #now :one" + (", #was :less" if was else ""),
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )
