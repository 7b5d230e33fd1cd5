"""A frozen price as the booking's item keeps it: short, since every byte of it is written with each change."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.core.money import Amounts, Basis
from chalicelib.legal.model import Exemption, SellingTerms, SettlementMode, VatCategory, VatRegime
from chalicelib.pricing.model import Price, PriceLine, Unit

LARGEST_FIRST = (Unit.MONTH, Unit.WEEK, Unit.DAY, Unit.HALF_DAY, Unit.HOUR)


def price_json(price: Price) -> Any:
    """Equal lines of different days are kept once, with their days counted from the first."""
    first = price.lines[0].day if price.lines else None
    groups: dict[tuple[Any, ...], list[int]] = {}
    for line in price.lines:
        same = (line.unit.value, str(line.quantity), line.unit_price, line.amount)
        groups.setdefault(same, []).append((line.day - first).days if first else 0)
    amounts = price.amounts
    lines = [first.isoformat(), [[*same, days] for same, days in groups.items()]] if first else []
    sides = [amounts.ht, amounts.vat, amounts.ttc]
    return [*sides, price.basis, price.vat_rate, price.seats, lines, price.rule, _terms_json(price.terms)]


def _terms_json(terms: SellingTerms | None) -> Any:
    """In the order of the fields."""
    return list(vars(terms).values()) if terms else None


def price_of(value: Any) -> Price:
    ht, vat, ttc, basis, vat_rate, seats, lines, rule, terms = value
    return Price(
        amounts=Amounts(ht, vat, ttc, rounding=ttc - ht - vat),
        basis=Basis(basis) if basis else None,
        vat_rate=vat_rate,
        seats=seats,
        lines=tuple(sorted(_lines(*lines), key=_place)) if lines else (),
        terms=_terms(terms) if terms else None,
        rule=rule,
    )


def _terms(value: list[Any]) -> SellingTerms:
    mode, seller, name, regime, category, rate, vat_rule, commission, mandate, terms, exemption = value
    return SellingTerms(
        mode=SettlementMode(mode),
        seller_id=seller,
        seller_name=name,
        regime=VatRegime(regime),
        vat_category=VatCategory(category),
        vat_rate=rate,
        vat_rule=vat_rule,
        commission_rate=commission,
        mandate=mandate,
        terms=terms,
        exemption=Exemption(exemption) if exemption else None,
    )


def _place(line: PriceLine) -> tuple[date, int]:
    """As `cheapest_cover` gives them: day by day, the largest unit first."""
    return line.day, LARGEST_FIRST.index(line.unit)


def _lines(first: str, groups: list[Any]) -> Iterator[PriceLine]:
    for unit, quantity, unit_price, amount, days in groups:
        for number in days:
            day = date.fromisoformat(first) + timedelta(days=number)
            yield PriceLine(day, Unit(unit), Decimal(quantity), unit_price, amount)
