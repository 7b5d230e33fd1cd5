"""Deadlines and refunds, as pure rules.

Sources: Stripe holds a card 7 days at most and states the real limit as `capture_before`; Stripe Connect lets money
wait 90 days at most before it is paid out.
"""

from datetime import datetime, timedelta

from chalicelib.spaces.model import CancellationPolicy, Room

HOUR = timedelta(hours=1)
CARD_HOLD = timedelta(days=7)
BEFORE_START = timedelta(hours=1)
BEFORE_CAPTURE_LIMIT = timedelta(hours=6)
SHORTEST_NOTICE = timedelta(hours=2)
PAID_HORIZON = timedelta(days=80)
FREE_HORIZON = timedelta(days=365)
LONGEST_DAYS = 31
LEAST_CHARGE, MOST_CHARGE = 50, 99_999_999
SHORTEST_PAGE = timedelta(minutes=30)
CHECKOUT_LIFE = timedelta(minutes=31)
CHECKOUT_GRACE = timedelta(minutes=1)


def answer_deadline(now: datetime, *, delay: timedelta, start: datetime, capture_before: datetime | None) -> datetime:
    """min(the room's delay, an hour before the start, six hours before the hold lapses)."""
    limits = [now + delay, start - BEFORE_START]
    if capture_before is not None:
        limits.append(capture_before - BEFORE_CAPTURE_LIMIT)
    return min(limits)


def notice_of(room: Room) -> timedelta:
    """How long before its start a room must be booked: the host's own rule, and time to answer where he has to."""
    own = room.rules.notice or timedelta()
    return own if room.automatic_acceptance else max(own, SHORTEST_NOTICE)


def kept_percent(steps: CancellationPolicy, *, start: datetime, now: datetime) -> int:
    """What stays with the host when the coworker cancels now; all of it once the booking has begun."""
    if now >= start:
        return 100
    return max((step.kept for step in steps if now > start - step.hours * HOUR), default=0)


def pay_until(now: datetime) -> datetime:
    """When a payment page opened now closes, on the whole second that Stripe counts in (30 minutes at least)."""
    return (now + CHECKOUT_LIFE).replace(microsecond=0)
