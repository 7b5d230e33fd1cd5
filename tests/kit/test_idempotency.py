"""A repeated POST has one effect and one answer; another call under the same key is refused."""

import json
from typing import Any

import boto3
import pytest

from chalicelib.kit.settings import settings
from tests.kit.conftest import Blown, Lamps

BODY = b'{"watts": 40}'


@pytest.fixture(autouse=True)
def tables(table: str) -> None:
    """In moto."""


def kept() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName=settings().idempotency_table_name)["Items"]
    return found


def test_a_repeated_call_gets_the_same_answer_and_has_no_second_effect(lamps: Lamps) -> None:
    first, again = (lamps.call("POST", "/lamps", BODY) for _ in range(2))
    assert first.status == again.status == 201
    assert first.json() == again.json()
    assert again.headers["ETag"] == '"7"'
    assert len(lamps.seen) == 1


def test_an_empty_answer_is_repeated_as_well(lamps: Lamps) -> None:
    answers = [lamps.call("POST", "/lamps/1/dark", None) for _ in range(2)]
    assert [(answer.status, answer.body) for answer in answers] == [(204, b"")] * 2
    assert len(lamps.seen) == 1


def test_another_body_under_the_same_key_is_refused(lamps: Lamps) -> None:
    lamps.call("POST", "/lamps", BODY)
    answer = lamps.call("POST", "/lamps", b'{"watts": 41}')
    assert (answer.status, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert len(lamps.seen) == 1


def test_keys_of_others_of_other_routes_and_of_other_objects_are_other_keys(
    lamps: Lamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamps.call("POST", "/lamps", BODY)
    lamps.call("POST", "/lamps/1/dark", BODY)
    lamps.call("POST", "/lamps/2/dark", BODY)
    lamps.call("POST", "/lamps", BODY, idempotency_key="another")
    lamps.call("POST", "/lamps", BODY, authorization="eve")
    assert len(lamps.seen) == 4
    assert len(kept()) == 4


def test_a_call_that_is_still_running_is_not_run_twice(lamps: Lamps) -> None:
    inner: list[Any] = []

    def act(_: object) -> None:
        lamps.act = lambda _: None
        inner.append(lamps.call("POST", "/lamps", BODY))

    lamps.act = act
    outer = lamps.call("POST", "/lamps", BODY)
    assert outer.status == 201
    assert (inner[0].status, inner[0].json()["code"]) == (409, "idempotency_key_in_flight")
    assert len(lamps.seen) == 1


@pytest.mark.parametrize(("failure", "status"), [(Blown(watts=40), 409), (ZeroDivisionError(), 500)])
def test_a_call_that_failed_keeps_nothing_and_may_be_made_again(
    lamps: Lamps, failure: Exception, status: int
) -> None:
    def act(_: object) -> None:
        raise failure

    lamps.act = act
    assert lamps.call("POST", "/lamps", BODY).status == status
    assert kept() == []
    lamps.act = lambda _: None
    assert lamps.call("POST", "/lamps", b'{"watts": 41}').status == 201


def test_a_body_that_was_refused_does_not_use_up_its_key(lamps: Lamps) -> None:
    assert lamps.call("POST", "/lamps", b'{"watts": 0}').status == 422
    assert lamps.call("POST", "/lamps", BODY).status == 201


@pytest.mark.parametrize("key", ["", "x" * 256], ids=["none", "too long"])
def test_a_post_without_a_usable_key_is_refused(lamps: Lamps, key: str) -> None:
    answer = lamps.call("POST", "/lamps", BODY, idempotency_key=key)
    assert (answer.status, answer.json()["code"]) == (400, "idempotency_key_required")
    assert lamps.seen == []


def test_a_harmless_post_needs_no_key_and_runs_each_time(lamps: Lamps) -> None:
    for _ in range(2):
        assert lamps.call("POST", "/lamps/1/spark", None, idempotency_key="").status == 200
    assert len(lamps.seen) == 2


def test_what_is_kept_goes_after_a_day_and_holds_no_body(lamps: Lamps) -> None:
    lamps.call("POST", "/lamps", b'{"watts": 40, "colour": "vermilion"}')
    (record,) = kept()
    assert "expiration" in record
    assert "vermilion" not in json.dumps(record)
