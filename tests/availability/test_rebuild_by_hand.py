"""The search is made again by whoever follows the pages that say how: what they tell to send is sent as it stands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.availability.projection import rebuild, store, work
from chalicelib.kit import queue
from chalicelib.spaces.model import Address, Space, SpaceStatus
from tests.make.bookings import NOW
from tests.make.counted import a_free_room, a_house, booked, edited
from tests.make.identity import saved_user
from tests.make.projection import entry, entry_counted, everything, rebuilt, wiped

DOCS = Path(__file__).parents[2] / "docs"
MESSAGE = re.compile(r"""['`](\{"rebuild": [^'`]*\})['`]""")
PAGES = ("runbooks/alarms.md", "search.md")


@pytest.fixture(autouse=True)
def hurried(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "HORIZON", 30)
    saved_user("coworker")


def message_of(page: str) -> str:
    (found,) = MESSAGE.findall((DOCS / page).read_text(encoding="utf-8"))
    return str(found)


def a_world() -> list[Space]:
    """Two spaces in two cities, a room booked in each."""
    here = a_house(a_free_room(), a_free_room())
    there = a_house(host=here.host_id, address=Address("1 rue", "", "69001", "Lyon"))
    booked(here, room=1)
    booked(there)
    return [here, there]


def sent(body: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Handled as from the queue, with all that it leads to. Returns how many messages there were."""
    waiting = [body]
    monkeypatch.setattr(queue, "send", lambda _, body, **__: waiting.append(body))
    handled = 0
    while waiting:
        work.handle(waiting.pop(0), NOW)
        handled += 1
    return handled


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_makes_all_of_it_again(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spaces = a_world()
    rebuilt()
    right = everything()
    wiped()
    assert everything() == {}
    assert sent(message_of(page), monkeypatch) == 4, "spaces, cities, a shard of each"
    assert everything().keys() == right.keys()
    for space, room in ((spaces[0], 1), (spaces[1], 0)):
        room_id = space.rooms[room].id
        assert entry(room_id) == entry_counted(room_id) is not None


def test_a_city_alone_is_named_by_its_slug(monkeypatch: pytest.MonkeyPatch) -> None:
    a_world()
    said: dict[str, Any] = json.loads(message_of(PAGES[0]))
    sent(json.dumps(said | {"city": "lyon"}), monkeypatch)
    assert [head.city for head in store.heads_from("", "", 10)] == ["lyon"]


def test_it_takes_out_what_the_rule_does_not_look_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _, there = a_world()
    rebuilt()
    edited(there, there.next_version(status=SpaceStatus.REFUSED))
    sent(message_of(PAGES[0]), monkeypatch)
    assert store.directory("lyon") == []
