"""Payables, months, purses and payouts as items, and back: short, since a month's payables are read whole."""

import json
import zlib
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.kit import table
from chalicelib.kit.table import Item, Key
from chalicelib.legal.model import Exemption, SettlementMode, Tax, VatCategory
from chalicelib.payouts.model import (
    Block,
    Month,
    MonthState,
    Movement,
    MovementKind,
    Payable,
    Payout,
    PayoutState,
    Purse,
    State,
)

HEAD = "HEAD"
SHARDS = 8
AGENDAS = 64
"""Partitions of what is due: whoever settles one host reads past those that share his."""

MODES = (SettlementMode.PER_BOOKING, SettlementMode.MONTHLY)
UNTOUCHED: list[Any] = [State.WAITING, 1, 0, 0, 0, "", 0, 0, 0]


def shard_of(text: str) -> int:
    return zlib.crc32(text.encode()) % SHARDS


def agenda_of(host_id: str) -> str:
    return f"SETTLE#{zlib.crc32(host_id.encode()) % AGENDAS}"


def _due(host_id: str, at: datetime | None) -> Item:
    return {"due_pk": {"S": agenda_of(host_id)}, "due_sk": {"S": f"{instant_text(at)}#{host_id}"}} if at else {}


def host_in(at: Key) -> str:
    """Of an item that the agenda names, whichever of the three."""
    kind, host_id, *_ = at["pk"]["S"].split("#")
    return str(at["sk"]["S"] if kind == "RUN" else host_id)


def month_pk(host_id: str, name: str) -> str:
    return f"HM#{host_id}#{name}"


def months_pk(host_id: str) -> str:
    return f"HOST#{host_id}#MONTH"


def numbered(prefix: str, number: int) -> str:
    return f"{prefix}{number:010d}"


def payable_key(host_id: str, name: str, ends: datetime, booking_id: str) -> tuple[str, str]:
    return month_pk(host_id, name), f"P#{ends:%Y%m%d%H%M}#{booking_id}"


def month_key(host_id: str, name: str) -> tuple[str, str]:
    return f"RUN#{name}#{shard_of(host_id)}", host_id


def payable_item(one: Payable) -> Item:
    """`d` is what was owed from the beginning; `s` what became of it, absent while it waits."""
    owed = [
        MODES.index(one.mode), one.label, one.ht, one.ttc, _tax_json(one.tax), one.commission_rate,
        _tax_json(one.commission_tax),
    ]  # fmt: skip
    became = [
        one.state, one.attempt, one.net, one.recovered, one.number, one.transfer_id,
        one.returned, one.block or 0, int(one.disputed),
    ]  # fmt: skip
    item = {
        **table.key(*payable_key(one.host_id, one.month, one.ends, one.booking_id)),
        **_due(one.host_id, one.due_at),
        "d": {"S": compact(owed)},
        "version": {"N": str(one.version)},
    }
    return item if became == UNTOUCHED else item | {"s": {"S": compact(became)}}


def payable_of(item: Item) -> Payable:
    _, host_id, name = item["pk"]["S"].split("#")
    _, ends, booking_id = item["sk"]["S"].split("#")
    mode, label, ht, ttc, tax, commission_rate, commission_tax = json.loads(item["d"]["S"])
    became = json.loads(item["s"]["S"]) if "s" in item else UNTOUCHED
    state, attempt, net, recovered, number, transfer_id, returned, block, disputed = became
    return Payable(
        host_id=host_id,
        month=name,
        ends=datetime.strptime(ends, "%Y%m%d%H%M"),  # noqa: DTZ007  the wall clock of the space
        booking_id=booking_id,
        label=label,
        mode=MODES[mode],
        ht=ht,
        ttc=ttc,
        tax=_tax(tax),
        commission_rate=commission_rate,
        commission_tax=_tax(commission_tax),
        due_at=_due_at(item),
        state=State(state),
        attempt=attempt,
        net=net,
        recovered=recovered,
        number=number,
        transfer_id=transfer_id,
        returned=returned,
        block=Block(block) if block else None,
        disputed=bool(disputed),
        version=int(item["version"]["N"]),
    )


def _due_at(item: Item) -> datetime | None:
    return datetime.fromisoformat(item["due_sk"]["S"].split("#")[0]) if "due_sk" in item else None


