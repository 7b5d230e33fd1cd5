"""Every operation of the OpenAPI document, as everybody, with what its shapes allow and what they forbid."""

import pytest

from chalicelib.kit.http import Route
from tests.hostile.attack import Attack
from tests.hostile.routes import PEOPLE, each_route
from tests.hostile.siege import Siege

AT_THE_DOOR = {401, 403, 404, 405}


@each_route
@pytest.mark.parametrize("who", PEOPLE)
def test_whatever_is_sent_the_answer_is_one_that_the_document_promises(siege: Siege, route: Route, who: str) -> None:
    attack = Attack(siege, route, who)
    attack.run()
    assert not attack.deep or not attack.statuses.keys() <= AT_THE_DOOR, attack.statuses


@each_route
def test_a_real_thing_stands_for_every_parameter_of_a_path(siege: Siege, route: Route) -> None:
    """Otherwise every call ends at 404. A new parameter gets its value in `siege.py`."""
    assert "{" not in route.path.format_map(siege.parameters(route))
