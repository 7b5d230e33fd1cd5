"""Wall clock to instant, without the two classical mistakes of daylight saving time.

`zoneinfo` maps a wall time that does not exist to another one, and picks one of two when it exists twice;
both are refused here until the person says which instant is meant (PEP 495 describes `fold`).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from chalicelib.core.errors import Kind, Refusal

YEARS = range(2000, 2101)
"""Beyond these, calendars overflow and offsets are guesses."""


class UnknownZone(Refusal):
    code, kind = "unknown_zone", Kind.INVALID
    fr, en = "Fuseau horaire inconnu : {zone}.", "Unknown time zone: {zone}."


class UnreadableTime(Refusal):
    code, kind = "unreadable_time", Kind.INVALID
    fr = "Heure illisible : {value}. Attendu : 2027-03-29T09:30, avec ou sans décalage."
    en = "Unreadable time: {value}. Expected: 2027-03-29T09:30, with or without an offset."


class TimeDoesNotExist(Refusal):
    code, kind = "time_does_not_exist", Kind.INVALID
    fr = "{value} n'existe pas à {zone} : les horloges avancent à ce moment."
    en = "{value} does not exist in {zone}: clocks move forward at that moment."


class TimeIsAmbiguous(Refusal):
    code, kind = "time_is_ambiguous", Kind.INVALID
    fr = "{value} existe deux fois à {zone}. Précisez le décalage : {candidates}."
    en = "{value} exists twice in {zone}. Say which offset: {candidates}."


class OffsetMismatch(Refusal):
    code, kind = "offset_mismatch", Kind.INVALID
    fr = "Le décalage de {value} n'est pas celui de {zone} à cette date."
    en = "The offset of {value} is not that of {zone} on that date."


@cache
def zone_named(name: str) -> ZoneInfo:
    """Raises UnknownZone."""
    if name not in available_timezones():
        raise UnknownZone(zone=name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise UnknownZone(zone=name) from unknown


def instant_of(value: str, zone: ZoneInfo, *, pointer: str | None = None) -> datetime:
    """The UTC instant of wall time `value` in `zone`; an offset, if given, settles a doubled hour.

    Raises UnreadableTime, TimeDoesNotExist, TimeIsAmbiguous, OffsetMismatch.
    """
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError as unreadable:
        raise UnreadableTime(pointer, value=value) from unreadable
    wall = parsed.replace(tzinfo=None)
    if wall.year not in YEARS:
        raise UnreadableTime(pointer, value=value)
    instants = instants_of(wall, zone)
    if not instants:
        raise TimeDoesNotExist(pointer, value=value, zone=zone.key)
    if parsed.tzinfo is not None:
        if parsed.astimezone(UTC) not in instants:
            raise OffsetMismatch(pointer, value=value, zone=zone.key)
        return parsed.astimezone(UTC)
    if len(instants) > 1:
        candidates = ", ".join(i.astimezone(zone).isoformat(timespec="minutes") for i in instants)
        raise TimeIsAmbiguous(pointer, value=value, zone=zone.key, candidates=candidates)
    return instants[0]


def first_instant_of(value: str, zone: ZoneInfo) -> datetime:
    """Like `instant_of` for an advisory search: of a doubled hour, the first. Raises TimeDoesNotExist."""
    instants = instants_of(datetime.fromisoformat(value), zone)
    if not instants:
        raise TimeDoesNotExist(value=value, zone=zone.key)
    return instants[0]


def instants_of(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """The zero, one or two instants (UTC, in order) at which clocks of `zone` show the naive `wall`."""
    found: list[datetime] = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall and instant not in found:
            found.append(instant)
    return found


def boundary(day: date, minute: int, zone: ZoneInfo, *, closing: bool = False) -> datetime:
    """The instant at which opening hours mean `minute` (0 to 1440, from midnight) of `day`.

    An hour that exists twice opens at its first occurrence and closes at its last; one that is skipped means the
    moment at which the clocks jump.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    instants = instants_of(wall, zone)
    if instants:
        return instants[-1 if closing else 0]
    jump = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    before = jump.astimezone(zone).utcoffset()
    while jump.astimezone(zone).utcoffset() == before:
        jump += timedelta(minutes=15)
    return jump


def standard_offset(zone: ZoneInfo, year: int) -> timedelta:
    """The zone's smaller offset of `year`: a constant that storage uses so that it never sees DST."""
    offsets = [datetime(year, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
    return min(offset for offset in offsets if offset is not None)
