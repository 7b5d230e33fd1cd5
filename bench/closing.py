"""What the month-end run costs: seconds and units for each host's month, and what fifty thousand would take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from unittest.mock import patch

from chalicelib.payouts.closing import close
from chalicelib.payouts.model import MonthState
from tests.make.bills import billed
from tests.make.planted import MONTH, planted

HOSTS, BOOKINGS = 300, 200
FIRST = datetime(2027, 4, 1, 12, tzinfo=UTC)
EVERYBODY = 50_000
AT_ONCE = 20
"""Of the function (infra/functions.py)."""

READ_PRICE, WRITE_PRICE = 0.1475, 0.737
PRICED = "on-demand in eu-west-3, USD per million units, an estimate of November 2026 that nobody has looked up"


@dataclass(frozen=True)
class Closing:
    """`seconds` of one host's month, one after the other, the annexes kept in memory instead of S3."""

    hosts: int
    bookings: int
    seconds: float
    read_units: float
    payables_read: float
    write_units: int
    written: dict[str, int]


def closing(hosts: int = HOSTS) -> Closing:
    """Raises RuntimeError when a month is not billed."""
    months = planted(hosts, BOOKINGS)
    first, *others = months
    with _archive_in_memory():
        with billed() as bill:
            _close(first.host_id)
        began = time.perf_counter()
        for one in others:
            _close(one.host_id)
        taken = time.perf_counter() - began
    return Closing(
        hosts, BOOKINGS, taken / len(others), bill.rcu, bill.read["HM query"], bill.wcu, dict(bill.written)
    )


def _close(host_id: str) -> None:
    if close(host_id, MONTH, now=FIRST).state is not MonthState.CLOSED:
        raise RuntimeError(f"{host_id} is not billed")


@contextmanager
def _archive_in_memory() -> Iterator[None]:
    """No S3 stands in the measured path: an annex is drawn up and hashed, and put where nothing is waited for."""
    kept: dict[str, bytes] = {}

    def put_once(_bucket: str, name: str, body: bytes, _content_type: str) -> bytes:
        return kept.setdefault(name, body)

    with patch("chalicelib.billing.annex.files.put_once", put_once):
        yield
