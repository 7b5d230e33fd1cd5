"""Whether what is owed to hosts says what their bookings say, and reaches them in time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.bookings.model import Booking
from chalicelib.core.errors import StaleVersion
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import SettlementMode, legal_day
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import bank, explain, policy, store
from chalicelib.payouts.model import Payable, Payout, PayoutState, State
from chalicelib.payouts.payables import payable_of

PATIENCE = timedelta(hours=1)
"""A payable follows its booking within seconds; a worker that failed tries again for an hour."""

LATELY = 30
"""Payouts of a host that a look goes back to."""


def shortcomings(booking: Booking, now: datetime) -> Iterator[str]:
    """Of a booking whose money was captured, in words and cents. Strongly read."""
    payable = payable_of(booking)
    if payable is None:
        if policy.billable(booking).ttc and booking.created_at <= now - PATIENCE:
            yield f"captured {booking.amount}, nothing is owed to its host"
        return
    meant = policy.billable(booking)
    if payable.is_owed and not meant.ttc:
        yield f"{booking.money}, still owed to its host"
    elif payable.is_owed and (payable.ht, payable.ttc) != (meant.ht, meant.ttc):
        yield f"owed {payable.ht} HT {payable.ttc} TTC, billable {meant.ht} HT {meant.ttc} TTC"
    yield from _late(payable, booking, now)


def look_at_payouts(host_id: str, account_id: str, uow: UnitOfWork) -> int:
    """Those whose day has passed and of which no event told the end; returns how many were.

    Raises ProviderUnavailable, ProviderRefused.
    """
    last = store.purse(host_id).payouts
    recent = store.payouts(host_id, max(1, last - LATELY), last) if last else []
    waiting = [one for one in recent if _should_be_there(one, uow)]
    for payout in waiting:
        try:
            bank.apply(payout, transfers().payout(account_id, payout.payout_id), uow=uow.again())
        except StaleVersion:
            # Its event came at this moment.
            continue
    return len(waiting)


def _should_be_there(payout: Payout, uow: UnitOfWork) -> bool:
    arrived = payout.arrives_on is not None and payout.arrives_on < legal_day(uow.now)
    return payout.state is PayoutState.SENT and arrived


def _late(payable: Payable, booking: Booking, now: datetime) -> Iterator[str]:
    """*Per booking*: ten days; *monthly*: the 15th. What is blocked says why elsewhere, and is not late by itself."""
    if payable.mode is SettlementMode.PER_BOOKING:
        last_day = legal_day(booking.period.end) + timedelta(days=policy.MOST_DAYS)
    else:
        last_day = policy.last_arrival_of(payable.month)
    if legal_day(now) <= last_day or payable.block or not payable.is_owed:
        return
    if payable.state is not State.SENT:
        yield f"should be with its host since {last_day}, {payable.state}"
    elif payable.number:
        payout = explain.payouts_of(payable.host_id)(payable.number)
        arrives = payout.arrives_on if payout and payout.state is not PayoutState.FAILED else None
        if arrives is None or arrives > last_day:
            yield f"should be in the bank since {last_day}, {f'arrives on {arrives}' if arrives else 'no payout yet'}"
