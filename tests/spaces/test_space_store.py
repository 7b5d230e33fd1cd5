"""What a save writes, and how reads withstand what DynamoDB may answer."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import key
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.facts import SpaceUpdated
from chalicelib.spaces.model import Space
from tests.make.spaces import CREATED_AT, a_room, a_space, saved

pytestmark = pytest.mark.usefixtures("table")


class OneKeyAtATime:
    """A DynamoDB that answers one key of each batch and leaves the others unprocessed."""

    def __init__(self) -> None:
        self.calls = 0

    def batch_get_item(self, **arguments: Any) -> Any:
        self.calls += 1
        [(name, wanted)] = arguments["RequestItems"].items()
        first, *others = wanted["Keys"]
        answer = dynamodb().batch_get_item(RequestItems={name: wanted | {"Keys": [first]}})
        left = {name: wanted | {"Keys": others}} if others else {}
        return {"Responses": answer["Responses"], "UnprocessedKeys": left}

    def query(self, **arguments: Any) -> Any:
        return dynamodb().query(**arguments)


class Deaf(OneKeyAtATime):
    """A DynamoDB that never processes a key."""

    def batch_get_item(self, **arguments: Any) -> Any:
        return {"Responses": {}, "UnprocessedKeys": arguments["RequestItems"]}


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("chalicelib.kit.table.time.sleep", slept.append)
    return slept


def work() -> UnitOfWork:
    return UnitOfWork(now=CREATED_AT, actor=SYSTEM)


def item(space: Space, sk: str) -> Any:
    return dynamodb().get_item(TableName=settings().table_name, Key=key(space.key, sk)).get("Item")


def test_a_save_leaves_the_rooms_that_did_not_change_alone() -> None:
    kept, edited, removed, added = (a_room(id=f"rm_{name}") for name in "abcd")
    space = saved(a_space(rooms=(kept, edited, removed)))
    # A mark that only an untouched item keeps.
    for room in (kept, edited):
        dynamodb().update_item(
            TableName=settings().table_name,
            Key=key(space.key, room.key),
            UpdateExpression="SET untouched = :yes",
            ExpressionAttributeValues={":yes": {"BOOL": True}},
        )
    uow = work()
    after = space.next_version(rooms=(kept, replace(edited, capacity=3), added))
    store.save(uow, space, after)
    uow.commit()
    assert "untouched" in item(space, kept.key)
    assert "untouched" not in item(space, edited.key)
    assert item(space, removed.key) is None
    assert store.load(space.id) == after


def test_a_save_over_another_version_writes_nothing_at_all() -> None:
    space = saved(a_space())
    stale = replace(space, version=7)
    uow = work()
    store.save(uow, stale, stale.next_version(rooms=()))
    with pytest.raises(StaleVersion):
        uow.commit()
    assert store.load(space.id) == space


def test_the_history_of_a_space_is_not_read_with_it() -> None:
    space = saved(a_space())
    uow = work()
    uow.record(SpaceUpdated(subject=space.key, space_id=space.id, space_name=space.name))
    uow.commit()
    assert [found["sk"]["S"] for found in store._partition(space.id)] == [
        "META",
        *sorted(room.key for room in space.rooms),
    ]


def test_a_room_removed_between_two_lines_of_a_read_makes_it_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    space = saved(a_space())
    partition = store._partition(space.id)
    torn = [partition[:-1], partition]
    monkeypatch.setattr(store, "_partition", lambda _: torn.pop(0))
    assert store.load(space.id) == space
    assert torn == []


def test_a_read_that_never_comes_whole_is_busy_rather_than_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    space = saved(a_space())
    torn = store._partition(space.id)[:-1]
    monkeypatch.setattr(store, "_partition", lambda _: torn)
    with pytest.raises(Busy):
        store.load(space.id)


def test_keys_left_unprocessed_are_asked_again_after_a_pause(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    space = saved(a_space(rooms=tuple(a_room() for _ in range(5))))
    dribble = OneKeyAtATime()
    monkeypatch.setattr(table, "dynamodb", lambda: dribble)
    assert store.page_of_host(space.host_id, after=None, limit=10)[0] == [space]
    assert dribble.calls == 1 + 5
    assert len(pauses) == 4


def test_keys_that_are_never_processed_end_as_busy(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    space = saved(a_space())
    monkeypatch.setattr(table, "dynamodb", Deaf)
    with pytest.raises(Busy):
        store.page_of_host(space.host_id, after=None, limit=10)
    assert len(pauses) == table.MOST_TRIES


def test_an_index_that_lags_shows_neither_a_decided_nor_a_withdrawn_space(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = saved(a_space())
    monkeypatch.setattr(table, "index_page", lambda *_, **__: ([key(draft.key, "META")], None))
    assert store.page_of_queue(after=None, limit=10) == ([], None)
    assert store.page_of_live("", after=None, limit=10) == ([], None)
    assert store.page_of_host(draft.host_id, after=None, limit=10) == ([draft], None)
