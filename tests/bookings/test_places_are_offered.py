"""Whoever meets a full room waits; a place that comes free is his for half an hour, then the next one's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.availability.blocks import cancel_block
from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.facts import BlockCancelled
from chalicelib.bookings import facts
from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.decide import decline
from chalicelib.bookings.errors import PriceChanged, TermsChanged, TooSoon
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Span
from chalicelib.bookings.waiting import hand_over, serve
from chalicelib.bookings.waiting.errors import OfferOver, PlacesAreFree, TooManyWaiting
from chalicelib.bookings.waiting.join import leave
from chalicelib.core.errors import NotFound
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Room, SoldAs, Space
from tests.make.audit import assert_settled, assert_sound, kinds, places_held, places_taken
from tests.make.bookings import NOW, SPAN, book, work
from tests.make.identity import saved_user
from tests.make.planning import blocked, slot
from tests.make.sold import sold
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import Till, latest
from tests.make.waiting import accepts, in_line, offered_to, offers, told, waits

HALF_AN_HOUR = timedelta(minutes=30)
SEATS = {"sold_as": SoldAs.SEAT, "tariff": None, "automatic_acceptance": True}


@pytest.fixture(autouse=True)
def people(table: str) -> None:
    for name in ("first", "second", "third", "fourth"):
        saved_user(name)


@pytest.fixture
def seats(people: None) -> tuple[Space, Room]:
    """Four seats, free of charge, confirmed at once."""
    saved_user("coworker")
    room = a_room(capacity=4, **SEATS)
    return saved(a_live_space(rooms=(room,))), room


def four(people: int) -> Span:
    return replace(SPAN, people=people)


def cancelled(booking: Booking) -> Booking:
    return cancel_as_coworker(latest(booking), uow=work(booking.user_id))


def the_offer(user_id: str) -> Booking:
    (offer,) = offers(user_id=user_id)
    return offer


def assert_balanced() -> None:
    assert places_taken() == places_held()


def test_a_freed_place_is_held_for_the_first_in_line_and_then_passes_on(till: Till) -> None:
    desk = sold(till, automatic_acceptance=True)
    booking = desk.paid()
    for name in ("first", "second"):
        waits(desk.space, desk.room, name, now=till.later(seconds=1))

    cancel_as_coworker(booking, uow=till.work())

    offer = the_offer("first")
    assert (offer.due_at, offer.money, offer.amount) == (till.now + HALF_AN_HOUR, Money.NONE, booking.amount)
    assert in_line(desk.room) == ["second"]
    till.later(minutes=30)
    till.run_clock()
    assert latest(offer).status is Status.ABANDONED
    assert kinds(offer) == ["OfferPassed", "PlaceOffered"]
    assert {str(line.actor.kind) for line in facts_of(offer.key)} == {"system"}, "not the act of who cancelled"
    assert (offered_to(), in_line(desk.room)) == (["second"], [])

    taken, page = accepts(the_offer("second"), now=till.now)
    assert (taken.status, taken.money) == (Status.AWAITING_PAYMENT, Money.AWAITED)
    till.pay(page)
    till.deliver()
    assert latest(taken).status is Status.CONFIRMED
    assert kinds(taken) == ["BookingConfirmed", "BookingPlaced", "PaymentCaptured", "PlaceOffered"]
    assert_settled(till)


@pytest.mark.parametrize("ending", ["declined", "expired", "host cancels", "refused", "abandoned"])
def test_every_end_of_a_booking_hands_its_places_on(till: Till, ending: str) -> None:
    room = {"tariff": None} if ending in {"declined", "expired", "refused"} else {}
    desk = sold(till, automatic_acceptance=ending == "host cancels", answer_delay=timedelta(hours=3), **room)
    booking = desk.paid() if ending == "host cancels" else desk.requested()
    waits(desk.space, desk.room, "first", now=till.now)
    if ending == "declined":
        decline(booking, reason="", uow=till.work("host"))
    elif ending == "expired":
        handle_due(booking, till.later(hours=3))
    elif ending == "host cancels":
        cancel_as_host(booking, refund=True, reason="", uow=till.work("host"))
    elif ending == "refused":
        waits(desk.space, desk.room, "second", now=till.later(seconds=1))
        cancelled(booking)
        assert offered_to() == ["first"]
        cancelled(the_offer("first"))
    else:
        till.later(minutes=32)
        till.run_clock()
    assert offered_to() == (["second"] if ending == "refused" else ["first"])
    assert_sound(till)


def test_places_are_never_free_between_two_holders(seats: tuple[Space, Room]) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    waits(space, room, "first", span=four(4))
    cancelled(booking)
    assert places_taken()
    with pytest.raises(SlotTaken):
        book(space, room, user_id="third", key="third")
    assert_balanced()


def test_one_end_serves_all_who_fit_and_a_large_party_holds_up_nobody(seats: tuple[Space, Room]) -> None:
    space, room = seats
    booking = book(space, room, span=four(3))
    book(space, room, key="other", span=four(1))
    for turn, (name, size) in enumerate((("first", 4), ("second", 1), ("third", 2), ("fourth", 1))):
        waits(space, room, name, span=four(size), now=NOW + timedelta(seconds=turn))

    cancelled(booking)

    assert offered_to() == ["second", "third"]
    assert in_line(room) == ["first", "fourth"]
    assert_balanced()


def test_whoever_waits_for_part_of_the_time_leaves_the_rest_to_others(seats: tuple[Space, Room]) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    waits(space, room, "first", span=Span("2027-03-16T09:00", "2027-03-16T10:00", 2))
    waits(space, room, "second", span=Span("2027-03-16T11:00", "2027-03-16T13:00", 4))
    cancelled(booking)
    assert offered_to() == ["first", "second"]
    assert_balanced()
    book(space, room, user_id="third", key="third", span=Span("2027-03-16T09:00", "2027-03-16T11:00", 2))


def test_an_hour_that_somebody_else_holds_keeps_an_entry_in_line(seats: tuple[Space, Room]) -> None:
    space, room = seats
    booking = book(space, room, span=Span("2027-03-16T09:00", "2027-03-16T10:00", 4))
    book(space, room, key="next", span=Span("2027-03-16T10:00", "2027-03-16T11:00", 1))
    waits(space, room, "first", span=Span("2027-03-16T09:00", "2027-03-16T11:00", 4))
    cancelled(booking)
    assert (offered_to(), in_line(room)) == ([], ["first"])
    assert_balanced()


def test_a_cancelled_block_is_served_by_the_queue_late_and_twice(seats: tuple[Space, Room]) -> None:
    space, room = seats
    (block,) = blocked(space, key="b", slots=[slot("09:00", "12:00")]).blocks
    waits(space, room, "first", span=four(2))
    cancel_block(space, room.id, block.period.start, block.id, uow=work("owner"))
    assert offered_to() == []
    start, end = block.period.start.isoformat(), block.period.end.isoformat()
    fact = BlockCancelled(subject=room.key, space_id=space.id, block=block.id, start=start, end=end)
    for _ in range(2):
        serve.follow(told(fact), now=NOW)
    assert offered_to() == ["first"]
    assert_balanced()


def test_a_list_that_cannot_be_read_keeps_nobody_from_cancelling(
    seats: tuple[Space, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    waits(space, room, "first")

    def unreadable(*_: object, **__: object) -> list[object]:
        raise RuntimeError("unreadable")

    with monkeypatch.context() as broken:
        broken.setattr(hand_over, "offers_for", unreadable)
        assert cancelled(booking).status is Status.CANCELLED
    assert offered_to() == []
    (line,) = [one for one in facts_of(booking.key) if isinstance(one.fact, facts.BookingCancelled)]
    serve.follow(line, now=NOW)
    assert offered_to() == ["first"]


def test_one_joins_only_what_is_full_and_could_be_booked(seats: tuple[Space, Room]) -> None:
    space, room = seats
    with pytest.raises(PlacesAreFree):
        waits(space, room, "first")
    book(space, room, span=four(4))
    joined = waits(space, room, "first")
    assert waits(space, room, "first", now=NOW + HALF_AN_HOUR) == joined
    waits(space, room, "second", now=NOW + timedelta(minutes=1))
    waits(space, room, "first", span=four(2), now=NOW + HALF_AN_HOUR)
    assert in_line(room) == ["second", "first"], "another party is another turn"
    with pytest.raises(TooSoon):
        waits(space, room, "third", now=NOW + timedelta(hours=23, minutes=57))
    with pytest.raises(NotFound):
        waits(replace(space, id="sp_unknown"), room, "third")


def test_one_waits_for_so_many_spans_and_leaves_them_again(
    seats: tuple[Space, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, room = seats
    book(space, room, span=Span("2027-03-16T09:00", "2027-03-16T18:00", 4))
    monkeypatch.setattr("chalicelib.bookings.waiting.join.MOST_OPEN", 3)
    spans = [Span(f"2027-03-16T{hour}:00", f"2027-03-16T{hour + 1}:00", 1) for hour in range(10, 14)]
    entries = [waits(space, room, "first", span=span) for span in spans[:3]]
    with pytest.raises(TooManyWaiting):
        waits(space, room, "first", span=spans[3])
    waits(space, room, "first", span=replace(spans[0], people=2))
    leave("first", entries[0].id, uow=work("first"))
    with pytest.raises(NotFound):
        leave("first", entries[0].id, uow=work("first"))
    with pytest.raises(NotFound):
        leave("second", entries[1].id, uow=work("second"))
    waits(space, room, "first", span=spans[3])


@pytest.mark.parametrize(("minutes", "offered"), [(4, False), (20, True)])
def test_an_offer_ends_when_the_room_can_no_longer_be_booked_and_is_not_made_five_minutes_before(
    people: None, minutes: int, offered: bool
) -> None:
    """Two hours before its start, where its host answers by hand."""
    saved_user("coworker")
    room = a_room(tariff=None)
    space = saved(a_live_space(rooms=(room,)))
    booking = book(space, room)
    waits(space, room, "first")
    latest_booking = booking.period.start - timedelta(hours=2)
    decline(booking, reason="", uow=work("host", latest_booking - timedelta(minutes=minutes)))
    assert [one.due_at for one in offers()] == ([latest_booking] if offered else [])
    assert in_line(room) == ([] if offered else ["first"])


def test_an_offer_is_taken_at_the_price_and_terms_that_were_shown_in_time_and_once(till: Till) -> None:
    desk = sold(till, automatic_acceptance=True)
    booking = desk.paid()
    waits(desk.space, desk.room, "first", now=till.now)
    cancel_as_coworker(booking, uow=till.work())
    offer = the_offer("first")
    with pytest.raises(PriceChanged):
        accepts(offer, now=till.now, expected_ttc=1)
    with pytest.raises(TermsChanged):
        accepts(offer, now=till.now, terms="1999-01")
    with pytest.raises(OfferOver):
        accepts(offer, now=till.now + HALF_AN_HOUR)
    first, page = accepts(offer, now=till.now)
    again, same_page = accepts(offer, now=till.now)
    assert (again.id, same_page) == (first.id, page)
    assert len(till.sessions(first)) == 1
    till.later(minutes=32)
    till.run_clock()
    with pytest.raises(OfferOver):
        accepts(latest(offer), now=till.now)
    assert_settled(till)


def test_a_free_offer_is_confirmed_or_goes_before_the_host(seats: tuple[Space, Room]) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    waits(space, room, "first")
    cancelled(booking)
    taken, page = accepts(the_offer("first"))
    assert (taken.status, taken.due_at, page) == (Status.CONFIRMED, None, None)
    by_hand = a_room(tariff=None)
    other = saved(a_live_space(rooms=(by_hand,)))
    asked = book(other, by_hand, key="other")
    waits(other, by_hand, "second")
    cancelled(asked)
    request, _ = accepts(the_offer("second"))
    assert (request.status, request.due_at) == (Status.PENDING_HOST, request.answer_by)
    assert kinds(request) == ["BookingRequested", "PlaceOffered"]


def test_somebody_whose_login_is_gone_is_passed_over(
    seats: tuple[Space, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    waits(space, room, "first", span=four(4))
    waits(space, room, "second", span=four(4), now=NOW + timedelta(seconds=1))
    monkeypatch.setattr("chalicelib.bookings.waiting.choose.names_of", lambda ids: {"second": "Ada L."})
    cancelled(booking)
    assert offered_to() == ["second"]


def test_what_one_transaction_cannot_hold_is_served_by_the_queue(
    seats: tuple[Space, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, room = seats
    booking = book(space, room, span=four(4))
    for turn, name in enumerate(("first", "second")):
        waits(space, room, name, span=four(2), now=NOW + timedelta(seconds=turn))
    monkeypatch.setattr(hand_over, "MOST_WRITES", 4)
    ended = cancelled(booking)
    assert offered_to() == ["first"]
    line = next(one for one in facts_of(ended.key) if isinstance(one.fact, facts.BookingCancelled))
    serve.follow(line, now=NOW)
    assert offered_to() == ["first", "second"]
    assert_balanced()
