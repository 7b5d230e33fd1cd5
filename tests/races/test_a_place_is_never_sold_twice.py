"""Sixty-four people want eight places at the same moment, on Amazon's engine, with conflicts injected."""

from collections import Counter
from random import Random

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Busy
from chalicelib.spaces.model import SoldAs
from tests.races.conftest import UseEngine
from tests.races.crowd import (
    BOOKED,
    BOOKERS,
    PLACES,
    a_free_room,
    at_once,
    crowd,
    opened,
    per_success,
    users,
    wish,
)
from tests.races.evidence import keep
from tests.races.mutants import first_quarter_only, without_condition, without_the_look
from tests.races.soundness import bookings, counted, everything, fault_lines

MOST_AT_A_FULL_ROOM = 25
MOST_WHILE_THERE_IS_ROOM = 3
"""Transactions that a success costs. Counts, so that they are the same on any machine."""

REPEATED_KEYS = 4
DAY_SEED = 2027

pytestmark = pytest.mark.engine


def test_eight_places_go_to_exactly_eight_of_sixty_four(use_engine: UseEngine) -> None:
    client, room = use_engine(), a_free_room()

    outcomes = crowd(client, opened(room), room)

    assert outcomes == {BOOKED: PLACES, SlotTaken.code: BOOKERS - PLACES}
    assert set(counted(everything(client)).values()) == {PLACES}
    assert fault_lines(everything(client), [room]) == []
    assert client.conflicts > BOOKERS / 2, "the race did not happen"
    assert per_success(client, outcomes) <= MOST_AT_A_FULL_ROOM
    keep(
        "full_room",
        bookers=BOOKERS,
        places=PLACES,
        sold=outcomes[BOOKED],
        refused=outcomes[SlotTaken.code],
        gave_up=outcomes[Busy.code],
        transactions=client.transactions,
        conflicts=client.conflicts,
        each=per_success(client, outcomes),
        most=MOST_AT_A_FULL_ROOM,
    )


def test_without_the_condition_the_same_crowd_overbooks(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: if this did not oversell, the test above would prove nothing."""
    client, room = use_engine(tamper=without_condition), a_free_room()
    without_the_look(monkeypatch)

    sold = crowd(client, opened(room), room)[BOOKED]

    assert sold > PLACES
    assert any(line.startswith("oversold") for line in fault_lines(everything(client), [room]))
    keep("full_room", sold_without_condition=sold)


def test_looking_first_and_then_writing_overbooks_as_well(use_engine: UseEngine) -> None:
    """What many systems do: everybody looks, everybody sees room, everybody writes."""
    client, room = use_engine(tamper=without_condition, injects=False), a_free_room()

    sold = crowd(client, opened(room), room)[BOOKED]

    assert sold > PLACES
    keep("full_room", sold_by_looking_first=sold)


def test_while_there_is_room_everybody_gets_in_at_three_transactions_each(use_engine: UseEngine) -> None:
    client, room = use_engine(), a_free_room(capacity=500)

    outcomes = crowd(client, opened(room), room)

    assert outcomes == {BOOKED: BOOKERS}
    assert fault_lines(everything(client), [room]) == []
    assert client.conflicts > BOOKERS / 2, "the race did not happen"
    assert per_success(client, outcomes) <= MOST_WHILE_THERE_IS_ROOM
    keep(
        "never_full",
        bookers=BOOKERS,
        sold=outcomes[BOOKED],
        gave_up=outcomes[Busy.code],
        transactions=client.transactions,
        conflicts=client.conflicts,
        each=per_success(client, outcomes),
        most=MOST_WHILE_THERE_IS_ROOM,
    )


def test_a_room_sold_whole_goes_to_one(use_engine: UseEngine) -> None:
    client, room = use_engine(), a_free_room(capacity=12, sold_as=SoldAs.WHOLE)

    outcomes = crowd(client, opened(room), room)

    assert outcomes == {BOOKED: 1, SlotTaken.code: BOOKERS - 1}
    assert fault_lines(everything(client), [room]) == []
    keep("whole_room", bookers=BOOKERS, sold=outcomes[BOOKED], refused=outcomes[SlotTaken.code])


def test_without_the_condition_a_room_sold_whole_goes_to_many(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, room = use_engine(tamper=without_condition), a_free_room(capacity=12, sold_as=SoldAs.WHOLE)
    without_the_look(monkeypatch)

    sold = crowd(client, opened(room), room)[BOOKED]

    assert sold > 1
    keep("whole_room", sold_without_condition=sold)


def spans_of_one_day() -> list[Span]:
    """Of different lengths, beginning at different quarters, so that most of them overlap."""
    chance = Random(DAY_SEED)
    starts = [chance.randrange(9 * 4, 17 * 4) for _ in range(BOOKERS)]
    ends = [min(18 * 4, start + chance.randrange(4, 24)) for start in starts]
    return [Span(_at(start), _at(end), people=1) for start, end in zip(starts, ends, strict=True)]


def _at(quarter: int) -> str:
    return f"2027-03-16T{quarter // 4:02d}:{quarter % 4 * 15:02d}"


def test_times_that_overlap_fill_no_quarter_beyond_its_places(use_engine: UseEngine) -> None:
    client, room = use_engine(), a_free_room()
    space = opened(room)
    wishes = zip(users(BOOKERS), spans_of_one_day(), strict=True)

    outcomes = Counter(at_once(client, [wish(space, room, user, "key", span) for user, span in wishes]))

    fullest = max(counted(everything(client)).values())
    assert fullest == PLACES, "nobody was in anybody's way"
    assert outcomes[BOOKED] + outcomes[SlotTaken.code] == BOOKERS
    assert fault_lines(everything(client), [room]) == []
    keep("overlapping", bookers=BOOKERS, places=PLACES, sold=outcomes[BOOKED], fullest=fullest, seed=DAY_SEED)


def test_looking_at_the_first_quarter_only_overbooks_the_later_ones(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, room = use_engine(tamper=first_quarter_only), a_free_room()
    without_the_look(monkeypatch)
    space = opened(room)
    wishes = zip(users(BOOKERS), spans_of_one_day(), strict=True)

    at_once(client, [wish(space, room, user, "key", span) for user, span in wishes])

    fullest = max(counted(everything(client)).values())
    assert fullest > PLACES
    keep("overlapping", fullest_by_first_quarter_only=fullest)


def test_the_same_call_repeated_books_once(use_engine: UseEngine) -> None:
    """Sixty-four calls, of which sixteen each are one and the same."""
    client, room = use_engine(), a_free_room()
    space, people = opened(room), users(REPEATED_KEYS)

    calls = [wish(space, room, user, "key") for user in people * (BOOKERS // REPEATED_KEYS)]
    outcomes = Counter(at_once(client, calls))

    assert outcomes == {BOOKED: BOOKERS}
    assert len(bookings(everything(client))) == REPEATED_KEYS
    assert set(counted(everything(client)).values()) == {REPEATED_KEYS}
