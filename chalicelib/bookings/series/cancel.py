"""A coworker gives up one date, a date and those after it, or all.

Each date is cancelled in a transaction of its own, several of them in one act: what a dead call left of it is done by
the next call on the series, or by the clock two minutes later, and then the act is told, once.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from chalicelib.bookings import transitions
from chalicelib.bookings.cancel import cancel_as_coworker, leave
from chalicelib.bookings.change import Change
from chalicelib.bookings.commit import commit, on_latest
from chalicelib.bookings.errors import CannotCancel, SeriesWaits
from chalicelib.bookings.facts import BookingCancelled, DatesCancelled
from chalicelib.bookings.find import booking_of, bookings_among
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.series import act_store
from chalicelib.bookings.series.act import Act, goes_back
from chalicelib.bookings.series.find import act_of
from chalicelib.bookings.series.follow import UNDECIDED, followed
from chalicelib.bookings.series.model import Series, series_key
from chalicelib.bookings.settle import move_money
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.core.ids import new_id
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.unit_of_work import UnitOfWork


class CancellationScope(StrEnum):
    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


class Done(Exception):
    """Another call, or the clock, finished this act."""


def cancel_series(series: Series, scope: CancellationScope, booking_id: str, *, uow: UnitOfWork) -> None:
    """Each date under its own conditions, in a transaction of its own: safe to repeat. `booking_id` is the date that
    ONE and FOLLOWING begin with. A request that waits is given up as a whole.

    Raises NotFound, CannotCancel (nothing is left to cancel), SeriesWaits, PaymentUnavailable.
    """
    payer = booking_of(series.payer_id)
    if payer.status in UNDECIDED:
        if scope is not CancellationScope.ALL:
            raise SeriesWaits
        followed(leave(payer, uow=uow), uow.again)
        return
    left = act_store.of_series(series.id)
    for act in left:
        finish(act, uow)
    chosen = [one for one in _within(series, scope, booking_id) if _may_be_cancelled(one, uow.now)]
    if not chosen and not left:
        raise CannotCancel
    _cancel(series, chosen, uow)


def finish(act: Act, uow: UnitOfWork) -> None:
    """Cancels what still stands of an act, tells of it, and has the money moved. Twice is harmless."""
    ended = [on_latest(one, lambda latest: _end(latest, act, uow.again())) for one in bookings_among(act.booking_ids)]
    _tell(act, [one for one in ended if act_of(one.id) == act.id], uow.again())
    for booking in ended:
        move_money(booking, uow.again)


def finish_left(now: datetime) -> None:
    """Finishes every act that a dead call left; one that fails comes back a minute later."""
    for act in act_store.due(now):
        try:
            finish(act, UnitOfWork(now=now, actor=Actor(ActorKind.USER, act.user_id)))
        except Exception:  # noqa: BLE001
            # One act must not keep the others from being finished; it is logged, counted and tried again.
            logger.exception("act_unfinished", extra={"series_id": act.series_id})
            metrics.add_metric(name="DeadlineFailed", unit="Count", value=1)


def _cancel(series: Series, chosen: list[Booking], uow: UnitOfWork) -> None:
    """A date by itself, and one whose payment page is open, are told like any other booking."""
    together = [one for one in chosen if one.status is not Status.AWAITING_PAYMENT]
    if len(together) > 1:
        finish(_begun(series, together, uow.again()), uow)
        chosen = [one for one in chosen if one not in together]
    for booking in chosen:
        cancel_as_coworker(booking, uow=uow.again())


def _begun(series: Series, bookings: list[Booking], uow: UnitOfWork) -> Act:
    act = Act(
        id=new_id("ac"),
        series_id=series.id,
        host_id=series.host_id,
        user_id=series.user_id,
        booking_ids=tuple(one.id for one in bookings),
        at=uow.now,
    )
    act_store.add(uow, act)
    uow.commit()
    return act


def _end(booking: Booking, act: Act, uow: UnitOfWork) -> Booking:
    """Under the conditions of the instant at which it was given up, whenever that is carried out."""
    if not _may_be_cancelled(booking, act.at):
        return booking
    return commit(_part_of(act, transitions.cancelled_by_coworker(booking, act.at)), uow)


def _part_of(act: Act, change: Change) -> Change:
    facts = (replace(fact, act=act.id) if isinstance(fact, BookingCancelled) else fact for fact in change.facts)
    return replace(change, facts=tuple(facts))


def _tell(act: Act, ended: list[Booking], uow: UnitOfWork) -> None:
    act_store.remove(uow, act, refused=Done)
    if ended:
        uow.record(
            DatesCancelled(
                subject=series_key(act.series_id),
                host_id=act.host_id,
                bookings=[one.id for one in ended],
                back=sum(map(goes_back, ended)),
            )
        )
    try:
        uow.commit()
    except Done:
        return


def _within(series: Series, scope: CancellationScope, booking_id: str) -> list[Booking]:
    bookings = bookings_among(series.booking_ids)
    if scope is CancellationScope.ALL:
        return bookings
    first = next((one for one in bookings if one.id == booking_id), None)
    if first is None:
        raise NotFound
    if scope is CancellationScope.ONE:
        return [first]
    return [one for one in bookings if one.period.start >= first.period.start]


def _may_be_cancelled(booking: Booking, now: datetime) -> bool:
    if booking.status in UNDECIDED:
        return booking.series is None
    return booking.status is Status.CONFIRMED and now < booking.period.end
