"""The same crowd from several processes, as several Lambda containers would: they share nothing but the table."""

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.spaces.model import Room
from tests.races.conftest import UseEngine
from tests.races.container import Order, crowd_of_processes
from tests.races.crowd import BOOKED, BOOKERS, PLACES, Outcomes, a_free_room, opened, users
from tests.races.evidence import keep
from tests.races.soundness import everything, fault_lines

PROCESSES = 4

pytestmark = pytest.mark.engine


def crowd(endpoint: str, room: Room, mutant: str = "") -> Outcomes:
    space, people = opened(room), users(BOOKERS)
    return crowd_of_processes([
        Order(endpoint, space.id, room.id, people[number::PROCESSES], mutant) for number in range(PROCESSES)
    ])  # fmt: skip


def test_four_processes_sell_eight_places_to_eight_of_sixty_four(use_engine: UseEngine, engine: str) -> None:
    client, room = use_engine(), a_free_room()

    outcomes = crowd(engine, room)

    assert outcomes == {BOOKED: PLACES, SlotTaken.code: BOOKERS - PLACES}
    assert fault_lines(everything(client), [room]) == []
    keep(
        "processes",
        processes=PROCESSES,
        bookers=BOOKERS,
        places=PLACES,
        sold=outcomes[BOOKED],
        refused=outcomes[SlotTaken.code],
    )


def test_four_processes_without_the_condition_overbook(use_engine: UseEngine, engine: str) -> None:
    client, room = use_engine(), a_free_room()

    sold = crowd(engine, room, mutant="no condition")[BOOKED]

    assert sold > PLACES
    assert any(line.startswith("oversold") for line in fault_lines(everything(client), [room]))
    keep("processes", sold_without_condition=sold)
