"""A payable follows its booking: owed once the money is captured, no longer once it goes back."""

from dataclasses import replace
from datetime import datetime

from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.core.money import Amounts
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import SettlementMode, Tax, legal_day
from chalicelib.legal.settling import settling_taxes
from chalicelib.payouts import policy, store
from chalicelib.payouts.model import Month, MonthState, Payable, State

ROUNDS = 8
MONTHS_AHEAD = 4
"""What was captured for a month that is billed already is billed with one of the next."""

LONGEST_LABEL = 40
"""A month's payables are read whole: each is kept short."""


def follow(booking_id: str, *, now: datetime) -> None:
    """Safe to repeat, at any moment. Raises NotFound, Busy."""
    for _ in range(ROUNDS):
        booking = booking_of(booking_id)
        try:
            _follow(booking, UnitOfWork(now=now, actor=SYSTEM))
        except StaleVersion:
            continue
        return
    raise Busy


def payable_of(booking: Booking) -> Payable | None:
    """Strongly read."""
    ends = policy.local_end(booking)
    month = policy.month_of(ends)
    for _ in range(MONTHS_AHEAD):
        found = store.payable(booking.host_id, month, ends, booking.id)
        if found:
            return found
        month = policy.next_month(month)
    return _left_behind(booking)


def _left_behind(booking: Booking) -> Payable | None:
    """Of a booking that was moved a moment ago: under one of its earlier ends, the latest first."""
    for period in reversed(booking.moved_from):
        ends = policy.local_time(period.end, booking)
        found = store.payable(booking.host_id, policy.month_of(ends), ends, booking.id)
        if found:
            return found
    return None


def cancel(payable: Payable, uow: UnitOfWork) -> Payable:
    """It is not owed, and no longer counts among what an open month will bill. Written with the caller's transaction;
    what corrects a month that was billed is the caller's too."""
    after = payable.next(state=State.CANCELLED, block=None, due_at=None)
    store.save_payable(uow, after)
    store.add_to_reserve(uow, payable.booking_id, -payable.ttc)
    month = store.month(payable.host_id, payable.month)
    if month and not month.is_billed:
        store.add_to_month(uow, month, count=-1, ht=-payable.ht, ttc=-payable.ttc)
    return after


def _follow(booking: Booking, uow: UnitOfWork) -> None:
    known, billable = payable_of(booking), policy.billable(booking)
    if known is None and billable.ttc:
        _owe(booking, billable, uow)
    elif known and known.state is State.WAITING and billable.ttc and known.ends != policy.local_end(booking):
        _follow_to(booking, known, uow)
        _follow(booking, uow.again())
    elif known and known.state is State.WAITING and billable.ttc < known.ttc:
        if billable.ttc:
            _lessen(known, billable, uow)
        else:
            cancel(known, uow)
            uow.commit()


def _lessen(payable: Payable, kept: Amounts, uow: UnitOfWork) -> None:
    """A part of it goes back. Nobody cancels or moves a booking whose month is billed: it would have begun."""
    month = store.month(payable.host_id, payable.month)
    if month is None or month.is_billed:
        raise LookupError(f"{payable.month} of {payable.host_id} cannot take back a part of {payable.booking_id}")
    store.save_payable(
        uow, payable.next(ht=kept.ht, ttc=kept.ttc, returned=payable.returned + payable.ttc - kept.ttc)
    )
    store.add_to_reserve(uow, payable.booking_id, kept.ttc - payable.ttc)
    store.add_to_month(uow, month, count=0, ht=kept.ht - payable.ht, ttc=kept.ttc - payable.ttc)
    uow.commit()


def _follow_to(booking: Booking, known: Payable, uow: UnitOfWork) -> None:
    """It is billed with the month in which the booking now ends, and paid so long after it."""
    month = _open_month(booking)
    moved = known.next(
        month=month.month,
        ends=policy.local_end(booking),
        label=booking.room_name[:LONGEST_LABEL],
        due_at=booking.period.end + policy.COMPLAINTS if known.due_at else None,
    )
    store.remove_payable(uow, known)
    store.add_payable(uow, moved)
    before = store.month(known.host_id, known.month)
    if before and moved.month != known.month:
        store.add_to_month(uow, before, count=-1, ht=-known.ht, ttc=-known.ttc)
        _count(moved, month, uow)
    uow.commit()


def _owe(booking: Booking, amounts: Amounts, uow: UnitOfWork) -> None:
    month = _open_month(booking)
    owed = _payable(booking, amounts, month.month, uow.now)
    store.add_payable(uow, owed)
    store.add_to_reserve(uow, owed.booking_id, owed.ttc)
    _count(owed, month, uow)
    uow.commit()


def _count(owed: Payable, month: Month, uow: UnitOfWork) -> None:
    if month.version:
        store.add_to_month(uow, month, count=1, ht=owed.ht, ttc=owed.ttc)
    else:
        store.save_month(uow, replace(month, count=1, ht=owed.ht, ttc=owed.ttc, version=1), None)


def _open_month(booking: Booking) -> Month:
    """At version 0 if nobody owes anything in it yet. Raises LookupError."""
    name = policy.month_of(policy.local_end(booking))
    for _ in range(MONTHS_AHEAD):
        found = store.month(booking.host_id, name)
        if found is None or found.state in {MonthState.OPEN, MonthState.PARKED}:
            # Its payday is known from the beginning, and its run has one index entry less to write.
            payday = policy.opening(policy.payday_of(name))
            return found or Month(booking.host_id, name, due_at=payday, version=0)
        name = policy.next_month(name)
    raise LookupError(f"every month that could bill {booking.id} is closed")


def _payable(booking: Booking, amounts: Amounts, month: str, now: datetime) -> Payable:
    terms = booking.terms
    taxes = settling_taxes(booking.host_id, terms.vat_rule, legal_day(now))
    per_booking = terms.mode is SettlementMode.PER_BOOKING
    return Payable(
        host_id=booking.host_id,
        month=month,
        ends=policy.local_end(booking),
        booking_id=booking.id,
        label=booking.room_name[:LONGEST_LABEL],
        mode=terms.mode,
        ht=amounts.ht,
        ttc=amounts.ttc,
        tax=Tax(terms.vat_category, terms.vat_rate, terms.exemption) if per_booking else taxes.of_host,
        commission_rate=terms.commission_rate,
        commission_tax=taxes.of_commission,
        due_at=booking.period.end + policy.COMPLAINTS if per_booking else None,
    )
