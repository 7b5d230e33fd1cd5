"""One death after the other: the same work again, each time ending one step later, on a booking of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chalicelib.bookings.model import Money, Status
from tests.faults.deaths import Moment
from tests.faults.world import Desk, World

MOST_STEPS = 40

Prepare = Callable[[World], Desk]
End = tuple[Status, Money]


class Toll:
    """`steps` are those of the worker that lived."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._left: dict[str, str] = {}
        self.steps: list[str] = []

    def deaths(self, prepare: Prepare, work: Callable[[Desk], object], moment: Moment) -> Iterator[Desk]:
        """A booking per step, each left behind by a worker that died there; the last one's worker lived."""
        for number in range(1, MOST_STEPS):
            desk = prepare(self._world)
            end = self._world.killed(_bound(work, desk), at=number, moment=moment)
            self._left[desk.booking_id] = f"died {moment} step {number}, {end.steps[-1]}" if end.died else "lived"
            self.steps = end.steps
            yield desk
            if not end.died:
                return
        raise AssertionError(f"more than {MOST_STEPS} steps: {self.steps}")

    @contextmanager
    def told(self) -> Iterator[None]:
        """A failure says where each booking was left."""
        try:
            yield
        except AssertionError as failure:
            failure.add_note("\n".join(f"{booking} {left}" for booking, left in self._left.items()))
            raise


def end_of(desk: Desk) -> End | None:
    """None: there is no such booking."""
    found = desk.found
    return (found.status, found.money) if found else None


def _bound(work: Callable[[Desk], object], desk: Desk) -> Callable[[], object]:
    return lambda: work(desk)
