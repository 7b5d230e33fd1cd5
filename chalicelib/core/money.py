"""Integer cents of one currency, VAT in basis points, and the only rounding rule.

Terms: HT (hors taxes, net of VAT), TTC (toutes taxes comprises, gross). Source: CGI art. 289 II and
annexe II art. 242 nonies A ask both on an invoice; BOFiP BOI-TVA-LIQ-20 lets VAT be rounded to the nearest cent.
"""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from chalicelib.core.lazy import dataclass

CURRENCY = "EUR"
FULL_RATE = 10_000


class Basis(StrEnum):
    """The side of the tax on which a price was typed; the other side is derived once."""

    HT = "HT"
    TTC = "TTC"


@dataclass(frozen=True)
class Amounts:
    """One sum seen from both sides of the tax, in cents: `ht + vat + rounding == ttc`, always, and `vat` is the tax
    on `ht`.

    `rounding` is -1, 0 or 1: one price in six that was typed TTC is reached by no HT price (9.99 € at 20 %), and this
    is where that cent is said, here as on the invoice (EN 16931 BT-114).
    """

    ht: int
    vat: int
    ttc: int
    rounding: int = 0

    def __post_init__(self) -> None:
        if self.ht + self.vat + self.rounding != self.ttc:
            raise ValueError("HT, VAT and rounding must add up to TTC")

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.ht + other.ht, self.vat + other.vat, self.ttc + other.ttc, self.rounding + other.rounding)

    def __sub__(self, other: "Amounts") -> "Amounts":
        """What is left: its `rounding` may be two cents."""
        return Amounts(self.ht - other.ht, self.vat - other.vat, self.ttc - other.ttc, self.rounding - other.rounding)


def to_cents(value: Decimal) -> int:
    """Rounds a number of cents half up, away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def with_vat(amount: int, basis: Basis, rate: int) -> Amounts:
    """Derives the other side of `amount` (cents) typed on `basis`, at `rate` (basis points, 2000 = 20 %)."""
    ht = amount if basis is Basis.HT else to_cents(Decimal(amount) * FULL_RATE / (FULL_RATE + rate))
    vat = to_cents(Decimal(ht) * rate / FULL_RATE)
    ttc = ht + vat if basis is Basis.HT else amount
    return Amounts(ht, vat, ttc, rounding=ttc - ht - vat)


NOTHING = Amounts(0, 0, 0)
