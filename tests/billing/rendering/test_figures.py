from datetime import date
from decimal import Decimal

import pytest

from chalicelib.billing.model import UnitCode
from chalicelib.billing.rendering import figures
from chalicelib.core.errors import Language


def spaced(text: str) -> str:
    return text.replace("\u00a0", "_").replace("\u202f", "'")


@pytest.mark.parametrize(
    ("cents", "fr", "en"),
    [
        (0, "0,00_€", "€0.00"),
        (123_456_789, "1'234'567,89_€", "€1,234,567.89"),
        (-1, "−0,01_€", "−€0.01"),
        (Decimal("3333.33"), "33,3333_€", "€33.3333"),
        (Decimal("3350.0000"), "33,50_€", "€33.50"),
        (Decimal("0.5"), "0,005_€", "€0.005"),
    ],
)
def test_money_as_it_is_read(cents: Decimal | int, fr: str, en: str) -> None:
    assert spaced(figures.money(cents, "fr")) == fr
    assert figures.money(cents, "en") == en


def test_a_round_capital_has_no_cents() -> None:
    assert spaced(figures.short_money(1_000_000, "fr")) == "10'000_€"
    assert figures.short_money(1_000_000, "en") == "€10,000"
    assert spaced(figures.short_money(1_000_050, "fr")) == "10'000,50_€"


@pytest.mark.parametrize(
    ("count", "unit", "language", "read"),
    [
        ("3", UnitCode.HOUR, "fr", "3_h"),
        ("1.50", UnitCode.DAY, "fr", "1,5_jour"),
        ("2", UnitCode.DAY, "fr", "2_jours"),
        ("0.5", UnitCode.DAY, "en", "0.5_days"),
        ("1", UnitCode.DAY, "en", "1_day"),
        ("1000", UnitCode.PIECE, "fr", "1'000"),
        ("20", UnitCode.MONTH, "en", "20_months"),
    ],
)
def test_quantities_agree_with_their_unit(count: str, unit: UnitCode, language: Language, read: str) -> None:
    assert spaced(figures.quantity(Decimal(count), unit, language)) == read


def test_rates() -> None:
    assert spaced(figures.rate(550, "fr")) == "5,5_%"
    assert figures.rate(2000, "en") == "20%"


@pytest.mark.parametrize(
    ("first", "last", "fr"),
    [
        (date(2027, 1, 1), date(2027, 1, 1), "1er janvier 2027"),
        (date(2027, 1, 1), date(2027, 1, 31), "1er – 31 janvier 2027"),
        (date(2027, 1, 28), date(2027, 2, 3), "28 janvier – 3 février 2027"),
        (date(2026, 12, 28), date(2027, 12, 3), "28 décembre 2026 – 3 décembre 2027"),
    ],
)
def test_periods_repeat_nothing(first: date, last: date, fr: str) -> None:
    assert figures.period(first, last, "fr") == fr
