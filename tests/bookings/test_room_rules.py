"""What a host allows of each room: how long, how long before, how far ahead, and empty afterwards."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.bookings.errors import LongerThanAllowed, TooFarAhead, TooShort, TooSoon
from chalicelib.bookings.policy import kept_percent
from chalicelib.bookings.quote import Quote, Span, quote
from chalicelib.core.errors import Refusal
from chalicelib.core.period import Period
from chalicelib.spaces.model import BookingRules, CancellationStep, DayHours, OpenInterval
from tests.make.bookings import NOW
from tests.make.legal import some_terms
from tests.make.spaces import a_live_space, a_room

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2027, 3, 16, 9, tzinfo=UTC)


def asked(start: str, end: str, *, days: tuple[DayHours, ...] = (), **changes: Any) -> Quote:
    rules = BookingRules(**{name: value for name, value in changes.items() if name in BookingRules.__annotations__})
    room = a_room(rules=rules, automatic_acceptance=changes.get("automatic", True))
    space = a_live_space(rooms=(room,), exceptional_days=days)
    return quote(space, room, Span(start, end, 1), some_terms(), now=NOW)


@pytest.mark.parametrize(
    ("rules", "end", "refusal", "words"),
    [
        ({"shortest": 2 * HOUR}, "10:45", TooShort, "pour 2 heures au moins."),
        ({"longest": timedelta(minutes=90)}, "10:45", LongerThanAllowed, "pour 90 minutes au plus."),
        ({"notice": 2 * DAY}, "10:45", TooSoon, "au moins 2 jours à l'avance."),
    ],
)  # fmt: skip
def test_what_a_room_does_not_allow_is_refused_in_words(
    rules: dict[str, Any], end: str, refusal: type[Refusal], words: str
) -> None:
    with pytest.raises(refusal) as refused:
        asked("2027-03-16T09:00", f"2027-03-16T{end}", **rules)
    assert words in refused.value.words("fr")


@pytest.mark.parametrize("rules", [{"shortest": 2 * HOUR}, {"longest": 2 * HOUR}, {"notice": DAY - 2 * HOUR}])
def test_the_limit_itself_is_allowed(rules: dict[str, Any]) -> None:
    assert asked("2027-03-16T09:00", "2027-03-16T11:00", **rules).period.minutes == 120


def test_how_far_ahead_is_the_hosts_to_say_within_what_a_card_allows() -> None:
    asked("2027-03-24T09:00", "2027-03-24T10:00", horizon=10 * DAY)
    with pytest.raises(TooFarAhead):
        asked("2027-03-26T09:00", "2027-03-26T10:00", horizon=10 * DAY)
    with pytest.raises(TooFarAhead) as refused:
        asked("2027-06-10T09:00", "2027-06-10T10:00", horizon=365 * DAY)
    assert refused.value.params == {"days": 80}


def test_who_answers_by_hand_keeps_his_time_whatever_the_rule() -> None:
    with pytest.raises(TooSoon) as refused:
        asked("2027-03-15T10:45", "2027-03-15T12:00", notice=HOUR, automatic=False)
    assert refused.value.params["minutes"] == 120


def test_a_room_that_stays_empty_afterwards_is_held_longer_and_charged_the_same() -> None:
    plain, buffered = (
        asked("2027-03-16T09:00", "2027-03-16T11:00", buffer=timedelta(minutes=minutes)) for minutes in (0, 30)
    )
    assert buffered.price == plain.price
    assert buffered.period == plain.period
    assert buffered.held == (Period(plain.held[0].start, plain.held[0].end + HOUR / 2),)


def test_an_exceptional_day_replaces_the_week_s_hours() -> None:
    closed = DayHours(date(2027, 3, 16), (), "Inventaire")
    sunday = DayHours(date(2027, 3, 21), (OpenInterval(600, 720),), "Portes ouvertes")
    with pytest.raises(OutsideOpeningHours):
        asked("2027-03-16T09:00", "2027-03-16T10:00", days=(closed, sunday))
    assert asked("2027-03-21T10:00", "2027-03-21T12:00", days=(closed, sunday)).period.minutes == 120
    with pytest.raises(OutsideOpeningHours):
        asked("2027-03-21T09:00", "2027-03-21T12:00", days=(closed, sunday))


def test_a_closed_day_within_a_longer_booking_is_neither_held_nor_charged() -> None:
    closed = DayHours(date(2027, 3, 17), ())
    found = asked("2027-03-16T09:00", "2027-03-18T18:00", days=(closed,))
    assert [part.start.day for part in found.held] == [16, 18]
    assert {line.day.day for line in found.price.lines} == {16, 18}


STEPS = (CancellationStep(72, 25), CancellationStep(24, 50), CancellationStep(2, 80))


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (73 * HOUR, 0), (72 * HOUR, 0), (72 * HOUR - timedelta(seconds=1), 25), (24 * HOUR, 25), (23 * HOUR, 50),
        (2 * HOUR, 50), (HOUR, 80), (timedelta(), 100), (-HOUR, 100),
    ],
)  # fmt: skip
def test_the_later_the_cancellation_the_more_is_kept(before: timedelta, kept: int) -> None:
    assert kept_percent(STEPS, start=START, now=START - before) == kept


def test_without_conditions_all_comes_back_before_the_start() -> None:
    assert kept_percent((), start=START, now=START - timedelta(seconds=1)) == 0
    assert kept_percent((), start=START, now=START) == 100
