"""All writes of a verb or none; contention is retried, a refusal never."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import SYSTEM, Fact
from chalicelib.identity.facts import UserJoined
from chalicelib.kit import outbox, unit_of_work
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.table import Item, key, read
from chalicelib.kit.unit_of_work import MOST_TRIES, MOST_WRITES, Replayed, UnitOfWork
from tests.make.bookings import NOW


class FirstRefusal(Exception):
    pass


class SecondRefusal(Exception):
    pass


class Obstructed:
    """A client that fails before it reaches the table; `answers` are given first, one a call."""

    def __init__(self, *answers: ClientError, then_write: bool = True) -> None:
        self.answers = list(answers)
        self.then_write = then_write
        self.calls: list[dict[str, Any]] = []

    def transact_write_items(self, **call: Any) -> Any:
        self.calls.append(call)
        if self.answers:
            raise self.answers.pop(0)
        return dynamodb().transact_write_items(**call) if self.then_write else {}


def cancelled(*codes: str) -> ClientError:
    body: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "injected"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(body, "TransactWriteItems")


def failed(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "injected"}}, "TransactWriteItems")


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    paused: list[float] = []
    monkeypatch.setattr("chalicelib.kit.unit_of_work.time.sleep", paused.append)
    return paused


@pytest.fixture
def obstruct(table: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    def stand_in(*answers: ClientError) -> Obstructed:
        client = Obstructed(*answers)
        monkeypatch.setattr(unit_of_work, "dynamodb", lambda: client)
        return client

    return stand_in


def work() -> UnitOfWork:
    return UnitOfWork(now=NOW, actor=SYSTEM)


def item(name: str, version: int = 1, **text: str) -> Item:
    return {**key(name, "A"), "version": {"N": str(version)}} | {k: {"S": v} for k, v in text.items()}


def put(*items: Item) -> None:
    uow = work()
    for one in items:
        uow.put(one)
    uow.commit()


def test_an_item_is_created_once(table: str) -> None:
    for expectation in (None, Replayed):
        uow = work()
        uow.create(item("X"))
        if expectation is None:
            uow.commit()
        else:
            with pytest.raises(expectation):
                uow.commit()


def test_an_item_is_replaced_only_at_the_version_that_was_read(table: str) -> None:
    put(item("X", 3))
    stale, fresh = work(), work()
    stale.replace(item("X", 3, by="stale"), version=2)
    fresh.replace(item("X", 4, by="fresh"), version=3)
    with pytest.raises(StaleVersion):
        stale.commit()
    fresh.commit()
    assert read("X", "A") == item("X", 4, by="fresh")


def test_what_is_gone_is_not_replaced(table: str) -> None:
    uow = work()
    uow.replace(item("X", 2), version=1)
    with pytest.raises(StaleVersion):
        uow.commit()
    assert read("X", "A") is None


def test_one_refused_write_keeps_back_all_others_and_the_facts(table: str) -> None:
    put(item("X"))
    uow = work()
    uow.put(item("Y"))
    uow.record(UserJoined(subject="USER#1"))
    uow.create(item("X"))
    with pytest.raises(Replayed):
        uow.commit()
    assert read("Y", "A") is None
    assert outbox.facts_of("USER#1") == []


@pytest.mark.parametrize("swapped", [False, True])
def test_of_several_refused_writes_the_first_in_order_decides(table: str, swapped: bool) -> None:
    put(item("X"), item("Y"))
    uow = work()
    pairs: list[tuple[str, type[Exception]]] = [("X", FirstRefusal), ("Y", SecondRefusal)]
    for name, refusal in reversed(pairs) if swapped else pairs:
        uow.create(item(name), refused=refusal)
    with pytest.raises(SecondRefusal if swapped else FirstRefusal):
        uow.commit()


def test_deletes_and_updates_are_part_of_it(table: str) -> None:
    put(item("gone"), item("counted"))
    uow = work()
    uow.delete("gone", "A")
    uow.update("counted", "A", refused=FirstRefusal, UpdateExpression="ADD n :one", ExpressionAttributeValues={
        ":one": {"N": "1"}})  # fmt: skip
    uow.commit()
    counted = read("counted", "A")
    assert counted is not None
    assert (read("gone", "A"), counted["n"]) == (None, {"N": "1"})


def test_two_conflicts_are_retried_with_a_growing_random_pause(obstruct: Any, pauses: list[float]) -> None:
    client = obstruct(cancelled("TransactionConflict"), cancelled("TransactionConflict"))
    uow = work()
    uow.create(item("X"))
    uow.commit()
    assert read("X", "A") is not None
    assert len(client.calls) == 3
    assert len(pauses) == 2
    assert all(pause <= unit_of_work.FIRST_PAUSE * 2**attempt for attempt, pause in enumerate(pauses))


def test_pauses_double_until_they_are_a_second_and_a_half(
    obstruct: Any, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So long from the first one on that a crowd spreads out: tests/races count what a shorter one costs."""
    monkeypatch.setattr("chalicelib.kit.unit_of_work.random.uniform", lambda _, longest: longest)
    obstruct(*[cancelled("TransactionConflict")] * 4)
    uow = work()
    uow.create(item("X"))
    uow.commit()
    assert pauses == [0.6, 1.2, 1.5, 1.5]


