"""What a booking may become, and what is told about it. Pure: no table, no clock, no Stripe."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.bookings import facts, outcomes, transitions
from chalicelib.bookings.change import SOON, Change
from chalicelib.bookings.errors import AlreadyDecided, CannotCancel, ReasonRequired, TooLate
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Money, Party, Status
from chalicelib.payments.model import Intent, IntentStatus
from tests.make.bookings import NOW, a_booking
from tests.make.spaces import a_live_space, a_room

HELD = Intent("pi_1", IntentStatus.HELD, 10800, NOW + timedelta(days=7))


def new(**room: Any) -> Booking:
    room_sold = a_room(**room)
    return a_booking(a_live_space(rooms=(room_sold,)), room_sold)


def pending(**room: Any) -> Booking:
    return paid(new(**room)).booking


def paid(booking: Booking, intent: Intent = HELD) -> Change:
    change = outcomes.change_for(booking, intent, now=NOW)
    assert change
    return change


def confirmed() -> Booking:
    booking = transitions.accepted(pending(), NOW).booking
    return outcomes.captured(booking).booking


def kinds(change: Change) -> list[str]:
    return [fact.kind for fact in change.facts]


def test_a_paid_booking_waits_for_its_payment() -> None:
    booking = new()
    assert (booking.status, booking.money) == (Status.AWAITING_PAYMENT, Money.AWAITED)
    assert booking.pay_until == NOW + timedelta(minutes=31)
    assert booking.due_at == NOW + timedelta(minutes=32)


def test_a_free_booking_goes_straight_to_the_host() -> None:
    booking = new(tariff=None)
    assert (booking.status, booking.money) == (Status.PENDING_HOST, Money.NONE)
    assert booking.due_at == booking.answer_by


def test_a_free_booking_of_an_automatic_room_is_confirmed_at_once() -> None:
    booking = new(tariff=None, automatic_acceptance=True)
    assert (booking.status, booking.due_at) == (Status.CONFIRMED, None)


def test_a_hold_puts_the_request_before_the_host_until_an_hour_before_the_start() -> None:
    change = paid(new(answer_delay=timedelta(days=6)))
    assert (change.booking.status, change.booking.money) == (Status.PENDING_HOST, Money.HELD)
    assert change.booking.answer_by == change.booking.period.start - timedelta(hours=1)
    assert kinds(change) == ["HoldPlaced", "BookingRequested"]


@pytest.mark.parametrize(
    ("delay", "lapses", "expected"),
    [
        (timedelta(hours=3), timedelta(days=7), timedelta(hours=3)),
        (timedelta(hours=72), timedelta(hours=10), timedelta(hours=4)),
    ],
    ids=["the room's delay", "six hours before the hold lapses"],
)
def test_the_nearest_limit_is_the_deadline(delay: timedelta, lapses: timedelta, expected: timedelta) -> None:
    held = replace(HELD, capture_before=NOW + lapses)
    assert paid(new(answer_delay=delay), held).booking.answer_by == NOW + expected


def test_accepting_a_held_request_captures_before_it_confirms() -> None:
    change = transitions.accepted(pending(), NOW)
    assert (change.booking.status, change.booking.money) == (Status.CONFIRMING, Money.CAPTURING)
    assert change.booking.due_at == NOW + SOON
    assert kinds(outcomes.captured(change.booking)) == ["PaymentCaptured", "BookingConfirmed"]


def test_nobody_accepts_from_the_deadline_on() -> None:
    booking = pending()
    assert booking.answer_by
    with pytest.raises(TooLate):
        transitions.accepted(booking, booking.answer_by)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PENDING_HOST}))
def test_only_a_pending_request_is_answered_or_expires(status: Status) -> None:
    booking = replace(pending(), status=status)
    with pytest.raises(AlreadyDecided):
        transitions.accepted(booking, NOW)
    with pytest.raises(AlreadyDecided):
        transitions.declined(booking, "", NOW)
    with pytest.raises(AlreadyDecided):
        transitions.expired(booking, NOW)


def test_declining_frees_the_places_and_releases_the_hold() -> None:
    change = transitions.declined(pending(), "Travaux", NOW)
    assert change.frees
    assert (change.booking.status, change.booking.money) == (Status.DECLINED, Money.RELEASING)
    assert change.facts[0] == facts.BookingDeclined(
        subject=change.booking.key, host_id=change.booking.host_id, reason="Travaux"
    )


def test_a_free_request_declined_leaves_nothing_to_the_clock() -> None:
    change = transitions.declined(new(tariff=None), "", NOW)
    assert (change.booking.money, change.booking.due_at) == (Money.NONE, None)


def test_the_coworker_gets_all_back_before_the_start_and_nothing_after() -> None:
    booking = confirmed()
    before = transitions.cancelled_by_coworker(booking, booking.period.start - timedelta(seconds=1))
    after = transitions.cancelled_by_coworker(booking, booking.period.start)
    assert before.booking.money is Money.REFUNDING
    assert after.booking.money is Money.CAPTURED
    assert kinds(after) == ["BookingCancelled", "PaymentKept"]


def test_nobody_cancels_what_is_over() -> None:
    booking = confirmed()
    with pytest.raises(CannotCancel):
        transitions.cancelled_by_coworker(booking, booking.period.end)
    with pytest.raises(CannotCancel):
        transitions.cancelled_by_host(booking, refund=True, reason="", now=booking.period.end)


def test_the_host_keeps_the_money_only_with_a_reason() -> None:
    with pytest.raises(ReasonRequired):
        transitions.cancelled_by_host(confirmed(), refund=False, reason="", now=NOW)
    change = transitions.cancelled_by_host(confirmed(), refund=False, reason="Absence", now=NOW)
    assert change.booking.cancellation
    assert change.booking.cancellation.by is Party.HOST
    assert change.booking.money is Money.CAPTURED


def test_a_withdrawn_request_releases_the_hold() -> None:
    change = transitions.cancelled_by_coworker(pending(), NOW)
    assert (change.booking.status, change.booking.money) == (Status.CANCELLED, Money.RELEASING)
    assert change.frees


def test_money_that_arrives_too_late_goes_back() -> None:
    over = outcomes.abandoned(new()).booking
    assert outcomes.stray_payment(over, "pi_1", captured=False, now=NOW).booking.money is Money.RELEASING
    assert outcomes.stray_payment(over, "pi_1", captured=True, now=NOW).booking.money is Money.REFUNDING


def test_pauses_double_up_to_six_hours() -> None:
    booking = transitions.accepted(pending(), NOW).booking
    pauses = []
    for _ in range(12):
        booking = outcomes.postponed(booking, NOW).booking
        assert booking.due_at
        pauses.append(booking.due_at - NOW)
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == timedelta(hours=6)


def test_places_are_given_back_exactly_when_a_booking_stops_holding_them() -> None:
    started = {
        "abandoned": (new(), outcomes.abandoned),
        "declined": (pending(), lambda b: transitions.declined(b, "", NOW)),
        "expired": (pending(), lambda b: transitions.expired(b, NOW)),
        "hold lost": (pending(), outcomes.hold_lost),
        "withdrawn": (pending(), lambda b: transitions.cancelled_by_coworker(b, NOW)),
        "cancelled": (confirmed(), lambda b: transitions.cancelled_by_coworker(b, NOW)),
        "accepted": (pending(), lambda b: transitions.accepted(b, NOW)),
        "released": (transitions.declined(pending(), "", NOW).booking, outcomes.released),
    }
    for case, (booking, change_of) in started.items():
        change = change_of(booking)
        stops = booking.status in HOLDS_SLOTS and change.booking.status not in HOLDS_SLOTS
        assert change.frees is stops, case


def test_every_change_is_the_next_version() -> None:
    booking = pending()
    for change in (
        transitions.accepted(booking, NOW),
        transitions.declined(booking, "", NOW),
        transitions.expired(booking, NOW),
        outcomes.hold_lost(booking),
        transitions.cancelled_by_coworker(booking, NOW),
        outcomes.postponed(booking, NOW),
    ):
        assert change.booking.version == booking.version + 1
