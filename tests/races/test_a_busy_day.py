"""Twenty-four threads do by chance whatever can be done with a free booking; afterwards the books must balance."""

import os
from collections import Counter
from random import SystemRandom

import pytest

from chalicelib.core.errors import Busy
from tests.races import workload
from tests.races.conftest import UseEngine
from tests.races.evidence import keep
from tests.races.mutants import MUTANTS, without_the_look
from tests.races.soundness import bookings, everything, fault_lines, out_of_bounds, written

RUNS = 3
OPERATIONS_OF_A_MUTANT = 8
UNLOOKED = {"no condition", "first quarter only"}
"""What the look before each try would hide in part."""

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def seeds() -> list[int]:
    """New ones each time; `RACES_SEEDS=7,8,9` replays."""
    told = os.environ.get("RACES_SEEDS")
    return [int(seed) for seed in told.split(",")] if told else [SystemRandom().randrange(10**6) for _ in range(RUNS)]


def replay(seed: int) -> str:
    return f"replay the same wishes with RACES_SEEDS={seed}"


@pytest.mark.parametrize("number", range(RUNS))
def test_after_a_busy_day_counters_bookings_and_facts_agree(
    use_engine: UseEngine, engine: str, seeds: list[int], number: int
) -> None:
    seed = seeds[number % len(seeds)]
    client, rooms = use_engine(meets=workload.MEETS, seed=seed), workload.rooms()

    outcomes = workload.run(client, rooms, seed)

    items, versions = everything(client), list(written(engine))
    assert fault_lines(items, rooms) == [], replay(seed)
    assert out_of_bounds(versions, rooms) == [], f"for a moment; {replay(seed)}"
    assert {ending for _, ending in outcomes}.isdisjoint({Busy.code}), replay(seed)
    assert set(outcomes) >= workload.SUCCESSES, f"too quiet a day; {replay(seed)}"
    assert client.conflicts > client.transactions * workload.MEETS
    keep(
        "busy_day",
        **{
            f"run_{number}": {
                "seed": seed,
                "operations": outcomes.total(),
                "bookings": len(bookings(items)),
                "versions": len(versions),
                "differences": 0,
                "transactions": client.transactions,
                "conflicts": client.conflicts,
            }
        },
        threads=workload.THREADS,
    )


@pytest.mark.parametrize("mutant", ["no condition", "first quarter only", "no compare-and-swap"])
def test_a_busy_day_finds_out_what_a_product_forgot(
    use_engine: UseEngine, seeds: list[int], mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, rooms = use_engine(tamper=MUTANTS[mutant], meets=workload.MEETS), workload.rooms()
    if mutant in UNLOOKED:
        without_the_look(monkeypatch)

    workload.run(client, rooms, seeds[0], OPERATIONS_OF_A_MUTANT)

    found = fault_lines(everything(client), rooms)
    assert found, replay(seeds[0])
    keep("busy_day", forgotten={mutant: Counter(line.partition(":")[0] for line in found)})
