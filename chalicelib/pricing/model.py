"""A price and how it came about."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Amounts, Basis
from chalicelib.legal.model import SellingTerms

ALL = 100

RULE = "cover-1"
"""The version of the rule of docs/pricing.md: it changes when the same span and tariff would cost something else."""


class Unit(StrEnum):
    HOUR = "hour"
    HALF_DAY = "half_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class PriceLine:
    """`quantity` units at `unit_price` cents, on the tariff's basis, before seats: of one local day, or a week or a
    month that begins on `day`."""

    day: date
    unit: Unit
    quantity: Decimal
    unit_price: int
    amount: int


@dataclass(frozen=True)
class Price:
    """`amounts` are for the whole party: the sum of the lines times `seats`, then VAT once on the sum.

    `terms` is what the sale is made under, frozen with the price; `rule` is the version of the rule that found it. A
    free room has no lines, its `basis` and `terms` are None and its `vat_rate` 0.
    """

    amounts: Amounts
    basis: Basis | None
    vat_rate: int
    seats: int
    lines: tuple[PriceLine, ...]
    terms: SellingTerms | None = None
    rule: str = RULE

    @property
    def is_free(self) -> bool:
        return self.amounts.ttc == 0
