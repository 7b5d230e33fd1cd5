"""The same call twice is one booking, one page, one payment."""

from dataclasses import replace

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import request
from chalicelib.bookings.decide import decline
from chalicelib.bookings.errors import PriceChanged
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import NotFound
from chalicelib.identity.errors import SessionOver
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.audit import assert_settled, assert_sound, bookings, kinds, places_taken
from tests.make.bookings import a_request
from tests.make.identity import saved_user
from tests.make.sold import FREE, sold
from tests.make.till import Till, latest


def test_a_repeated_call_finds_its_booking_and_its_page(till: Till) -> None:
    desk = sold(till)
    first, page = desk.request()
    again, same_page = desk.request()
    assert (again.id, same_page) == (first.id, page)
    assert len(bookings()) == len(till.sessions(first)) == 1
    assert_sound(till)


def test_a_repeated_call_after_the_end_neither_books_nor_asks_for_money(till: Till) -> None:
    desk = sold(till)
    booking = decline(desk.paid(), reason="", uow=till.work("host"))
    assert desk.request() == (latest(booking), None)
    assert not places_taken()
    assert_settled(till)


@pytest.mark.parametrize(
    "change",
    [
        {"span": Span("2027-03-16T09:00", "2027-03-16T12:15", people=1)},
        {"span": Span("2027-03-16T09:00", "2027-03-16T12:00", people=2)},
        {"expected_ttc": 1},
    ],
    ids=["another end", "another party", "another price"],
)
def test_the_same_key_with_another_body_is_refused(till: Till, change: dict[str, object]) -> None:
    desk = sold(till)
    booking = desk.requested()
    with pytest.raises(KeyReused):
        desk.request(**change)
    assert [one.id for one in bookings()] == [booking.id]
    assert_sound(till)


def test_the_same_key_of_somebody_else_is_another_booking(till: Till) -> None:
    desk = sold(till, **FREE)
    desk.requested(user_id="coworker")
    saved_user("somebody-else")
    with pytest.raises(SlotTaken):
        desk.request(user_id="somebody-else")


def test_the_language_of_a_repeated_call_does_not_make_it_another(till: Till) -> None:
    desk = sold(till)
    first, page = desk.request(language="fr")
    assert desk.request(language="en") == (latest(first), page)


def test_a_refused_call_may_be_made_again_under_its_key(till: Till) -> None:
    desk = sold(till)
    with pytest.raises(PriceChanged) as refused:
        desk.request(expected_ttc=1)
    assert refused.value.params == {"ttc": 10_800}
    assert desk.requested(expected_ttc=10_800).money is Money.AWAITED


@pytest.mark.parametrize("ttc", [0, 10_799, 10_801, 10**9])
def test_a_tampered_price_books_nothing(till: Till, ttc: int) -> None:
    desk = sold(till)
    with pytest.raises(PriceChanged):
        desk.request(expected_ttc=ttc)
    assert not bookings()
    assert not places_taken()
    assert till.contract.sent == []


def test_a_full_room_is_refused_and_nothing_is_kept(till: Till) -> None:
    desk = sold(till)
    desk.requested()
    saved_user("somebody-else")
    with pytest.raises(SlotTaken):
        desk.request(user_id="somebody-else", key="other")
    assert len(bookings()) == 1
    assert_sound(till)


def test_freed_places_are_sold_again(till: Till) -> None:
    desk = sold(till)
    decline(desk.paid(), reason="", uow=till.work("host"))
    assert desk.paid(key="second").status is Status.PENDING_HOST
    assert_settled(till)


@pytest.mark.parametrize("change", [{"space_id": "sp_none"}, {"room_id": "rm_none"}])
def test_what_does_not_exist_is_not_found(till: Till, change: dict[str, object]) -> None:
    desk = sold(till)
    with pytest.raises(NotFound):
        request.request_booking(
            replace(a_request(desk.space, desk.room), **change),  # type: ignore[arg-type]
            uow=till.work(),
        )


def test_two_calls_at_the_same_moment_are_one_booking(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks before the first has written, and loses in the transaction itself."""
    desk = sold(till)
    first: list[Booking] = []
    really_book = request._book

    def overtaken(wish: request.BookingRequest, uow: UnitOfWork) -> Booking:
        monkeypatch.setattr(request, "_book", really_book)
        first.append(desk.requested())
        return really_book(wish, uow)

    monkeypatch.setattr(request, "_book", overtaken)
    second, page = desk.request()

    assert second.id == first[0].id
    assert page == till.page_of(second)
    assert kinds(second) == ["BookingPlaced"]
    assert_sound(till)


def test_a_login_without_a_profile_books_nothing(till: Till) -> None:
    """It never signed in through us: there is nobody to write to and nobody to charge."""
    desk = sold(till)
    with pytest.raises(SessionOver):
        desk.request(user_id="somebody-else")
    assert bookings() == []
    assert_sound(till)
