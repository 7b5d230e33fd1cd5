from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import key
from chalicelib.spaces.find import (
    Listed,
    host_space,
    host_spaces,
    live_space,
    live_spaces,
    queue,
    space_of,
    submitted_space,
)
from chalicelib.spaces.model import Address, Space, SpaceStatus
from tests.make.spaces import CREATED_AT, a_live_space, a_room, a_space, a_submitted_space, saved

pytestmark = pytest.mark.usefixtures("table")


def live_in(city: str, postcode: str, **changes: object) -> Space:
    return saved(a_live_space(address=Address("1 rue Haute", "", postcode, city), **changes))


def cities(where: str) -> list[str]:
    return [space.address.city for space in live_spaces(where, after=None, limit=10)[0]]


def keep_booking_of(host_id: str) -> None:
    """Bookings share the index of their host."""
    item = key("BK#bk_1", "META") | {"host_pk": {"S": f"HOST#{host_id}"}, "host_sk": {"S": "BK#2027-01-04"}}
    dynamodb().put_item(TableName=settings().table_name, Item=item)


def walk(page: Callable[..., Listed], limit: int) -> list[list[Space]]:
    """Every page, from the first to the last."""
    pages, after = [], None
    while True:
        spaces, after = page(after=after, limit=limit)
        pages.append(spaces)
        if after is None:
            return pages


def test_what_does_not_exist_is_not_found() -> None:
    for find in (space_of, live_space, submitted_space):
        with pytest.raises(NotFound):
            find("sp_nowhere")


def test_a_space_is_found_whatever_its_status() -> None:
    for status in SpaceStatus:
        space = saved(a_submitted_space(status=status))
        assert space_of(space.id) == space


def test_the_space_of_another_host_is_not_found() -> None:
    space = saved(a_space(host_id="ho_1"))
    assert host_space("ho_1", space.id) == space
    with pytest.raises(NotFound):
        host_space("ho_2", space.id)


def test_everybody_finds_live_spaces_only() -> None:
    live = saved(a_live_space())
    assert live_space(live.id) == live
    for hidden in (a_space(), a_submitted_space(), a_submitted_space(status=SpaceStatus.REFUSED)):
        with pytest.raises(NotFound):
            live_space(saved(hidden).id)


def test_moderators_find_everything_but_drafts() -> None:
    for status in (SpaceStatus.IN_MODERATION, SpaceStatus.LIVE, SpaceStatus.REFUSED):
        space = saved(a_submitted_space(status=status))
        assert submitted_space(space.id) == space
    with pytest.raises(NotFound):
        submitted_space(saved(a_space()).id)


def test_a_host_sees_his_own_spaces_in_the_order_of_their_creation_page_by_page() -> None:
    mine = [saved(a_space(host_id="ho_1", created_at=CREATED_AT + timedelta(days=day))) for day in (0, 1, 2, 3, 4)]
    saved(a_space(host_id="ho_12"))
    keep_booking_of("ho_1")
    pages = walk(lambda **page: host_spaces("ho_1", **page), limit=2)
    assert [space for page in pages for space in page] == mine
    assert max(len(page) for page in pages) == 2


def test_a_list_holds_the_rooms_of_each_space_in_order_beyond_one_batch() -> None:
    many = tuple(a_room() for _ in range(30))
    spaces = [
        saved(a_space(host_id="ho_1", rooms=many[:count], created_at=CREATED_AT + timedelta(days=count)))
        for count in (0, 30, 29, 28, 27)
    ]
    found, _ = host_spaces("ho_1", after=None, limit=10)
    assert found == sorted(spaces, key=lambda space: space.created_at)


def test_the_queue_starts_with_the_oldest_submission() -> None:
    late = saved(a_submitted_space(submitted_at=datetime(2027, 1, 6, tzinfo=UTC)))
    early = saved(a_submitted_space(submitted_at=datetime(2027, 1, 5, tzinfo=UTC)))
    saved(a_live_space())
    assert walk(queue, limit=1)[:2] == [[early], [late]]


def test_live_spaces_are_sought_by_the_start_of_the_city_or_of_the_postcode() -> None:
    live_in("Saint-Étienne", "42000")
    live_in("Paris", "75019")
    live_in("Lyon", "69001")
    live_in("Saint-Denis", "97400")
    saved(a_submitted_space(address=Address("1 rue Haute", "", "75002", "Paris")))
    everywhere = ["Lyon", "Paris", "Saint-Denis", "Saint-Étienne"]
    expected = {
        "": everywhere,
        "  ": everywhere,
        "Paris": ["Paris"],
        " par": ["Paris"],
        "saint etienne": ["Saint-Étienne"],
        "SAINT-": ["Saint-Denis", "Saint-Étienne"],
        "Denis": [],
        "東京": [],
        "42000": ["Saint-Étienne"],
        "42": ["Saint-Étienne"],
        "974": ["Saint-Denis"],
        "75002": [],
    }
    assert {where: cities(where) for where in expected} == expected


def test_a_postcode_is_sought_across_pages() -> None:
    for city in ("Amiens", "Brest", "Caen"):
        live_in(city, "14000")
    wanted = live_in("Dijon", "21000")
    live_in("Évry", "91000")
    spaces, after = live_spaces("21", after=None, limit=1)
    assert spaces == [wanted]
    assert live_spaces("21", after=after, limit=1) == ([], None)


def test_a_sought_list_goes_on_where_its_page_ended() -> None:
    for _ in range(5):
        live_in("Paris", "75019")
    live_in("Pau", "64000")
    pages = walk(lambda **page: live_spaces("paris", **page), limit=2)
    assert [len(page) for page in pages if page] == [2, 2, 1]
    assert len({space.id for page in pages for space in page}) == 5
