"""Places change hands without ever being free: in the transaction that ends a booking, those who wait for them get
them. Nobody can be quicker than the list."""

from datetime import timedelta

from chalicelib.availability import hold
from chalicelib.availability.hold import Holding
from chalicelib.availability.slots import buckets_of
from chalicelib.availability.turns import Wanted, hand_over
from chalicelib.bookings import store as bookings
from chalicelib.bookings.model import Booking
from chalicelib.bookings.waiting import store
from chalicelib.bookings.waiting.choose import offers_for
from chalicelib.bookings.waiting.offering import Offer, offered
from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.core.period import Period
from chalicelib.kit.observability import logger
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.model import room_key

WRITES_OF_AN_OFFER = 3
MOST_WRITES = 80
"""Of the hundred that a transaction has: the end of a sale takes a dozen itself."""


def free_places(ended: Booking, uow: UnitOfWork) -> None:
    """Gives back what `ended` held, to the list first. One read unit where nobody waits.

    The commit raises StaleVersion when the list has moved meanwhile.
    """
    before = Holding(ended.room_id, ended.held, ended.weight, timedelta(minutes=ended.std_offset_minutes))
    offers = _in_one_transaction(before, _next_in_line(before, uow))
    if not offers:
        hold.give_back(uow, room_key(before.room_id), before.held, before.offset, before.weight)
        return
    wanted = [Wanted(offer.quoted.held, offer.quoted.people) for offer in offers]
    hand_over(uow, before, offers[0].quoted.room, wanted, refused=StaleVersion)
    for offer in offers:
        write(uow, offer)


def write(uow: UnitOfWork, offer: Offer) -> None:
    """Turns an entry into a booking; its places are the caller's to take, in the same transaction. The commit raises
    StaleVersion when its entry is gone: one is offered once."""
    store.remove(uow, offer.entry, refused=StaleVersion)
    change = offered(offer, uow.now)
    bookings.add(uow, change.booking)
    for fact in change.facts:
        uow.record(fact, by=SYSTEM)


def _in_one_transaction(before: Holding, offers: list[Offer]) -> list[Offer]:
    """The first ones, as many as one transaction holds beside what ends the booking: a write for each day of any of
    them, three for each offer. The others are served by the fact that follows."""
    periods = list(before.held)
    for number, offer in enumerate(offers):
        periods += offer.quoted.held
        if len(buckets_of(periods, before.offset)) + WRITES_OF_AN_OFFER * (number + 1) > MOST_WRITES:
            return offers[:number]
    return offers


def _next_in_line(freed: Holding, uow: UnitOfWork) -> list[Offer]:
    span = Period(freed.held[0].start, freed.held[-1].end)
    try:
        return offers_for(freed.room_id, span, uow.now, freed=freed)
    except Exception:  # noqa: BLE001
        # Nobody is kept from cancelling by a list that cannot be read; the fact that follows serves it later.
        logger.exception("waiting_list_unread", extra={"room_id": freed.room_id})
        return []
