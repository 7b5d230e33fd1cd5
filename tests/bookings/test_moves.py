"""The host moves a booking: with the guarantees of a new one, at the price that was agreed."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.availability.errors import OutsideOpeningHours, SlotTaken
from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.decide import accept
from chalicelib.bookings.errors import CannotMove, OverCapacity, PriceWouldChange, TooFarAhead
from chalicelib.bookings.facts import BookingMoved
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.giving_back import all_that_stands, giving
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.moving import Difference
from chalicelib.bookings.papers import Entry, order_of
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.core.money import Basis
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import SoldAs, Space, Tariff
from tests.make.audit import places_held, places_taken
from tests.make.bookings import NOW, book, work
from tests.make.planning import blocked, moved
from tests.make.spaces import a_live_space, a_room, an_open_space, saved
from tests.make.till import Till, latest

pytestmark = pytest.mark.usefixtures("till")


def a_free_house(**changes: object) -> Space:
    return saved(a_live_space(rooms=(a_room(tariff=None, **changes), a_room(tariff=None, capacity=2))))


def paid(space: Space, till: Till) -> Booking:
    """By card: held, or taken where the room accepts by itself."""
    booking = book(space, space.rooms[0])
    till.pay(till.page_of(booking))
    till.deliver()
    return latest(booking)


def confirmed(space: Space, till: Till) -> Booking:
    booking = paid(space, till)
    return booking if booking.automatic else accept(booking, uow=work("owner"))


def test_a_booking_moves_within_its_room_and_over_itself() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    after = moved(booking, "10:00", "13:00")
    assert after == booking_of(booking.id)
    assert after.period.start == booking.period.start + timedelta(hours=1)
    assert after.version == booking.version + 1
    assert places_taken() == places_held()


def test_a_booking_moves_to_another_room() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    after = moved(booking, "09:00", "12:00", room_id=space.rooms[1].id)
    assert (after.room_id, after.room_name) == (space.rooms[1].id, space.rooms[1].name)
    assert places_taken() == places_held()
    book(space, space.rooms[0], key="another")


def test_seats_move_with_their_number() -> None:
    space = a_free_house(sold_as=SoldAs.SEAT, capacity=8)
    booking = book(space, space.rooms[0], span=Span("2027-03-16T09:00", "2027-03-16T12:00", 5))
    book(space, space.rooms[0], span=Span("2027-03-16T12:00", "2027-03-16T13:00", 4), key="others")
    with pytest.raises(SlotTaken):
        moved(booking, "10:00", "13:00")
    assert places_taken() == places_held()


def test_what_is_taken_is_refused_and_nothing_changes() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    book(space, space.rooms[0], span=Span("2027-03-16T13:00", "2027-03-16T14:00", 1), key="other")
    for room in (None, space.rooms[0].id):
        with pytest.raises(SlotTaken):
            moved(booking, "11:00", "14:00", room_id=room)
    assert booking_of(booking.id) == booking
    assert places_taken() == places_held()


def test_a_blocked_slot_is_refused_to_a_move_too() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    blocked(space, space.rooms[0], slots=[("2027-03-16T14:00", "2027-03-16T15:00")])
    with pytest.raises(SlotTaken):
        moved(booking, "13:00", "15:00")


def test_hours_and_capacity_bind_a_move() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0], span=Span("2027-03-16T09:00", "2027-03-16T12:00", 5))
    with pytest.raises(OutsideOpeningHours):
        moved(booking, "16:00", "19:00")
    with pytest.raises(OverCapacity):
        moved(booking, "09:00", "12:00", room_id=space.rooms[1].id)
    with pytest.raises(NotFound):
        moved(booking, "09:00", "12:00", room_id="rm_elsewhere")


def test_the_version_that_the_host_saw_is_the_one_that_moves() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    moved(booking, "10:00", "13:00")
    for stale in (booking, booking_of(booking.id)):
        with pytest.raises(StaleVersion):
            moved(stale, "14:00", "17:00", expected=booking.version)


def test_what_began_or_ended_does_not_move() -> None:
    space = a_free_house(automatic_acceptance=True)
    booking = book(space, space.rooms[0])
    with pytest.raises(CannotMove):
        moved(booking, "14:00", "17:00", now=booking.period.start)
    cancelled = cancel_as_host(booking, refund=True, reason="", uow=work("owner"))
    with pytest.raises(CannotMove):
        moved(cancelled, "14:00", "17:00")


def test_moving_to_where_it_is_changes_nothing() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    assert moved(booking, "09:00", "12:00") == booking
    assert [line.fact.kind for line in facts_of(booking.key)] == ["BookingRequested"]


def test_a_request_is_answered_no_later_than_before_and_before_it_begins() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0], span=Span("2027-03-17T09:00", "2027-03-17T12:00", 1))
    later = moved(booking, "09:00", "12:00", day="2027-03-22")
    assert later.answer_by == booking.answer_by
    sooner = moved(later, "13:00", "16:00", day="2027-03-15")
    assert sooner.answer_by == sooner.due_at == sooner.period.start - timedelta(hours=1)


def test_the_fact_tells_where_it_was() -> None:
    space = a_free_house()
    booking = book(space, space.rooms[0])
    moved(booking, "10:00", "12:00", room_id=space.rooms[1].id)
    (fact,) = [line.fact for line in facts_of(booking.key) if isinstance(line.fact, BookingMoved)]
    assert fact.changes == {"start": ["2027-03-16T08:00:00+00:00", "2027-03-16T09:00:00+00:00"]}


# Money


def test_a_dearer_time_is_refused_unless_the_host_waives_the_difference(till: Till) -> None:
    space = saved(a_live_space())
    booking = confirmed(space, till)
    with pytest.raises(PriceWouldChange) as refused:
        moved(booking, "09:00", "13:00")
    assert refused.value.params["ttc"] < refused.value.params["ttc_there"]
    after = moved(booking, "09:00", "13:00", difference=Difference.WAIVE)
    assert (after.price, after.money) == (booking.price, Money.CAPTURED)
    (fact,) = [line.fact for line in facts_of(booking.key) if isinstance(line.fact, BookingMoved)]
    assert fact.waived > 0


def test_a_cheaper_time_keeps_the_agreed_price_only_when_the_host_says_so(till: Till) -> None:
    space = saved(a_live_space())
    booking = confirmed(space, till)
    with pytest.raises(PriceWouldChange):
        moved(booking, "09:00", "10:00")
    assert moved(booking, "09:00", "10:00", difference=Difference.WAIVE).amount == booking.amount


def test_todays_tariff_is_what_a_move_is_compared_with(till: Till) -> None:
    space = saved(a_live_space(rooms=(a_room(), a_room(tariff=Tariff(Basis.HT, hour=9900)))))
    booking = confirmed(space, till)
    assert moved(booking, "13:00", "16:00").period.start.hour == 12
    with pytest.raises(PriceWouldChange):
        moved(booking_of(booking.id), "13:00", "16:00", room_id=space.rooms[1].id)


def test_a_paid_booking_stays_within_the_days_that_its_money_may_wait(till: Till) -> None:
    space = saved(a_live_space(rooms=(an_open_space(),)))
    booking = confirmed(space, till)
    late = (NOW + timedelta(days=78)).date().isoformat()
    with pytest.raises(TooFarAhead):
        moved(booking, "09:00", "12:00", day="2027-06-07", now=NOW + timedelta(days=1) - timedelta(hours=3))
    assert moved(booking, "09:00", "12:00", day=late).period.start.date().isoformat() == late


def test_documents_name_the_time_that_was_sold(till: Till) -> None:
    """The invoice is issued; what may correct it later says the same."""
    booking = confirmed(saved(a_live_space()), till)
    after = moved(booking, "09:00", "12:00", day="2027-03-18")
    assert after.sold_period == booking.period
    undone = order_of(Entry.SALE_UNDONE, giving(after, all_that_stands(after)), NOW)
    sold = order_of(Entry.SALE, booking, NOW)
    assert undone is not None
    assert sold is not None
    assert (undone.period, undone.lines) == (sold.period, sold.lines)
    assert moved(after, "13:00", "16:00", day="2027-03-19").sold_period == booking.period


def test_a_request_that_was_moved_is_invoiced_for_when_it_takes_place(till: Till) -> None:
    space = saved(a_live_space())
    request = paid(space, till)
    assert request.status is Status.PENDING_HOST
    after = moved(request, "09:00", "13:00", day="2027-03-17", difference=Difference.WAIVE)
    assert after.amount == request.amount
    sold = accept(after, uow=work("owner"))
    invoice = order_of(Entry.SALE, sold, NOW)
    assert invoice is not None
    assert invoice.period == (datetime(2027, 3, 17, tzinfo=UTC).date(),) * 2
    assert "17/03/2027" in invoice.lines[0].detail
