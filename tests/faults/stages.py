"""Bookings brought to where a test begins, through the deployed product and with nothing wrong."""

from typing import Any

from chalicelib.bookings.model import Status
from tests.faults.world import Desk, World
from tests.make.till import GOOD_CARD


def requested(world: World, **room: Any) -> Desk:
    desk = world.desk(**room)
    assert world.request(desk).well
    return desk


def paid_unheard(world: World, card: str = GOOD_CARD, **room: Any) -> Desk:
    """The payer is done; nobody has told us yet."""
    desk = world.desk(**room)
    pay(world, world.request(desk).body["checkout_url"], card)
    return desk


def paid(world: World, card: str = GOOD_CARD, **room: Any) -> Desk:
    """We hear of it once: whatever else is told of a payment says the same."""
    desk = paid_unheard(world, card, **room)
    assert not world.hand_over(world.new_events()[-1:])
    assert desk.booking.status in {Status.PENDING_HOST, Status.CONFIRMED}
    return desk


def confirmed(world: World, card: str = GOOD_CARD) -> Desk:
    desk = paid(world, card)
    assert world.answer(desk, "acceptance").well
    assert desk.booking.status is Status.CONFIRMED
    return desk


def pay(world: World, page: str, card: str = GOOD_CARD) -> None:
    assert world.till.pay(page, card).status_code == 303
