"""Writing a change: the booking, the places it frees, its facts, journals and orders, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from chalicelib.billing.orders import order
from chalicelib.bookings import papers, store
from chalicelib.bookings.change import Change
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.papers import Entry
from chalicelib.bookings.waiting.hand_over import free_places
from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.find import journals_of
from chalicelib.ledger.post import post

T = TypeVar("T")


class OnPaperAlready(Exception):
    """The ledger has this journal."""


ROUNDS = 25
"""In each of them somebody else got on: of many who free places at once, each serves another one in line."""


def commit(change: Change, uow: UnitOfWork, *, beside: Callable[[UnitOfWork], None] | None = None) -> Booking:
    """With what else `beside` writes. Raises StaleVersion when somebody changed the booking since it was read, or the
    list of those who wait for its places."""
    booking = change.booking
    store.save(uow, booking)
    if beside:
        beside(uow)
    if change.frees:
        free_places(booking, uow)
    for fact in change.facts:
        uow.record(fact)
    for entry in change.entries:
        _put_on_paper(entry, change, uow)
    try:
        uow.commit()
    except OnPaperAlready:
        _commit_what_is_on_paper(change, uow.again(), beside)
    return booking


def _commit_what_is_on_paper(change: Change, uow: UnitOfWork, beside: Callable[[UnitOfWork], None] | None) -> None:
    """Either somebody was faster, and whoever lost looks again; or the booking's table was put back to an earlier
    instant, the ledger's never is, and the booking has to catch up with it."""
    if booking_of(change.booking.id).version >= change.booking.version:
        raise StaleVersion
    known = journals_of([papers.reference_of(entry, change.booking) for entry in change.entries])
    missing = [entry for entry in change.entries if papers.reference_of(entry, change.booking) not in known]
    commit(replace(change, entries=tuple(missing)), uow, beside=beside)


def _put_on_paper(entry: Entry, change: Change, uow: UnitOfWork) -> None:
    booking = change.booking
    post(uow, papers.journal_of(entry, booking, uow.now, change.cents), refused=OnPaperAlready)
    wanted = papers.order_of(entry, booking, uow.now)
    if wanted:
        order(uow, wanted)


def on_latest(booking: Booking, act: Callable[[Booking], T]) -> T:
    """Does `act`; when somebody was faster, does it again on the booking as it now is. `act` makes its own unit of
    work, since one that was refused is spent. Raises Busy after too many rounds."""
    for _ in range(ROUNDS):
        try:
            return act(booking)
        except StaleVersion:
            booking = booking_of(booking.id)
    raise Busy
