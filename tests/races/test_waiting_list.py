"""A full room, its list, and a crowd: places change hands in order, each once; nobody is quicker than the list."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import cycle
from random import Random

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.find import booking_of, bookings_of_user
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.waiting import hand_over, serve, store
from chalicelib.bookings.waiting.join import leave
from chalicelib.core.errors import Busy, Refusal
from chalicelib.spaces.model import Room, Space
from tests.make.bookings import NOW, book, work
from tests.make.waiting import WHOLE_YEAR, accepts, waits
from tests.races.conflicts import ConflictingClient
from tests.races.conftest import UseEngine
from tests.races.crowd import a_free_room, at_once, opened, users, wish
from tests.races.mutants import without_being_in_line
from tests.races.soundness import bookings, everything, fault_lines, out_of_bounds, written

SEATS = 8
IN_LINE = 12
THREADS = 24
OPERATIONS = 12
MEETS = 0.05

pytestmark = pytest.mark.engine


def a_full_room(people: Sequence[str]) -> tuple[Space, Room, list[Booking]]:
    room = a_free_room(capacity=SEATS, automatic_acceptance=True)
    space = opened(room)
    return space, room, [book(space, room, user_id=user, key="full") for user in people[:SEATS]]


def line_up(space: Space, room: Room, people: Sequence[str]) -> None:
    for number, user in enumerate(people):
        waits(space, room, user, now=NOW + timedelta(seconds=number))


def cancelling(booking: Booking) -> Callable[[], str]:
    return lambda: cancel_as_coworker(booking, uow=work(booking.user_id, NOW + timedelta(minutes=1))).status.value


def offered_to(client: ConflictingClient) -> Counter[str]:
    return Counter(one.user_id for one in bookings(everything(client)) if one.status is Status.OFFERED)


def test_places_that_all_come_free_at_once_go_to_the_first_in_line_while_a_crowd_wants_them(
    use_engine: UseEngine,
) -> None:
    client = use_engine()
    people = users(SEATS + IN_LINE + THREADS)
    space, room, full = a_full_room(people)
    line = people[SEATS : SEATS + IN_LINE]
    line_up(space, room, line)
    crowd = [wish(space, room, user, "quick") for user in people[SEATS + IN_LINE :]]

    outcomes = Counter(at_once(client, [*map(cancelling, full), *crowd], together=False))

    assert outcomes == {Status.CANCELLED.value: SEATS, "slot_taken": THREADS}
    assert offered_to(client) == Counter(line[:SEATS])
    assert [entry.user_id for entry in store.of_room(room.id, WHOLE_YEAR)] == line[SEATS:]
    assert fault_lines(everything(client), [room]) == []
    assert client.conflicts > 0, "the race did not happen"


def test_without_the_condition_of_the_entry_the_first_is_offered_several(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_being_in_line)
    people = users(SEATS + IN_LINE)
    space, room, full = a_full_room(people)
    line_up(space, room, people[SEATS:])

    at_once(client, [cancelling(one) for one in full])

    assert max(offered_to(client).values()) > 1


def test_places_that_are_free_for_a_moment_go_to_whoever_is_quick(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the list would lose if it were served after the places came free, and not by what frees them."""
    client = use_engine()
    people = users(3 * SEATS)
    space, room, full = a_full_room(people)
    line_up(space, room, people[SEATS : 2 * SEATS])
    monkeypatch.setattr(hand_over, "_next_in_line", lambda *_: [])
    crowd = [wish(space, room, user, "quick") for user in people[2 * SEATS :]]

    outcomes = Counter(at_once(client, [*map(cancelling, full), *crowd], together=False))

    assert outcomes["booked"] > 0


class Person:
    """Joins, books, takes, lets pass, cancels and leaves by chance; counts how often he joined."""

    def __init__(self, space: Space, room: Room, user_id: str, seed: int, answers: Iterator[str]) -> None:
        self._space, self._room, self._user = space, room, user_id
        self._chance = Random(f"{seed} {user_id}")
        self._answers = answers
        self.joined = 0

    def live(self) -> Counter[str]:
        done: Counter[str] = Counter()
        acts = (*[self._join] * 3, self._book, *[self._decide] * 4, self._look, self._leave)
        for turn in range(OPERATIONS):
            act = self._chance.choice(acts)
            try:
                done[act(turn) or act.__name__] += 1
            except Refusal as refused:
                done[refused.code] += 1
        return done

    def _join(self, turn: int) -> str:
        waits(self._space, self._room, self._user, now=NOW + timedelta(seconds=turn))
        self.joined += 1
        return "joined"

    def _book(self, turn: int) -> str:
        return book(self._space, self._room, user_id=self._user, key=f"key {turn}").status.value

    def _decide(self, _: int) -> str:
        found, _after = bookings_of_user(self._user, None, after=None, limit=50)
        for one in found:
            if one.status is Status.OFFERED:
                return {"take": self._take, "wait": self._wait_too_long, "refuse": self._refuse}[next(self._answers)](
                    one
                )
        for one in found:
            if one.status is Status.CONFIRMED:
                return "cancel: " + cancel_as_coworker(one, uow=work(self._user)).status.value
        return "nothing"

    def _take(self, offer: Booking) -> str:
        return "take: " + accepts(offer)[0].status.value

    def _wait_too_long(self, offer: Booking) -> str:
        return "silence: " + handle_due(offer, offer.due_at or NOW).status.value

    def _refuse(self, offer: Booking) -> str:
        return "refuse: " + cancel_as_coworker(offer, uow=work(self._user)).status.value

    def _look(self, _: int) -> str:
        serve.serve(self._room.id, WHOLE_YEAR, now=NOW)
        return "served"

    def _leave(self, _: int) -> str:
        found, _after = store.page_of_user(self._user, None, 10)
        for entry in found:
            leave(self._user, entry.id, uow=work(self._user))
        return "left"


def test_after_a_day_at_a_full_room_counters_bookings_and_offers_agree(use_engine: UseEngine, engine: str) -> None:
    client = use_engine(meets=MEETS)
    people = users(THREADS)
    space, room, _ = a_full_room(people)
    seed = Random().randrange(10**6)
    line_up(space, room, people[SEATS : 2 * SEATS])
    answers = cycle(("take", "wait", "refuse"))
    crowd = [Person(space, room, user, seed, answers) for user in people]

    outcomes = sum(at_once(client, [partial(one.live) for one in crowd], together=False), Counter())

    items = everything(client)
    assert fault_lines(items, [room]) == [], seed
    assert out_of_bounds(list(written(engine)), [room]) == [], f"for a moment; {seed}"
    offers = Counter(booking_of(one.id).user_id for one in bookings(items) if not one.body_hash)
    before = Counter(people[SEATS : 2 * SEATS])
    assert all(offers[user] <= one.joined + before[user] for user, one in zip(people, crowd, strict=True)), (
        f"offered twice; {seed}"
    )
    assert Busy.code not in outcomes, seed
    wanted = {"joined", "take: confirmed", "silence: abandoned", "refuse: abandoned", "cancel: cancelled"}
    assert wanted <= set(outcomes), f"too quiet a day: {outcomes}"
