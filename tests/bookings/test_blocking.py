"""Blocking slots: what lies there is shown, the host decides, nothing is hidden; and what he sees of his rooms."""

from datetime import date, timedelta

import pytest

from chalicelib.bookings.blocking import MOST_BLOCKS, Conflicts, conflicts_of, plan_of
from chalicelib.bookings.decide import decline
from chalicelib.bookings.errors import ConflictingBookings, OffGrid, TooManyBlocks
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.planning import planning_of
from chalicelib.bookings.planning_views import planning as shown
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import NotFound
from chalicelib.spaces.model import Space
from tests.make.bookings import NOW, book, work
from tests.make.planning import TUESDAY, blocked, slot
from tests.make.spaces import a_live_space, a_room, an_open_space, saved
from tests.make.till import Till, latest

pytestmark = pytest.mark.usefixtures("till")


def a_house() -> Space:
    """A free room answered by hand, a paid one, a free one that accepts by itself."""
    free = a_room(name="Libre", tariff=None)
    return saved(a_live_space(rooms=(free, a_room(name="Payante"), a_room(tariff=None, automatic_acceptance=True))))


def confirmed(space: Space, **more: object) -> Booking:
    return book(space, space.rooms[2], key="sure", **more)  # type: ignore[arg-type]


def test_without_a_choice_conflicts_are_refused_and_nothing_is_blocked() -> None:
    space = a_house()
    booking = book(space, space.rooms[0])
    with pytest.raises(ConflictingBookings) as refused:
        blocked(space)
    assert refused.value.params["bookings"] == [booking.id]
    assert planning_of(space, date(2027, 3, 16), 1).rooms[0].blocks == ()


def test_what_the_host_was_not_shown_is_refused_even_with_a_choice() -> None:
    space = a_house()
    book(space, space.rooms[0])
    with pytest.raises(ConflictingBookings):
        blocked(space, conflicts=Conflicts.CANCEL_AND_REFUND, seen=["bk_other"])


def test_kept_bookings_stay_under_the_block_and_are_told() -> None:
    space = a_house()
    booking = book(space, space.rooms[0])
    done = blocked(space, conflicts=Conflicts.KEEP, seen=[booking.id])
    assert [one.id for one in done.left] == [booking.id]
    assert booking_of(booking.id) == booking
    assert len(done.blocks) == 3


def test_requests_are_declined_and_bookings_cancelled_with_all_their_money_back(till: Till) -> None:
    space = a_house()
    asked = book(space, space.rooms[1])
    till.pay(till.page_of(asked))
    till.deliver()
    sure = confirmed(space)
    done = blocked(space, conflicts=Conflicts.CANCEL_AND_REFUND, seen=[asked.id, sure.id], reason="Dégât des eaux")
    assert {one.id for one in done.cancelled} == {asked.id, sure.id}
    assert done.left == []
    assert (latest(asked).status, latest(asked).money) == (Status.DECLINED, Money.RELEASED)
    assert latest(sure).cancellation is not None


def test_one_that_is_being_paid_is_left_and_told() -> None:
    space = a_house()
    paying = book(space, space.rooms[1])
    done = blocked(space, conflicts=Conflicts.CANCEL_AND_REFUND, seen=[paying.id])
    assert [one.id for one in done.left] == [paying.id]


def test_only_what_holds_places_there_is_a_conflict() -> None:
    space = a_house()
    book(space, space.rooms[0], span=Span(f"{TUESDAY}T13:00", f"{TUESDAY}T14:00", 1))
    over_night = book(space, space.rooms[0], span=Span(f"{TUESDAY}T16:00", "2027-03-17T10:00", 1), key="long")
    for slots, hit in (
        ([slot("09:00", "13:00")], []),
        ([slot("19:00", "23:00")], []),
        ([slot("17:45", "18:15")], [over_night.id]),
    ):
        assert [one.id for one in conflicts_of(space, plan_of(space, None, slots))] == hit
    assert conflicts_of(space, plan_of(space, [space.rooms[1].id], [slot("09:00", "18:00")])) == []


def test_a_plan_is_checked_before_anything_is_done() -> None:
    space = a_house()
    with pytest.raises(NotFound):
        plan_of(space, ["rm_elsewhere"], [slot("09:00", "10:00")])
    with pytest.raises(OffGrid):
        plan_of(space, None, [slot("09:05", "10:00")])
    days = [(date(2027, 3, 1) + timedelta(days=number)).isoformat() for number in range(MOST_BLOCKS // 3 + 1)]
    with pytest.raises(TooManyBlocks):
        plan_of(space, None, [slot("09:00", "10:00", day) for day in days])


# The planning


def test_the_planning_tells_rooms_days_bookings_requests_and_blocks_apart() -> None:
    space = a_house()
    request, sure = book(space, space.rooms[0]), confirmed(space)
    blocked(space, space.rooms[1])
    view = shown(planning_of(space, date(2027, 3, 15), 7), now=NOW)
    assert [len(day.open) for day in view.days] == [1, 1, 1, 1, 1, 0, 0]
    assert [room.name for room in view.rooms][:2] == ["Libre", "Payante"]
    (asked,), (booked,) = view.rooms[0].bookings, view.rooms[2].bookings
    assert (asked.id, asked.status, asked.can_accept, asked.who) == (request.id, "pending_host", True, "Ada Lovelace")
    assert asked.answer_by is not None
    assert (booked.id, booked.can_accept, booked.answer_by) == (sure.id, False, None)
    assert [one.reason for one in view.rooms[1].blocks] == ["Travaux"]


def test_a_day_of_23_hours_is_shown_as_one() -> None:
    (day,) = planning_of(a_house(), date(2027, 3, 28), 1).days
    assert day.period.minutes == 23 * 60


def test_what_ended_is_left_out_and_what_began_earlier_is_not() -> None:
    space = a_house()
    long = book(space, space.rooms[0], span=Span("2027-03-16T09:00", "2027-04-12T10:00", 1), key="long")
    assert [one.id for one in planning_of(space, date(2027, 4, 12), 1).rooms[0].bookings] == [long.id]
    decline(long, reason="", uow=work("owner"))
    assert planning_of(space, date(2027, 4, 12), 1).rooms[0].bookings == ()


def test_another_space_of_the_host_has_a_planning_of_its_own() -> None:
    space = a_house()
    other = saved(a_live_space(host_id="ho_other", rooms=(an_open_space(tariff=None),)))
    book(space, space.rooms[0])
    assert [room.bookings for room in planning_of(other, date(2027, 3, 15), 7).rooms] == [()]
