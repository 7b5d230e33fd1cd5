"""People book, pay, answer and cancel while everything under them fails; then the storm is over, and all is sound.

Each storm says what really went wrong: one that did not blow proves nothing.
"""

import pytest

from tests.faults.lives import Guest, guest, rivals
from tests.faults.storm import Dice, Storm, Weather
from tests.faults.toll import end_of
from tests.faults.weather import EVERYTHING, WEATHERS
from tests.faults.world import World

pytestmark = pytest.mark.engine

GUESTS = 4
LEAST_FAULTS = 4
MANY_FAULTS = 30


def _guests(world: World, weather: Weather, seed: int) -> list[Guest]:
    """So many who are heard in the end, somebody impatient, and two rivals."""
    dice = Dice(seed)
    names = dice.sample(sorted(weather.lives), GUESTS)
    return [*(guest(world, name) for name in names), guest(world, dice.choice(names), patient=False), *rivals(world)]


def _one_rival_has_the_room(guests: list[Guest]) -> None:
    assert sum(end_of(one.desk) is not None for one in guests if one.name.startswith("rival")) == 1


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for seed, name in enumerate(WEATHERS)])
def test_a_storm_of_one_kind(stormy: World, name: str, seed: int) -> None:
    storm = Storm(stormy, WEATHERS[name], seed)
    guests = _guests(stormy, storm.weather, seed)

    storm.blow(guests)
    storm.calm(guests)

    assert storm.fired.total() >= LEAST_FAULTS, storm.fired
    _one_rival_has_the_room(guests)
    storm.assert_survived(guests)


@pytest.mark.parametrize("seed", [100, 101])
def test_a_storm_of_every_kind(stormy: World, seed: int) -> None:
    storm = Storm(stormy, EVERYTHING, seed)
    guests = _guests(stormy, storm.weather, seed)

    storm.blow(guests)
    storm.calm(guests)

    assert storm.fired.total() >= MANY_FAULTS, storm.fired
    _one_rival_has_the_room(guests)
    storm.assert_survived(guests)


@pytest.mark.parametrize("seed", [200])
def test_a_storm_of_every_kind_over_people_who_act_at_once(stormy: World, seed: int) -> None:
    storm = Storm(stormy, EVERYTHING, seed)
    guests = _guests(stormy, storm.weather, seed)

    storm.rage(guests)
    storm.calm(guests)

    assert storm.fired.total() >= MANY_FAULTS, storm.fired
    _one_rival_has_the_room(guests)
    storm.assert_survived(guests)
