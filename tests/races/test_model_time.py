"""The time of the races stands still while anybody works."""

import threading
from functools import partial

import pytest

from tests.races import model_time
from tests.races.conflicts import ConflictingClient, Write
from tests.races.crowd import at_once
from tests.races.model_time import ModelTime

WRITE: Write = {"Put": {"Item": {"pk": {"S": "ROOM#1"}, "sk": {"S": "DAY#1"}}}}
ELSEWHERE: Write = {"Put": {"Item": {"pk": {"S": "ROOM#2"}, "sk": {"S": "DAY#1"}}}}


class Silent:
    """A client that writes nothing."""

    def transact_write_items(self, **_: object) -> None:
        return None


def test_whoever_waits_longer_comes_later_and_nobody_really_waits() -> None:
    client, came = ConflictingClient(Silent()), []

    def wait(hours: int) -> None:
        client.time.sleep(hours * 3600)
        came.append((hours, client.time.monotonic()))

    at_once(client, [partial(wait, hours) for hours in (3, 1, 2)], together=False)

    assert came == [(1, 3600), (2, 7200), (3, 10800)]


def test_nothing_moves_while_somebody_works() -> None:
    time, done = ModelTime(), threading.Event()
    time.expect(2)

    def wait() -> None:
        with time.taking_part():
            time.sleep(1)
            done.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    with time.taking_part():
        assert not done.wait(0.2)
    waiting.join()
    assert done.is_set()


def test_a_race_that_cannot_go_on_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_time, "PATIENCE", 0.1)
    time = ModelTime()
    time.expect(2)
    with pytest.raises(TimeoutError), time.taking_part():
        time.sleep(1)


@pytest.mark.parametrize(("second", "conflicts"), [(WRITE, 1), (ELSEWHERE, 0)])
def test_of_two_transactions_on_one_item_one_is_cancelled(second: Write, conflicts: int) -> None:
    client = ConflictingClient(Silent())

    def write(what: Write) -> bool:
        try:
            client.transact_write_items(TransactItems=[what])
        except Exception as cancelled:  # noqa: BLE001
            return "TransactionCanceled" not in str(cancelled)
        return True

    assert sum(at_once(client, [lambda: write(WRITE), lambda: write(second)])) == 2 - conflicts
    assert client.conflicts == conflicts
