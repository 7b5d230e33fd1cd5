"""Amounts, quantities, rates and days as a document prints them. Pure, and without floats.

The C locale of a process is global, and a library of locales weighs more than two languages deserve.
"""

from datetime import date
from decimal import Decimal

from chalicelib.billing.model import UnitCode
from chalicelib.core.errors import Language

NBSP = "\u00a0"
THIN = "\u202f"
MINUS = "\u2212"
CENTS = 100

MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
UNITS: dict[UnitCode, dict[Language, tuple[str, str]]] = {
    UnitCode.HOUR: {"fr": ("h", "h"), "en": ("h", "h")},
    UnitCode.DAY: {"fr": ("jour", "jours"), "en": ("day", "days")},
    UnitCode.WEEK: {"fr": ("semaine", "semaines"), "en": ("week", "weeks")},
    UnitCode.MONTH: {"fr": ("mois", "mois"), "en": ("month", "months")},
    UnitCode.PIECE: {"fr": ("", ""), "en": ("", "")},
}


def money(cents: Decimal | int, language: Language) -> str:
    """« 1 234,50 € », "€1,234.50"; up to two more decimals where a unit price has them."""
    euros = Decimal(cents) / CENTS
    number = f"{abs(euros):,.2f}" if euros == round(euros, 2) else f"{abs(euros.normalize()):,f}"
    return _with_sign(number, euros < 0, language)


def short_money(cents: int, language: Language) -> str:
    """« 10 000 € »: a share capital, whose cents nobody writes when there are none."""
    return money(cents, language) if cents % CENTS else _with_sign(f"{cents // CENTS:,d}", False, language)


def plain(number: Decimal, language: Language) -> str:
    """A number without useless zeros: « 1,5 », "1.5"."""
    text = f"{number.normalize():,f}"
    return text if language == "en" else _french(text)


def rate(basis_points: int, language: Language) -> str:
    """« 5,5 % », "5.5%"."""
    return plain(Decimal(basis_points) / CENTS, language) + ("%" if language == "en" else f"{NBSP}%")


def quantity(count: Decimal, unit: UnitCode, language: Language) -> str:
    """« 3 h », « 1,5 jour », "1.5 days": French counts in the plural from two on, English from anything but one."""
    one, several = UNITS[unit][language]
    is_one = count < 2 if language == "fr" else count == 1
    word = one if is_one else several
    return plain(count, language) + (f"{NBSP}{word}" if word else "")


def day(on: date, language: Language) -> str:
    """« 12 janvier 2027 », « 1er juin 2027 », "1 June 2027"."""
    return f"{_number(on, language)} {MONTHS[language][on.month - 1]} {on.year}"


def period(first: date, last: date, language: Language) -> str:
    """« 1er – 31 janvier 2027 », « 28 janvier – 3 février 2027 », or a single day."""
    if first == last:
        return day(first, language)
    opening = _number(first, language)
    if (first.year, first.month) != (last.year, last.month):
        opening += f" {MONTHS[language][first.month - 1]}"
    if first.year != last.year:
        opening += f" {first.year}"
    return f"{opening} – {day(last, language)}"


def _number(on: date, language: Language) -> str:
    return "1er" if language == "fr" and on.day == 1 else str(on.day)


def _with_sign(number: str, is_negative: bool, language: Language) -> str:
    sign = MINUS if is_negative else ""
    return f"{sign}€{number}" if language == "en" else f"{sign}{_french(number)}{NBSP}€"


def _french(number: str) -> str:
    return number.replace(",", THIN).replace(".", ",")
