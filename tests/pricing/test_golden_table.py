"""The table of docs/pricing.md, row by row."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from chalicelib.bookings.quote import Span, quote
from chalicelib.core.money import Basis
from chalicelib.pricing.model import Price
from chalicelib.spaces.model import OpenInterval, SoldAs, Tariff
from tests.make.legal import some_terms
from tests.make.spaces import a_room, a_space

DOCUMENT = Path(__file__).parents[2] / "docs" / "pricing.md"
EIGHT_TO_EIGHT = ((OpenInterval(480, 1200),),) * 7
ROUND_THE_CLOCK = ((OpenInterval(0, 1440),),) * 7


@dataclass(frozen=True)
class Row:
    case: str
    span: str
    units: str
    tax: str
    people: str
    sold: str
    cover: str
    ht: str
    vat: str
    ttc: str
    hours: str


def rows() -> list[Row]:
    table = [line for line in DOCUMENT.read_text().splitlines() if re.match(r"\| .*→", line)]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in table]


def test_the_table_was_read() -> None:
    assert len(rows()) >= 20


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.case)
def test_the_price_is_that_of_the_golden_table(row: Row) -> None:
    start, end = row.span.split(" → ")
    room = a_room(
        capacity=8,
        sold_as=SoldAs(row.sold),
        tariff=None if row.tax == "free" else tariff(row),
        automatic_acceptance=True,
    )
    hours = ROUND_THE_CLOCK if row.hours == "24 h" else EIGHT_TO_EIGHT
    space = a_space(opening_hours=hours, rooms=(room,), timezone="Europe/Paris")
    before = datetime.fromisoformat(start[:10]).replace(tzinfo=UTC) - timedelta(days=2)

    price = quote(space, room, Span(start, end, int(row.people)), some_terms(vat_rate=rate(row)), now=before).price

    amounts = price.amounts
    assert cover(price) == row.cover
    assert (cents(row.ht), cents(row.vat), cents(row.ttc)) == (amounts.ht, amounts.vat, amounts.ttc)


def tariff(row: Row) -> Tariff:
    basis, _, _ = row.tax.split()
    return Tariff(Basis(basis), *(None if part == "–" else cents(part) for part in row.units.split(" / ")))


def rate(row: Row) -> int:
    """Basis points."""
    return 0 if row.tax == "free" else int(Decimal(row.tax.split()[1]) * 100)


def cover(price: Price) -> str:
    days = groupby(price.lines, key=lambda line: line.day)
    said = [" + ".join(f"{line.quantity.normalize():f} {line.unit}" for line in lines) for _, lines in days]
    return ", ".join(said) or "nothing"


def cents(euros: str) -> int:
    return int(Decimal(euros) * 100)
