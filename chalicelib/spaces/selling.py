"""Under which terms the paid rooms of a space are sold today, or what is missing for it."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.legal.model import Condition, Place, legal_day
from chalicelib.legal.selling import conditions
from chalicelib.spaces.model import Space


def condition_of(space: Space, now: datetime) -> Condition:
    """One BatchGet of three items, strongly read."""
    return conditions_of([space], now)[space.id]


def conditions_of(spaces: Sequence[Space], now: datetime) -> dict[str, Condition]:
    """By the space's id; one BatchGet for all their hosts."""
    places = {space.id: Place(space.host_id, space.address.postcode) for space in spaces}
    found = conditions(places.values(), legal_day(now))
    return {space_id: found[place] for space_id, place in places.items()}
