"""Lengths of time in words."""

from datetime import timedelta

from chalicelib.core.errors import Language

UNITS: dict[Language, dict[timedelta, tuple[str, str]]] = {
    "fr": {
        timedelta(days=1): ("jour", "jours"),
        timedelta(hours=1): ("heure", "heures"),
        timedelta(minutes=1): ("minute", "minutes"),
    },
    "en": {
        timedelta(days=1): ("day", "days"),
        timedelta(hours=1): ("hour", "hours"),
        timedelta(minutes=1): ("minute", "minutes"),
    },
}


def length_words(length: timedelta, language: Language) -> str:
    """ "2 heures", "90 minutes": in the largest unit that counts it whole."""
    for unit, (one, several) in UNITS[language].items():
        count, rest = divmod(length, unit)
        if not rest:
            return f"{count} {one if count == 1 else several}"
    raise ValueError(f"{length} is no whole number of minutes")
