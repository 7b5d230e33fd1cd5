"""A host needs the places that were just offered to somebody who waited: he sees it, and says what becomes of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.bookings import impact
from chalicelib.bookings.blocking import Choice, Conflicts, conflicts_of, plan_of
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.deadlines import run_deadlines
from chalicelib.bookings.errors import ConflictingBookings, ImpactNotChosen
from chalicelib.bookings.facts import OfferPassed
from chalicelib.bookings.impact import Saved, impact_of, save_space
from chalicelib.bookings.listing_views import impact as shown
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.quote import Span
from chalicelib.bookings.touching import ImpactReason, Touched
from chalicelib.bookings.views import coworker_view
from chalicelib.bookings.waiting import hand_over
from chalicelib.bookings.waiting.errors import OfferOver
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.outbox import facts_of
from chalicelib.notifications.mails import mails_for
from chalicelib.spaces.model import Room, SoldAs, Space
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.views import room_view
from tests.make.bookings import NOW, SPAN, a_booking, book, work
from tests.make.identity import saved_user
from tests.make.legal import SELLS
from tests.make.planning import blocked, slot
from tests.make.sold import sold
from tests.make.spaces import a_live_space, a_room, saved, space_body
from tests.make.till import Till, latest
from tests.make.waiting import accepts, in_line, offered_to, offers, waits
from tests.races.soundness import everything, wrong_sums

TO_ELEVEN: list[Any] = [[{"opens": "09:00", "closes": "11:00"}]] * 5 + [[]] * 2
ENDS = Conflicts.CANCEL_AND_REFUND
LATER = NOW + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def people(table: str) -> None:
    for name in ("first", "second"):
        saved_user(name)


@pytest.fixture
def house() -> tuple[Space, Room]:
    """Four seats, free of charge, confirmed at once."""
    saved_user("coworker")
    room = a_room(capacity=4, sold_as=SoldAs.SEAT, tariff=None, automatic_acceptance=True)
    return saved(a_live_space(rooms=(room,))), room


def an_offer(space: Space, room: Room, people: int = 4) -> Booking:
    """Tuesday from nine to noon, for the first of two who wait for it."""
    span = replace(SPAN, people=people)
    booking = book(space, room, span=replace(SPAN, people=4))
    waits(space, room, "first", span=span)
    waits(space, room, "second", span=span, now=NOW + timedelta(seconds=1))
    cancel_as_coworker(booking, uow=work("coworker"))
    (offer,) = offers(user_id="first")
    return offer


def page_of(space: Space, **changes: Any) -> dict[str, Any]:
    rooms = [room_view(room, SELLS).model_dump(mode="json") for room in space.rooms]
    return space_body(name=space.name, rooms=rooms) | changes


def smaller(space: Space, capacity: int) -> dict[str, Any]:
    page = page_of(space)
    page["rooms"][0]["capacity"] = capacity
    return page


def save(space: Space, page: dict[str, Any], conflicts: Conflicts | None = None, *seen: Booking) -> Saved:
    choice = Choice(conflicts, frozenset(one.id for one in seen), "Travaux")
    return save_space(space, SpaceBody.model_validate(page), choice, expected=space.version, uow=work("owner"))


def end_of(offer: Booking) -> OfferPassed:
    (fact,) = [line.fact for line in facts_of(offer.key) if isinstance(line.fact, OfferPassed)]
    return fact


def assert_withdrawn(offer: Booking) -> None:
    """Ended by the host, with his reason, and told to who had it."""
    assert latest(offer).status is Status.ABANDONED
    fact = end_of(offer)
    assert (fact.cause, fact.reason) == ("withdrawn", "Travaux")
    assert [mail.template for mail in mails_for(fact)] == ["offer_withdrawn"]
    assert "first" not in offered_to()
    assert wrong_sums(everything(dynamodb())) == []


def test_a_block_over_an_offer_asks_first(house: tuple[Space, Room]) -> None:
    space, room = house
    offer = an_offer(space, room)
    assert conflicts_of(space, plan_of(space, None, [slot("11:00", "13:00")])) == [offer]
    with pytest.raises(ConflictingBookings) as refused:
        blocked(space)
    assert refused.value.params["bookings"] == [offer.id]


def test_a_block_ends_an_offer_and_keeps_whoever_waits_in_line(house: tuple[Space, Room]) -> None:
    space, room = house
    offer = an_offer(space, room)
    done = blocked(space, conflicts=ENDS, seen=[offer.id])
    assert ([one.id for one in done.cancelled], done.left) == ([offer.id], [])
    assert_withdrawn(offer)
    assert (offered_to(), in_line(room)) == ([], ["second"]), "what is blocked is offered to nobody"
    with pytest.raises(OfferOver):
        accepts(offer)


def test_what_a_block_leaves_of_an_offer_goes_on_to_the_next_one(house: tuple[Space, Room]) -> None:
    space, room = house
    offer = an_offer(space, room)
    waits(space, room, "second", span=Span("2027-03-16T09:00", "2027-03-16T10:00", 4))
    blocked(space, slots=[slot("11:00", "12:00")], conflicts=ENDS, seen=[offer.id])
    assert_withdrawn(offer)
    assert offered_to() == ["second"]


def test_an_offer_that_is_kept_stands_and_may_be_taken(house: tuple[Space, Room]) -> None:
    space, room = house
    offer = an_offer(space, room)
    done = blocked(space, conflicts=Conflicts.KEEP, seen=[offer.id])
    assert done.left == [offer]
    left = save(space, page_of(space, opening_hours=TO_ELEVEN), Conflicts.KEEP, offer).left
    assert [(one.booking, one.reasons) for one in left] == [(offer, (ImpactReason.OUTSIDE_HOURS,))]
    assert accepts(offer)[0].status is Status.CONFIRMED


@pytest.mark.parametrize("how", ["hours", "capacity"])
def test_an_edit_that_an_offer_does_not_fit_shows_it_and_ends_it(house: tuple[Space, Room], how: str) -> None:
    space, room = house
    offer = an_offer(space, room, people=3)
    page = page_of(space, opening_hours=TO_ELEVEN) if how == "hours" else smaller(space, 2)
    reason = ImpactReason.OUTSIDE_HOURS if how == "hours" else ImpactReason.OVER_CAPACITY
    (found,) = impact_of(space, SpaceBody.model_validate(page), now=NOW)
    assert (found.booking, found.reasons) == (offer, (reason,))
    with pytest.raises(ImpactNotChosen):
        save(space, page)
    done = save(space, page, ENDS, offer)
    assert ([one.id for one in done.ended], done.left) == ([offer.id], [])
    assert_withdrawn(offer)
    assert (offered_to(), in_line(room)) == ([], ["second"]), "nor does the next one fit it"


def test_nothing_goes_back_for_an_offer() -> None:
    room = a_room()
    space = saved(a_live_space(rooms=(room,)))
    booking = a_booking(space, room)
    offer = replace(booking, id="bk_offer", status=Status.OFFERED)
    touched = [Touched(one, (ImpactReason.OUTSIDE_HOURS,)) for one in (booking, offer)]
    assert (shown(touched).total, shown(touched).amount) == (2, booking.amount)


def test_an_offer_that_a_dead_call_left_standing_is_ended_by_the_clock(
    house: tuple[Space, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    space, room = house
    offer = an_offer(space, room)

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(impact, "end", dies)
        with pytest.raises(KeyboardInterrupt):
            save(space, page_of(space, opening_hours=TO_ELEVEN), ENDS, offer)
    run_deadlines(LATER)
    assert_withdrawn(offer)


def test_an_offer_that_is_taken_at_the_same_moment_is_being_paid(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """He takes it after the host's call has looked, and before it ends anything."""
    desk = sold(till, automatic_acceptance=True)
    booking = desk.paid()
    waits(desk.space, desk.room, "first", now=till.now)
    cancel_as_coworker(booking, uow=till.work())
    (offer,) = offers()
    genuine = hand_over.free_places

    def taken_first(ended: Booking, uow: Any) -> None:
        monkeypatch.setattr("chalicelib.bookings.commit.free_places", genuine)
        accepts(offer, now=till.now)
        genuine(ended, uow)

    monkeypatch.setattr("chalicelib.bookings.commit.free_places", taken_first)
    done = blocked(desk.space, conflicts=ENDS, seen=[offer.id])
    assert (done.cancelled, [one.status for one in done.left]) == ([], [Status.AWAITING_PAYMENT])
    assert latest(offer).status is Status.AWAITING_PAYMENT


def test_its_coworker_reads_who_ended_it_and_why(house: tuple[Space, Room]) -> None:
    space, room = house
    offer = an_offer(space, room)
    blocked(space, conflicts=ENDS, seen=[offer.id])
    view = coworker_view(latest(offer), now=NOW)
    told = {(one.kind, one.by, one.reason) for one in view.timeline}
    assert told == {("PlaceOffered", "system", None), ("OfferPassed", "host", "Travaux")}
