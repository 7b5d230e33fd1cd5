"""The operators' page of rules: theirs alone, complete, page by page."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import app
from chalicelib.identity.model import StaffRole
from chalicelib.kit import auth
from chalicelib.operations import store, walk
from chalicelib.operations.model import Violation
from chalicelib.operations.rules import RULES
from localdev.gateway import Gateway
from tests.conftest import SetClock
from tests.make.bookings import NOW
from tests.make.checks import Checks
from tests.make.identity import saved_user

Ask = Callable[..., Any]
FACTS = "/v1/operations/rules/facts_are_relayed"
ROUTES = [("GET", "/v1/operations/rules"), ("GET", f"{FACTS}/violations"), ("POST", f"{FACTS}/runs")]


@pytest.fixture
def ask(checks: Checks, at: SetClock, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Calls as `who`; answers (status, code of the refusal or body)."""
    at(NOW)
    monkeypatch.setattr(auth, "verified_subject", lambda authorization: authorization or None)
    saved_user("operator", roles=[StaffRole.OPERATOR])
    saved_user("moderator", roles=[StaffRole.MODERATOR])
    saved_user("coworker")
    gateway = Gateway(app.app)

    def call(method: str, path: str, *, who: str = "operator", key: str = "key") -> tuple[int, Any]:
        sent = {"authorization": who, "content-type": "application/json", "idempotency-key": key}
        answer = gateway.call(method, path, {name: value for name, value in sent.items() if value}, b"")
        told = answer.json()
        return answer.status, told.get("code", told)

    return call


def broken(number: int) -> None:
    """So many violations of facts_are_relayed, seen by a run that is over."""
    run = store.begin("facts_are_relayed", NOW - timedelta(hours=1))
    assert run
    for index in range(number):
        store.note("facts_are_relayed", run, Violation(f"fc_{index:02}", "UserJoined since ever"), run.began_at)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nobody_but_an_operator_sees_or_starts_anything(ask: Ask, checks: Checks, method: str, path: str) -> None:
    assert ask(method, path, who="moderator") == (403, "staff_only")
    assert ask(method, path, who="coworker") == (403, "staff_only")
    assert ask(method, path, who="")[0] == 401
    assert checks.messages() == []
    assert store.run_of("facts_are_relayed") is None


def test_all_rules_are_listed_with_their_last_run_and_how_much_is_broken(ask: Ask, checks: Checks) -> None:
    broken(3)
    status, answer = ask("GET", "/v1/operations/rules")
    assert status == 200
    rules = {rule["name"]: rule for rule in answer["items"]}
    assert list(rules) == [rule.name for rule in RULES]
    assert rules["facts_are_relayed"] == {
        "name": "facts_are_relayed",
        "every_minutes": 30,
        "last_run": {"began_at": "2027-03-15T07:00:00+00:00", "finished_at": None, "examined": 0, "repaired": 0},
        "broken": 3,
    }
    assert rules["counters_match_bookings"] == {
        "name": "counters_match_bookings", "every_minutes": 1440, "last_run": None, "broken": 0,
    }  # fmt: skip


def test_violations_come_page_by_page_and_each_once(ask: Ask) -> None:
    broken(5)
    subjects: list[str] = []
    cursor, pages = "", 0
    while True:
        status, page = ask("GET", f"{FACTS}/violations?limit=2{cursor}")
        assert status == 200
        subjects += [each["subject"] for each in page["items"]]
        pages += 1
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert subjects == [f"fc_{index:02}" for index in range(5)]
    assert pages == 3
    assert page["items"][0] == {
        "subject": "fc_04",
        "detail": "UserJoined since ever",
        "first_seen": "2027-03-15T07:00:00+00:00",
        "last_seen": "2027-03-15T07:00:00+00:00",
    }


def test_a_cursor_of_one_rule_opens_no_other(ask: Ask) -> None:
    broken(3)
    _, page = ask("GET", f"{FACTS}/violations?limit=2")
    path = "/v1/operations/rules/pages_are_known/violations"
    assert ask("GET", f"{path}?cursor={page['next_cursor']}") == (422, "bad_cursor")


@pytest.mark.parametrize(("method", "what"), [("GET", "violations"), ("POST", "runs")])
def test_a_rule_that_does_not_exist_is_not_found(ask: Ask, method: str, what: str) -> None:
    assert ask(method, f"/v1/operations/rules/doors_are_shut/{what}") == (404, "not_found")


def test_a_rule_is_checked_because_an_operator_asks(ask: Ask, checks: Checks) -> None:
    status, run = ask("POST", f"{FACTS}/runs")
    assert (status, run["began_at"], run["finished_at"]) == (202, "2027-03-15T08:00:00+00:00", None)
    (message,) = checks.messages()
    assert json.loads(message)["rule"] == "facts_are_relayed"

    walk.step(message, NOW)

    _, answer = ask("GET", "/v1/operations/rules")
    (facts,) = [rule for rule in answer["items"] if rule["name"] == "facts_are_relayed"]
    assert facts["last_run"]["finished_at"] == "2027-03-15T08:00:00+00:00"


def test_a_second_run_at_the_same_time_is_refused_and_a_repeated_call_is_not(ask: Ask, checks: Checks) -> None:
    first = ask("POST", f"{FACTS}/runs", key="a")
    assert ask("POST", f"{FACTS}/runs", key="b") == (409, "already_running")
    assert ask("POST", f"{FACTS}/runs", key="a") == first
    assert len(checks.messages()) == 1