def _tax_json(tax: Tax) -> list[Any]:
    return [tax.category, tax.rate, *([tax.exemption] if tax.exemption else [])]


def _tax(value: list[Any]) -> Tax:
    category, rate, *exemption = value
    return Tax(VatCategory(category), rate, Exemption(exemption[0]) if exemption else None)


def month_item(one: Month) -> Item:
    closed = [
        instant_text(one.closed_at) if one.closed_at else 0,
        instant_text(one.contest_until) if one.contest_until else 0,
        instant_text(one.contested_at) if one.contested_at else 0,
        one.reason, one.self_billed, one.commission, one.annex, one.annex_sha256,
        one.payday.isoformat() if one.payday else 0,
    ]  # fmt: skip
    return {
        **table.key(*month_key(one.host_id, one.month)),
        **_due(one.host_id, one.due_at),
        "host_pk": {"S": months_pk(one.host_id)},
        "host_sk": {"S": one.month},
        "n": {"N": str(one.count)},
        "ht": {"N": str(one.ht)},
        "ttc": {"N": str(one.ttc)},
        "state": {"S": one.state},
        "closed": {"S": compact(closed)},
        "version": {"N": str(one.version)},
    }


def month_of(item: Item) -> Month:
    closed_at, contest_until, contested_at, reason, self_billed, commission, annex, sha256, payday = json.loads(
        item["closed"]["S"]
    )
    return Month(
        host_id=item["sk"]["S"],
        month=item["host_sk"]["S"],
        count=int(item["n"]["N"]),
        ht=int(item["ht"]["N"]),
        ttc=int(item["ttc"]["N"]),
        state=MonthState(item["state"]["S"]),
        closed_at=_instant(closed_at),
        contest_until=_instant(contest_until),
        contested_at=_instant(contested_at),
        reason=reason,
        self_billed=self_billed,
        commission=commission,
        annex=annex,
        annex_sha256=sha256,
        payday=date.fromisoformat(payday) if payday else None,
        due_at=_due_at(item),
        version=int(item["version"]["N"]),
    )


def purse_item(one: Purse) -> Item:
    numbers = [one.movements, one.paid_up_to, one.payouts, one.debt, one.open_payout, one.returns]
    return {
        **table.key(one.key, HEAD),
        **_due(one.host_id, one.due_at),
        "data": {"S": compact([*numbers, one.pay_after.isoformat() if one.pay_after else 0])},
        "version": {"N": str(one.version)},
    }


def purse_of(host_id: str, item: Item) -> Purse:
    movements, paid_up_to, payouts, debt, open_payout, returns, pay_after = json.loads(item["data"]["S"])
    return Purse(
        host_id=host_id,
        movements=movements,
        paid_up_to=paid_up_to,
        payouts=payouts,
        debt=debt,
        open_payout=open_payout,
        returns=returns,
        pay_after=date.fromisoformat(pay_after) if pay_after else None,
        due_at=_due_at(item),
        version=int(item["version"]["N"]),
    )


def movement_of(item: Item) -> Movement:
    kind, amount, at, source, about = json.loads(item["data"]["S"])
    number = int(item["sk"]["S"].removeprefix("M#"))
    return Movement(number, MovementKind(kind), amount, datetime.fromisoformat(at), source, about)


def payout_item(one: Payout) -> Item:
    data = [
        one.first, one.last, one.amount, instant_text(one.created_at), one.state, one.payout_id,
        one.arrives_on.isoformat() if one.arrives_on else 0, one.failure, one.returned_as,
    ]  # fmt: skip
    return {
        **table.key(f"PURSE#{one.host_id}", numbered("PO#", one.number)),
        "data": {"S": compact(data)},
        "version": {"N": str(one.version)},
    }


def payout_of(host_id: str, item: Item) -> Payout:
    first, last, amount, created_at, state, payout_id, arrives_on, failure, returned_as = json.loads(
        item["data"]["S"]
    )
    return Payout(
        host_id=host_id,
        number=int(item["sk"]["S"].removeprefix("PO#")),
        first=first,
        last=last,
        amount=amount,
        created_at=datetime.fromisoformat(created_at),
        state=PayoutState(state),
        payout_id=payout_id,
        arrives_on=date.fromisoformat(arrives_on) if arrives_on else None,
        failure=failure,
        returned_as=returned_as,
        version=int(item["version"]["N"]),
    )


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def compact(value: list[Any]) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
