"""How the console writes moments, durations and rates, in French."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_UNITS = (("jour", 86_400), ("heure", 3_600), ("minute", 60), ("seconde", 1))
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MONTHLY = re.compile(r"cron\((\d+) (\d+) (\d+) \* \? \*\)")
_EVERY = {"minute": "toutes les {}minutes", "hour": "toutes les {}heures", "day": "tous les {}jours"}


def moment(at: datetime) -> str:
    local = at.astimezone(PARIS)
    return f"{_DAYS[local.weekday()]} {local:%d/%m/%Y à %H:%M:%S}"


def moment_to_the_minute(at: datetime) -> str:
    return moment(at).rpartition(":")[0]


def short_moment(at: datetime) -> str:
    """The hour today, else the day."""
    local = at.astimezone(PARIS)
    return f"{local:%H:%M}" if local.date() == datetime.now(PARIS).date() else f"{local:%d/%m/%Y}"


def offset(seconds: int) -> str:
    if seconds == 0:
        return "à l'heure réelle"
    parts, left = [], abs(seconds)
    for name, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return f"{' '.join(parts)} {'en avance' if seconds > 0 else 'en retard'}"


def rate(expression: str) -> str:
    monthly = _MONTHLY.fullmatch(expression)
    if monthly:
        minute, hour, day = map(int, monthly.groups())
        return f"le {'1er' if day == 1 else day} du mois à {hour} h {minute:02} UTC"
    found = _RATE.fullmatch(expression)
    if found is None:
        return expression
    return _EVERY[found[2]].format("" if found[1] == "1" else f"{found[1]} ")


def instant_of(text: str) -> datetime:
    """A wall time of Paris, or an instant with its offset. Raises ValueError."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=PARIS)).astimezone(UTC)