def test_contention_that_never_ends_is_told_and_nothing_is_written(obstruct: Any, pauses: list[float]) -> None:
    client = obstruct(*[cancelled("TransactionConflict")] * MOST_TRIES)
    uow = work()
    uow.create(item("X"))
    with pytest.raises(Busy):
        uow.commit()
    assert len(client.calls) == MOST_TRIES
    assert max(pauses) <= unit_of_work.LONGEST_PAUSE
    assert read("X", "A") is None


@pytest.mark.parametrize(
    "codes", [("ConditionalCheckFailed", "None"), ("ConditionalCheckFailed", "TransactionConflict")]
)
def test_a_refused_condition_is_never_retried_even_beside_a_conflict(obstruct: Any, codes: tuple[str, ...]) -> None:
    client = obstruct(cancelled(*codes))
    uow = work()
    uow.create(item("X"), refused=FirstRefusal)
    uow.put(item("Y"))
    with pytest.raises(FirstRefusal):
        uow.commit()
    assert len(client.calls) == 1


@pytest.mark.parametrize("code", ["ThrottlingException", "TransactionInProgressException"])
def test_throttling_is_waited_out(obstruct: Any, code: str) -> None:
    client = obstruct(failed(code))
    uow = work()
    uow.create(item("X"))
    uow.commit()
    assert len(client.calls) == 2


@pytest.mark.parametrize("error", [failed("AccessDeniedException"), cancelled("ValidationError"), cancelled()])
def test_what_waiting_cannot_cure_is_raised_at_once(obstruct: Any, error: ClientError) -> None:
    client = obstruct(error)
    uow = work()
    uow.create(item("X"))
    with pytest.raises(ClientError):
        uow.commit()
    assert len(client.calls) == 1


class Amnesiac:
    """Writes, but its answer is lost: the SDK's own second attempt meets the first, which is still in progress.
    Afterwards DynamoDB knows the token (for ten minutes) and answers as it did the first time."""

    def __init__(self) -> None:
        self.known: set[str | None] = set()

    def transact_write_items(self, **call: Any) -> Any:
        token = call.get("ClientRequestToken")
        if token is not None and token in self.known:
            return {}
        dynamodb().transact_write_items(**call)
        if not self.known:
            self.known.add(token)
            raise failed("TransactionInProgressException")
        return {}


def test_a_write_whose_answer_was_lost_is_not_taken_for_somebody_elses(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under another token the retry would meet its own effect: a host would read "already decided" after his yes."""
    put(item("X", 1))
    client = Amnesiac()
    monkeypatch.setattr(unit_of_work, "dynamodb", lambda: client)
    uow = work()
    uow.replace(item("X", 2), version=1)
    uow.commit()
    assert read("X", "A") == item("X", 2)


def test_a_look_comes_before_each_try_and_may_end_it(obstruct: Any) -> None:
    client = obstruct(cancelled("TransactionConflict"))
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise FirstRefusal

    uow = work()
    uow.create(item("X"))
    uow.look_first(look)
    with pytest.raises(FirstRefusal):
        uow.commit()
    assert (len(looks), len(client.calls)) == (2, 1)


def test_more_writes_than_a_transaction_takes_are_not_even_tried(obstruct: Any) -> None:
    client = obstruct()
    uow = work()
    for number in range(MOST_WRITES + 1):
        uow.put(item(str(number)))
    with pytest.raises(ValueError, match="101 writes"):
        uow.commit()
    assert client.calls == []


def test_a_fresh_one_is_empty_and_of_the_same_actor_and_instant() -> None:
    uow = work()
    uow.record(UserJoined(subject="USER#1"))
    again = uow.again()
    assert (again.now, again.actor, again.facts, again.holds_writes) == (uow.now, uow.actor, [], False)
    assert uow.holds_writes
    assert isinstance(uow.facts[0].fact, Fact)
