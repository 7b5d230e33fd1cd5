"""A coworker joins the list of a room that is full, looks at what he waits for, leaves."""

from chalicelib.availability.hold import is_free
from chalicelib.bookings import policy
from chalicelib.bookings.errors import TooSoon, in_words
from chalicelib.bookings.quote import Span, quote, terms_of
from chalicelib.bookings.waiting import store
from chalicelib.bookings.waiting.errors import PlacesAreFree, TooManyWaiting
from chalicelib.bookings.waiting.model import MOST_OPEN, SHORTEST_OFFER, Entry, entry_id
from chalicelib.bookings.waiting.offering import offer_of
from chalicelib.bookings.waiting.serve import serve
from chalicelib.core.errors import Language, NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.identity.profile import profile_of
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.find import live_space


@dataclass(frozen=True)
class Wish:
    user_id: str
    space_id: str
    room_id: str
    span: Span
    language: Language


class Gone(Exception):
    """Nobody waits there any more."""


def join(wish: Wish, *, uow: UnitOfWork) -> Entry:
    """Twice is once; with another number of people it is a new turn.

    Raises a refusal of the span, NotFound, SessionOver, CannotSell, PlacesAreFree, TooManyWaiting.
    """
    # Nobody to write to: a login that never signed in through us has no profile.
    profile_of(wish.user_id)
    entry = _checked(wish, uow)
    there = store.get(entry)
    if there and there.people == entry.people:
        return there
    # One more than there may be, without the one that this one takes the place of.
    others, _ = store.page_of_user(wish.user_id, None, MOST_OPEN + 1)
    if len([other for other in others if other.id != entry.id]) >= MOST_OPEN:
        raise TooManyWaiting(most=MOST_OPEN)
    store.put(uow, entry)
    uow.commit()
    # A place that came free since we looked told a list that he was not on.
    serve(entry.room_id, entry.period, now=uow.now)
    return entry


def _checked(wish: Wish, uow: UnitOfWork) -> Entry:
    """What could be booked, if only it were free."""
    space = live_space(wish.space_id)
    room = space.room(wish.room_id)
    if room is None:
        raise NotFound
    quoted = quote(space, room, wish.span, terms_of(space, room, uow.now), now=uow.now)
    entry = Entry(
        id=entry_id(wish.user_id, room.id, quoted.period),
        user_id=wish.user_id,
        space_id=space.id,
        room_id=room.id,
        space_name=space.name,
        room_name=room.name,
        timezone=space.timezone,
        period=quoted.period,
        people=quoted.people,
        language=wish.language,
        since=uow.now,
    )
    if offer_of(entry, quoted, uow.now) is None:
        raise TooSoon("start", **in_words(policy.notice_of(room) + SHORTEST_OFFER))
    if is_free(room, quoted.held, space.std_offset, quoted.people):
        raise PlacesAreFree
    return entry


def leave(user_id: str, waiting_id: str, *, uow: UnitOfWork) -> None:
    """Raises NotFound, also when the place was offered a moment ago."""
    found, _ = store.page_of_user(user_id, None, 2 * MOST_OPEN)
    entry = next((one for one in found if one.id == waiting_id), None)
    if entry is None:
        raise NotFound
    store.remove(uow, entry, refused=NotFound)
    uow.commit()
