import pytest

from chalicelib.spaces import policy
from chalicelib.spaces.errors import SpaceIncomplete
from chalicelib.spaces.model import WEEKDAYS
from tests.make.legal import SELLS
from tests.make.spaces import a_live_space, a_space


def test_a_complete_space_lacks_nothing() -> None:
    assert policy.missing(a_space(), SELLS) == ()
    policy.demand_complete(a_space(), SELLS)


def test_an_empty_space_is_told_all_that_it_lacks() -> None:
    space = a_space(description="", rooms=(), opening_hours=((),) * WEEKDAYS)
    assert policy.missing(space, SELLS) == ("description", "opening_hours", "rooms")


@pytest.mark.parametrize(
    ("description", "lacking"), [("Un atelier très calme.", True), ("Un atelier calme et lumineux.", False)]
)
def test_a_description_takes_five_words(description: str, lacking: bool) -> None:
    assert ("description" in policy.missing(a_space(description=description), SELLS)) is lacking


def test_an_incomplete_space_is_refused_with_the_codes() -> None:
    with pytest.raises(SpaceIncomplete) as refusal:
        policy.demand_complete(a_space(rooms=()), SELLS)
    assert refusal.value.params == {"missing": ["rooms"]}


def test_the_zone_is_free_until_the_first_submission_only() -> None:
    assert policy.zone_may_change(a_space())
    assert not policy.zone_may_change(a_live_space())
