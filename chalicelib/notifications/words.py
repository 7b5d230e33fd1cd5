"""Dates, money and counts as people read them, in the language of the mail. Pure.

Twelve months and seven days in two languages do not deserve a library of locales, and the C locale of a process is
global: two mails in two languages would fight over it.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import TypeVar

from chalicelib.core.errors import Language
from chalicelib.core.period import Period
from chalicelib.core.zones import instants_of, zone_named
from chalicelib.identity.model import User
from chalicelib.spaces.model import Address

HOME_ZONE = "Europe/Paris"
HOME_COUNTRY = "FR"
NBSP = "\u00a0"
THIN = "\u202f"

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
DAYS: dict[Language, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

Text = TypeVar("Text", bound=str)


def one_line(text: str) -> str:
    """What a person typed, fit for one line: no line break can add a header or forge a line of the mail, and no
    direction mark can make it read backwards."""
    visible = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in visible if unicodedata.bidirectional(c) not in _DIRECTIONS).split())


_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def typeset(text: Text) -> Text:
    """French punctuation never starts a line: its spaces become unbreakable. English has none to change."""
    return type(text)(re.sub(r"(?<=«) | (?=[:;?!»€])", NBSP, text))


def day(on: date, language: Language) -> str:
    """« mercredi 14 avril 2027 », « mardi 1er juin 2027 », "Wednesday 14 April 2027"."""
    number = "1er" if language == "fr" and on.day == 1 else str(on.day)
    return f"{DAYS[language][on.weekday()]} {number} {MONTHS[language][on.month - 1]} {on.year}"


def month(of: date, language: Language) -> str:
    """« octobre 2026 », "October 2026"."""
    return f"{MONTHS[language][of.month - 1]} {of.year}"


def of_month(of: date, language: Language) -> str:
    """« d'octobre 2026 », « de mai 2026 », "for October 2026"."""
    name = month(of, language)
    if language == "en":
        return f"for {name}"
    return f"d'{name}" if name[0] in "ao" else f"de {name}"


def moment(at: datetime, timezone: str, language: Language) -> str:
    """« mercredi 14 avril 2027 à 14 h 00 », in the room's zone, which is named when it is not that of Paris."""
    local = at.astimezone(zone_named(timezone))
    at_word = "à" if language == "fr" else "at"
    return f"{day(local, language)} {at_word} {_clock(local, language)}{_zone(timezone, language)}"


def span(period: Period, timezone: str, language: Language) -> str:
    """« mercredi 14 avril 2027 de 9 h 00 à 12 h 00 », or from one day to another."""
    zone = zone_named(timezone)
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    opening, closing = _clock(start, language), _clock(end, language)
    if end.replace(tzinfo=None) == datetime.combine(start.date() + timedelta(days=1), datetime.min.time()):
        end, closing = start, "minuit" if language == "fr" else "midnight"
    if start.date() == end.date():
        text = {
            "fr": f"{day(start, 'fr')} de {opening} à {closing}",
            "en": f"{day(start, 'en')} from {opening} to {closing}",
        }[language]
    else:
        text = {
            "fr": f"du {day(start, 'fr')} à {opening} au {day(end, 'fr')} à {closing}",
            "en": f"from {day(start, 'en')} at {opening} to {day(end, 'en')} at {closing}",
        }[language]
    return text + _zone(timezone, language)


def euros(cents: int, language: Language) -> str:
    """« 1 234,50 € », "€1,234.50"."""
    sign, (whole, rest) = "-" if cents < 0 else "", divmod(abs(cents), 100)
    if language == "en":
        return f"{sign}€{whole:,}.{rest:02d}"
    return f"{sign}{whole:,}".replace(",", THIN) + f",{rest:02d}{NBSP}€"


def price(ttc: int, language: Language) -> str:
    """« 60,00 € TTC », "€60.00 incl. VAT"; nothing to pay is said in a word."""
    if ttc == 0:
        return "Gratuit" if language == "fr" else "Free"
    return f"{euros(ttc, language)}{NBSP}{'TTC' if language == 'fr' else 'incl. VAT'}"


def people(count: int, language: Language) -> str:
    one, several = ("personne", "personnes") if language == "fr" else ("person", "people")
    return f"{count} {one if count == 1 else several}"


def place(address: Address) -> str:
    town = f"{address.postcode} {address.city}"
    country = "" if address.country == HOME_COUNTRY else address.country
    parts = (address.line1, address.line2, town, country)
    return ", ".join(line for part in parts if (line := one_line(part)))


def name_of(coworker: User | None, language: Language) -> str:
    name = one_line(coworker.name) if coworker else ""
    return name or ("(compte fermé)" if language == "fr" else "(closed login)")


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clock(local: datetime, language: Language) -> str:
    """An hour that exists twice carries its offset: both are bookable."""
    shown = f"{local.hour}{NBSP}h{NBSP}{local:%M}" if language == "fr" else f"{local:%H:%M}"
    zone = zone_named(str(local.tzinfo))
    if len(instants_of(local.replace(tzinfo=None, fold=0), zone)) > 1:
        hours = local.utcoffset() or timedelta()
        return f"{shown} (UTC{hours / timedelta(hours=1):+g})"
    return shown


def _zone(timezone: str, language: Language) -> str:
    if timezone == HOME_ZONE:
        return ""
    return f" (fuseau {timezone})" if language == "fr" else f" ({timezone} time)"
