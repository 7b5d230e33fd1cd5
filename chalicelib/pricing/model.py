"""A price and how it came about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.money import Amounts, Basis


class Unit(StrEnum):
    HOUR = "hour"
    HALF_DAY = "half_day"
    DAY = "day"


@dataclass(frozen=True)
class PriceLine:
    """`quantity` units of one local day at `unit_price` cents, on the tariff's basis, before seats."""

    day: date
    unit: Unit
    quantity: Decimal
    unit_price: int
    amount: int


@dataclass(frozen=True)
class Price:
    """`amounts` are for the whole party: the sum of the lines times `seats`, then VAT once on the sum.

    A free room has no lines and its `basis` and `vat_rate` are None and 0.
    """

    amounts: Amounts
    basis: Basis | None
    vat_rate: int
    seats: int
    lines: tuple[PriceLine, ...]

    @property
    def is_free(self) -> bool:
        return self.amounts.ttc == 0
