"""What people want of a booking, act by act. An act answers whether it is over: who was not heard acts again."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.faults.ends import (
    ABANDONED,
    CONFIRMED,
    DECLINED,
    FREE_CANCELLED,
    FREE_CONFIRMED,
    FREE_DECLINED,
    FREE_SILENT,
    KEPT,
    REFUNDED,
    SILENT,
    WITHDRAWN,
)
from tests.faults.toll import End
from tests.faults.world import Desk, World
from tests.make.sold import AUTOMATIC, FREE
from tests.make.till import GOOD_CARD, NO_FUNDS

Act = Callable[[World, Desk], bool]

SEE_OTHER = 303


def books(world: World, desk: Desk) -> bool:
    return not world.request(desk).lost


def pays(world: World, desk: Desk) -> bool:
    return _pays_with(world, desk, GOOD_CARD)


def tries_an_empty_card(world: World, desk: Desk) -> bool:
    """The page says no and stays open."""
    return _pays_with(world, desk, NO_FUNDS)


def _pays_with(world: World, desk: Desk, card: str) -> bool:
    told = world.go_on_paying(desk)
    if told.well:
        world.till.pay(told.body["checkout_url"], card)
    return not told.lost


def sees(*statuses: str) -> Act:
    """Waits until the booking is there, or past it."""

    def look(world: World, desk: Desk) -> bool:
        told = world.see(desk)
        return told.well and told.body["status"] in statuses

    return look


def host(decision: str, **body: Any) -> Act:
    def decide(world: World, desk: Desk) -> bool:
        return not world.answer(desk, decision, body or None).lost

    return decide


def cancels(world: World, desk: Desk) -> bool:
    return not world.cancel(desk).lost


HELD = (books, pays, sees("pending_host"))
ACCEPTED = (*HELD, host("acceptance"), sees("confirmed", "expired"))
CHARGED = (books, pays, sees("confirmed"))


@dataclass(frozen=True)
class Life:
    """`ends` are where the booking may come to rest if whoever acts is patient."""

    acts: tuple[Act, ...]
    ends: frozenset[End | None]
    room: dict[str, Any] = field(default_factory=dict)


def _life(*acts: Act, ends: End, **room: Any) -> Life:
    return Life(acts, frozenset({ends}), room)


LIVES: dict[str, Life] = {
    "accepted": _life(*HELD, host("acceptance"), ends=CONFIRMED),
    "declined": _life(*HELD, host("decline", reason="Travaux"), ends=DECLINED),
    "withdrawn": _life(*HELD, cancels, ends=WITHDRAWN),
    "refunded": _life(*ACCEPTED, cancels, ends=REFUNDED),
    "cancelled by its host": _life(*ACCEPTED, host("cancellation", refund=True, reason=""), ends=REFUNDED),
    "cancelled and kept": _life(*ACCEPTED, host("cancellation", refund=False, reason="Trop tard"), ends=KEPT),
    "met with silence": _life(books, pays, ends=SILENT),
    "never paid": _life(books, tries_an_empty_card, ends=ABANDONED),
    "left unpaid": _life(books, cancels, ends=ABANDONED),
    "automatic": _life(books, tries_an_empty_card, pays, ends=CONFIRMED, **AUTOMATIC),
    "automatic, cancelled": _life(*CHARGED, cancels, ends=REFUNDED, **AUTOMATIC),
    "free, accepted": _life(books, host("acceptance"), ends=FREE_CONFIRMED, **FREE),
    "free, declined": _life(books, host("decline", reason=""), ends=FREE_DECLINED, **FREE),
    "free, met with silence": _life(books, ends=FREE_SILENT, **FREE),
    "free and automatic, cancelled": _life(books, cancels, ends=FREE_CANCELLED, **FREE, **AUTOMATIC),
}


PAID = tuple(name for name, life in LIVES.items() if pays in life.acts)


@dataclass
class Guest:
    """Somebody who lives a life at a desk. The impatient give up when they are not heard, and end anywhere."""

    name: str
    desk: Desk
    acts: list[Act]
    ends: frozenset[End | None] | None
    patient: bool = True

    def act(self, world: World) -> None:
        if self.acts[0](world, self.desk):
            self.acts.pop(0)
        elif not self.patient:
            self.acts.clear()


def guest(world: World, name: str, *, patient: bool = True) -> Guest:
    life = LIVES[name]
    return Guest(name, world.desk(**life.room), list(life.acts), life.ends if patient else None, patient)


def rivals(world: World) -> list[Guest]:
    """Two who want the same room at the same hour, for nothing."""
    desk = world.desk(**FREE, **AUTOMATIC)
    other = replace(desk, coworker=world.coworker())
    ends = frozenset({FREE_CONFIRMED, None})
    return [Guest(f"rival {number}", one, [books], ends) for number, one in enumerate((desk, other))]
