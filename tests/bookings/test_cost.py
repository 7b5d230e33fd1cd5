"""What a booking costs to write, in write units (docs/bookings.md)."""

import pytest

from chalicelib.bookings.quote import Span
from chalicelib.kit import unit_of_work
from chalicelib.spaces.model import OpenInterval
from tests.make.bookings import a_request
from tests.make.identity import saved_user
from tests.make.scales import KB, Scales, size_of
from tests.make.sold import Sold
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import Till

ONE_DAY = 12
FURTHER_DAY = 2


@pytest.fixture
def scales(till: Till, monkeypatch: pytest.MonkeyPatch) -> Scales:
    scales = Scales()
    monkeypatch.setattr(unit_of_work, "dynamodb", lambda: scales)
    return scales


LONG_NAMES = {
    "name": "Coopérative des Ateliers réunis de la Manufacture des Œillets — Ivry-sur-Seine & Vitry",
    "host_id": "ho_0123456789abcdefghjkmnpqrs",
}
CLERK = "3f1c2b1a-6d5e-4f00-9a7b-0c1d2e3f4a5b"
A_FULL_DAY = ((OpenInterval(480, 1200),),) * 7


def book(till: Till, scales: Scales, days: int = 1) -> Sold:
    """A paid request from eight to eight over `days` days, in a place with long names, by a real user id."""
    room = a_room(name="Grande salle de réunion « Germaine Tillion », 2ᵉ étage, aile Est")
    saved_user(CLERK)
    desk = Sold(till, saved(a_live_space(rooms=(room,), opening_hours=A_FULL_DAY, **LONG_NAMES)), room)
    span = Span("2027-03-16T08:00", f"2027-{'03' if days <= 16 else '04'}-{15 + days - 31 * (days > 16):02}T20:00", 8)
    wish = a_request(desk.space, desk.room, user_id=CLERK, span=span)
    scales.bills.clear()
    desk.request(user_id=CLERK, span=span, expected_ttc=wish.expected_ttc)
    return desk


def test_a_paid_booking_of_one_day_fits_its_budget(till: Till, scales: Scales) -> None:
    book(till, scales)
    assert scales.bills[0] <= ONE_DAY, scales.sizes


@pytest.mark.parametrize("days", [2, 3, 5, 10, 20, 31])
def test_each_further_day_costs_one_more_room_day(till: Till, scales: Scales, days: int) -> None:
    book(till, scales, days)
    assert scales.bills[0] <= ONE_DAY + FURTHER_DAY * (days - 1), scales.sizes


def test_noting_the_page_costs_the_booking_alone(till: Till, scales: Scales) -> None:
    book(till, scales)
    assert len(scales.bills) == 2
    assert scales.bills[1] == 2 * -(-scales.sizes["A"] // KB)


def test_a_full_room_day_is_smaller_than_a_write_unit(till: Till, scales: Scales) -> None:
    book(till, scales)
    full = {"pk": {"S": "ROOM#rm_" + "x" * 26}, "sk": {"S": "DAY#020893"}} | {
        f"s{slot:02}": {"N": "1000"} for slot in range(96)
    }
    assert scales.sizes["DAY"] <= size_of(full) <= KB


def test_facts_of_a_booking_fit_a_write_unit(till: Till, scales: Scales) -> None:
    book(till, scales)
    assert scales.sizes["FACT"] <= KB
