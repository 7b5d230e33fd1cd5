"""A month of many hosts, planted as items: nobody books sixty thousand times for a test."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.facts import SYSTEM
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import store as legal_store
from chalicelib.legal.model import PLATFORM, Exemption, SettlementMode, Tax, VatCategory, VatRegime
from chalicelib.payouts import items, policy
from chalicelib.payouts.model import Month, MonthState, Payable
from tests.make.identity import saved_host
from tests.make.legal import SIGNED_AT, in_mode, platform_settings, ready_settings, under
from tests.make.legal import saved as saved_settings

MONTH = "2027-03"
FRANCHISE = Tax(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
METROPOLE, REUNION = Tax(VatCategory.STANDARD, 2000), Tax(VatCategory.STANDARD, 850)
RATES = (1000, 1234, 1500, 1999)
ROOMS = ("Salle Ménilmontant", "Grande salle « Germaine Tillion », 2ᵉ ét.", "Plateau")
MOST_AT_ONCE = 25
HANDS = 4
FREE_OF_VAT = 5
"""One host in so many does not charge any."""


@dataclass(frozen=True)
class Planted:
    """A host *monthly*, with what he is owed for the month."""

    host_id: str
    payables: tuple[Payable, ...]

    @property
    def month(self) -> Month:
        return Month(
            self.host_id,
            MONTH,
            count=len(self.payables),
            ht=sum(one.ht for one in self.payables),
            ttc=sum(one.ttc for one in self.payables),
            due_at=policy.opening(policy.payday_of(MONTH)),
        )


def planted(hosts: int, bookings: int, *, seed: int = 0) -> list[Planted]:
    """Hosts with their settings and mandates, and the platform's; months and payables go straight into the table."""
    chance = random.Random(seed)
    if legal_store.settings(PLATFORM) is None:
        saved_settings(platform_settings())
    months = [_host(number, bookings, chance) for number in range(hosts)]
    _write([items.payable_item(payable) for one in months for payable in one.payables])
    _write([items.month_item(one.month) for one in months])
    _write(_progress(months))
    return months


def _host(number: int, bookings: int, chance: random.Random) -> Planted:
    host = saved_host(f"owner-{number}", name=f"La Ruche {number}", key="planted")
    regime = VatRegime.NORMAL if number % FREE_OF_VAT else VatRegime.FRANCHISE
    wanted = under(in_mode(ready_settings(host.id), SettlementMode.MONTHLY), regime)
    uow = UnitOfWork(now=SIGNED_AT, actor=SYSTEM)
    legal_store.save_settings(uow, wanted, read_at=0)
    uow.commit()
    # A commission that changed within the month, and rooms in two territories, for some.
    rates = chance.sample(RATES, k=1 + number % 2)
    taxes = (METROPOLE, REUNION)[: 1 + number % 3 // 2] if regime is VatRegime.NORMAL else (FRANCHISE,)
    return Planted(host.id, tuple(_payable(host.id, n, chance, rates, taxes) for n in range(bookings)))


def _payable(host_id: str, number: int, chance: random.Random, rates: Sequence[int], taxes: Sequence[Tax]) -> Payable:
    ht = chance.randrange(101, 20_000)
    ends = datetime(2027, 3, 1, 9) + timedelta(minutes=15 * chance.randrange(28 * 96))
    return Payable(
        host_id=host_id,
        month=MONTH,
        ends=ends,
        booking_id=f"bk_{number:04d}{chance.getrandbits(108):027x}"[:29],
        label=chance.choice(ROOMS),
        mode=SettlementMode.MONTHLY,
        ht=ht,
        ttc=ht + ht // 5,
        tax=chance.choice(taxes),
        commission_rate=chance.choice(rates),
        commission_tax=METROPOLE,
    )


def _progress(months: Iterable[Planted]) -> list[dict[str, Any]]:
    count = Counter(items.shard_of(one.host_id) for one in months)
    return [
        {**table.key(f"RUN#{MONTH}", f"PROGRESS#{shard}"), MonthState.OPEN.value: {"N": str(hosts)}}
        for shard, hosts in count.items()
    ]


def _write(found: Sequence[dict[str, Any]]) -> None:
    """Raises RuntimeError if the engine leaves anything undone."""
    batches = [found[start : start + MOST_AT_ONCE] for start in range(0, len(found), MOST_AT_ONCE)]

    def write(batch: Sequence[dict[str, Any]]) -> None:
        puts: Any = {settings().table_name: [{"PutRequest": {"Item": item}} for item in batch]}
        if dynamodb().batch_write_item(RequestItems=puts).get("UnprocessedItems"):
            raise RuntimeError("the engine is too busy")

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(write, batches))
