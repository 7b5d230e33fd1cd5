"""A coworker asks for the same time every week: all bookings, their places and facts, in one transaction."""

from dataclasses import asdict, replace

from chalicelib.availability import hold
from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import store as booking_store
from chalicelib.bookings.checkout import open_checkout
from chalicelib.bookings.errors import SeriesChanged, SeriesNotPossible, TermsChanged
from chalicelib.bookings.facts import SeriesPlaced
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, SeriesPart, Status
from chalicelib.bookings.quote import Quote, Span, terms_of
from chalicelib.bookings.request import BookingRequest, hash_of, new_booking
from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Date, DateOutcome, Mode, Series, key_of
from chalicelib.bookings.series.plan import Plan, Planned, plan
from chalicelib.bookings.transitions import placed
from chalicelib.core.errors import Language, NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.identity.profile import profile_of
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.find import live_space
from chalicelib.spaces.model import Space


@dataclass(frozen=True)
class SeriesRequest:
    """`first` and the `weeks - 1` weeks after it. `expected_dates` and `expected_ttc` (cents, of all) are what the
    coworker was shown; the rest as in a `BookingRequest`."""

    user_id: str
    space_id: str
    room_id: str
    first: Span
    weeks: int
    mode: Mode
    expected_dates: int
    expected_ttc: int
    terms: str
    key: str
    language: Language

    @property
    def series_id(self) -> str:
        """The same caller and key always mean the same series."""
        return derived_id("se", self.user_id, self.key)

    @property
    def body_hash(self) -> str:
        return hash_of(asdict(self))


def request_series(wish: SeriesRequest, *, uow: UnitOfWork) -> tuple[Series, str | None]:
    """Books, or finds what the same call booked before. Returns the series and where to pay, if it is to be paid.

    Raises a refusal of `plan`, SessionOver, NotFound, TermsChanged, CannotSell, SeriesNotPossible, SeriesChanged,
    KeyReused, PaymentUnavailable.
    """
    series = store.get(wish.series_id) or _book(wish, uow)
    if series.body_hash != wish.body_hash:
        raise KeyReused
    payer = booking_of(series.payer_id)
    if payer.status is not Status.AWAITING_PAYMENT:
        return series, None
    _, url = open_checkout(payer, uow)
    return series, url


def _book(wish: SeriesRequest, uow: UnitOfWork) -> Series:
    profile_of(wish.user_id)
    space = live_space(wish.space_id)
    room = space.room(wish.room_id)
    if room is None:
        raise NotFound
    terms = terms_of(space, room, uow.now)
    planned = plan(space, room, wish.first, wish.weeks, terms, now=uow.now)
    _check(wish, planned)
    if terms and wish.terms != terms.terms:
        raise TermsChanged("terms", terms=terms.terms)
    bookings = _bookings(wish, planned, uow)
    series = _series(wish, planned, bookings, uow)
    _write(series, bookings, planned, space, uow)
    try:
        uow.commit()
    except (Replayed, SlotTaken) as refused:
        winner = store.get(series.id)
        if winner is None:
            raise SeriesChanged(dates=0, ttc=0) from refused
        return winner
    return series


def _check(wish: SeriesRequest, planned: Plan) -> None:
    possible = planned.bookable
    if not possible or (wish.mode is Mode.ALL_OR_NOTHING and len(possible) < wish.weeks):
        against = [one for one in planned.dates if one.quote is None]
        raise SeriesNotPossible("weeks", dates=[{"start": one.start, "outcome": one.outcome} for one in against])
    if (len(possible), planned.ttc) != (wish.expected_dates, wish.expected_ttc):
        raise SeriesChanged("expected_ttc", dates=len(possible), ttc=planned.ttc)


def _bookings(wish: SeriesRequest, planned: Plan, uow: UnitOfWork) -> list[Booking]:
    """The first pays for all; the host answers before its start, and with it for all."""
    made = [_booking(wish, one, one.quote, uow) for one in planned.dates if one.quote]
    payer = made[0]
    part = SeriesPart(wish.series_id, payer.id, len(made), planned.ttc)
    alike = [replace(one, answer_by=payer.answer_by, due_at=payer.due_at, status=payer.status) for one in made]
    return [replace(one, series=replace(part, rank=rank)) for rank, one in enumerate(alike, start=1)]


def _booking(wish: SeriesRequest, date: Planned, quoted: Quote, uow: UnitOfWork) -> Booking:
    one = BookingRequest(
        user_id=wish.user_id,
        space_id=wish.space_id,
        room_id=wish.room_id,
        span=Span(date.start, date.end, quoted.people),
        expected_ttc=quoted.price.amounts.ttc,
        terms=wish.terms,
        key=key_of(wish.series_id, date.start),
        language=wish.language,
    )
    return new_booking(one, quoted, now=uow.now)


def _series(wish: SeriesRequest, planned: Plan, bookings: list[Booking], uow: UnitOfWork) -> Series:
    ids = iter(bookings)
    return Series(
        id=wish.series_id,
        user_id=wish.user_id,
        host_id=bookings[0].host_id,
        space_id=wish.space_id,
        room_id=wish.room_id,
        people=wish.first.people,
        mode=wish.mode,
        payer_id=bookings[0].id,
        dates=tuple(
            Date(one.start, one.end, one.outcome, next(ids).id if one.outcome is DateOutcome.BOOKED else "", one.why)
            for one in planned.dates
        ),
        created_at=uow.now,
        body_hash=wish.body_hash,
    )


def _write(series: Series, bookings: list[Booking], planned: Plan, space: Space, uow: UnitOfWork) -> None:
    store.add(uow, series)
    for booking, quoted in zip(bookings, planned.bookable, strict=True):
        booking_store.add(uow, booking)
        hold.take(uow, quoted.room, quoted.held, space.std_offset, quoted.people)
        for fact in placed(booking).facts:
            uow.record(fact)
    uow.record(
        SeriesPlaced(
            subject=series.key,
            host_id=series.host_id,
            payer=series.payer_id,
            asked=len(series.dates),
            booked=len(bookings),
            amount=planned.ttc,
        )
    )
