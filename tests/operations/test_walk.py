"""Rules are taken through all they examine, page by page, whatever is lost, delivered twice, or dies in between."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.operations import rules, store, walk
from chalicelib.operations.errors import AlreadyRunning
from chalicelib.operations.model import HOPELESS, STALLED, Findings, Rule, Run, Violation
from chalicelib.operations.rules import RULES
from tests.make.bookings import NOW
from tests.make.checks import Checks

NAME = "lamps_are_lit"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class Died(Exception):
    """Of the worker."""


@dataclass
class Lamps:
    """A rule about nothing: three pages of two lamps; those in `dark` are violations, each page mends one."""

    dark: set[str] = field(default_factory=set)
    looked_at: list[str | None] = field(default_factory=list)

    def examine(self, cursor: str | None, now: datetime) -> Findings:
        self.looked_at.append(cursor)
        page = int(cursor or "1")
        here = {f"lamp-{page}-{number}" for number in (1, 2)}
        return Findings(
            examined=len(here),
            violations=[Violation(lamp, f"dark at {now:%H:%M}") for lamp in sorted(here & self.dark)],
            repaired=1,
            cursor=str(page + 1) if page < 3 else None,
        )


@pytest.fixture
def lamps(checks: Checks, monkeypatch: pytest.MonkeyPatch) -> Lamps:
    lamps = Lamps()
    monkeypatch.setattr(walk, "RULES", (Rule(NAME, HOUR, lamps.examine),))
    return lamps


def run() -> Run:
    found = store.run_of(NAME)
    assert found
    return found


def to_the_end(checks: Checks, now: datetime = NOW) -> list[str]:
    """Whatever is on the queue is worked on until nothing is; all messages that were there."""
    worked: list[str] = []
    while messages := checks.messages():
        for message in messages:
            worked.append(message)
            walk.step(message, now)
    return worked


# A run


def test_a_run_goes_through_all_pages_one_a_message(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    messages = to_the_end(checks, NOW + MINUTE)
    assert [json.loads(message)["cursor"] for message in messages] == [None, "2", "3"]
    assert lamps.looked_at == [None, "2", "3"]
    assert run() == Run(run().id, None, 6, 3, began_at=NOW, moved_at=NOW + MINUTE, finished_at=NOW + MINUTE)
    assert checks.metrics("RuleBroken") == [({"rule": NAME}, 0)]
    assert checks.metrics("RuleRepaired") == [({"rule": NAME}, 3)]


def test_a_metric_names_the_deployment_beside_the_rule(
    lamps: Lamps, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "pupitre-prod")
    lamps.dark = {"lamp-1-1"}
    checks.run(NAME, NOW)
    about = {"rule": NAME, "service": "pupitre-prod"}
    assert checks.metrics("RuleBroken") == [(about, 1)]
    assert checks.metrics("RuleRepaired") == [(about, 3)]


def test_what_is_broken_stays_noted_with_its_first_instant_until_a_run_no_longer_sees_it(
    lamps: Lamps, checks: Checks
) -> None:
    lamps.dark = {"lamp-1-2", "lamp-3-1"}
    checks.run(NAME, NOW)
    lamps.dark = {"lamp-3-1", "lamp-2-1"}
    checks.run(NAME, NOW + HOUR)

    seen = {one.violation.subject: one for one in checks.broken(NAME)}
    assert seen.keys() == {"lamp-3-1", "lamp-2-1"}
    old, new = seen["lamp-3-1"], seen["lamp-2-1"]
    assert (old.first_seen, old.last_seen, old.violation.detail) == (NOW, NOW + HOUR, "dark at 09:00")
    assert (new.first_seen, new.last_seen) == (NOW + HOUR, NOW + HOUR)
    assert checks.metrics("RuleBroken") == [({"rule": NAME}, 2)] * 2

    lamps.dark = set()
    checks.run(NAME, NOW + 2 * HOUR)
    assert checks.broken(NAME) == []
    assert checks.metrics("RuleBroken")[-1] == ({"rule": NAME}, 0)


def test_what_is_mended_is_not_forgotten_before_the_end_of_a_run(lamps: Lamps, checks: Checks) -> None:
    lamps.dark = {"lamp-1-1"}
    checks.run(NAME, NOW)
    lamps.dark = set()
    walk.begin(NAME, NOW + HOUR)
    walk.step(checks.messages()[0], NOW + HOUR)
    assert checks.subjects(NAME) == ["lamp-1-1"]
    to_the_end(checks, NOW + HOUR)
    assert checks.subjects(NAME) == []


def test_an_empty_cursor_would_run_for_ever_and_is_refused() -> None:
    with pytest.raises(ValueError, match="for ever"):
        Findings(examined=1, cursor="")


# What is due


def test_rules_begin_when_their_time_has_come_and_not_before(lamps: Lamps, checks: Checks) -> None:
    assert walk.begin_what_is_due(NOW) == 1
    assert walk.begin_what_is_due(NOW) == 0, "it is under way"
    to_the_end(checks)
    assert walk.begin_what_is_due(NOW + HOUR - MINUTE) == 0
    assert walk.begin_what_is_due(NOW + HOUR) == 1
    to_the_end(checks, NOW + HOUR)
    assert len(lamps.looked_at) == 6


def test_every_file_of_rules_is_a_rule_that_is_examined() -> None:
    files = Path(rules.__file__).parent.glob("[a-z]*.py")
    assert sorted(rule.name for rule in RULES) == sorted(file.stem for file in files)


def test_every_rule_of_the_product_begins(checks: Checks) -> None:
    assert walk.begin_what_is_due(NOW) == len(RULES) > 0
    assert {json.loads(message)["rule"] for message in checks.messages()} == {rule.name for rule in RULES}
    assert walk.begin_what_is_due(NOW + MINUTE) == 0


def test_a_run_that_somebody_asks_for_is_refused_while_one_is_under_way(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    with pytest.raises(AlreadyRunning):
        walk.begin(NAME, NOW + MINUTE)
    to_the_end(checks)
    assert walk.begin(NAME, NOW + 2 * MINUTE).began_at == NOW + 2 * MINUTE
    with pytest.raises(NotFound):
        walk.begin("doors_are_shut", NOW)


# Delivered twice, late, or never


def test_a_message_that_comes_twice_counts_once(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    while messages := checks.messages():
        for message in messages:
            walk.step(message, NOW)
            walk.step(message, NOW)
    assert (run().examined, run().repaired) == (6, 3)
    assert lamps.looked_at == [None, "2", "3"]
    assert len(checks.metrics("RuleBroken")) == 1


def test_a_message_of_a_page_that_is_done_does_nothing(lamps: Lamps, checks: Checks) -> None:
    """Else each repetition would be a second worker on the same run."""
    walk.begin(NAME, NOW)
    (message,) = checks.messages()
    walk.step(message, NOW)
    walk.step(message, NOW)
    assert lamps.looked_at == [None]
    assert run().cursor == "2"
    assert len(checks.messages()) == 1


def test_two_workers_at_the_same_page_advance_once(
    lamps: Lamps, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second gets the page while the first is still looking at it."""
    walk.begin(NAME, NOW)
    (message,) = checks.messages()
    examine, waiting = lamps.examine, [message]

    def overtaken(cursor: str | None, now: datetime) -> Findings:
        if waiting:
            walk.step(waiting.pop(), now)
        return examine(cursor, now)

    monkeypatch.setattr(walk, "RULES", (Rule(NAME, HOUR, overtaken),))
    walk.step(message, NOW)
    assert (run().examined, run().cursor) == (2, "2")
    assert len(checks.messages()) == 1, "one next page"


def test_messages_of_a_run_or_page_that_is_over_are_dropped(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    old = to_the_end(checks)
    walk.begin(NAME, NOW + HOUR)
    lamps.looked_at.clear()
    for message in old:
        walk.step(message, NOW + HOUR)
    assert lamps.looked_at == []
    assert (run().examined, run().finished_at) == (0, None)


def test_messages_of_a_rule_that_no_longer_exists_are_dropped(checks: Checks) -> None:
    walk.step(json.dumps({"rule": "doors_are_shut", "run": "x", "cursor": None}), NOW)


def test_a_lost_message_is_sent_again_once_the_queue_would_have_brought_it_back(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    walk.step(checks.messages()[0], NOW + MINUTE)
    (lost,) = checks.messages()

    assert walk.begin_what_is_due(NOW + STALLED) == 0, "it moved a minute ago then"
    assert walk.begin_what_is_due(NOW + STALLED + MINUTE) == 1

    assert checks.messages() == [lost]
    assert walk.begin_what_is_due(NOW + STALLED + MINUTE) == 0, "it has just been taken up"
    walk.step(lost, NOW + STALLED + 5 * MINUTE)
    to_the_end(checks, NOW + STALLED + 5 * MINUTE)
    assert (run().examined, run().began_at) == (6, NOW)


def test_of_two_schedules_at_once_one_takes_a_run_up(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    checks.messages()
    stalled = run()
    assert store.touch(NAME, stalled, NOW + STALLED)
    assert not store.touch(NAME, stalled, NOW + STALLED)


def test_a_run_that_keeps_failing_at_one_page_is_given_up_after_a_day(
    lamps: Lamps, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamps.dark = {"lamp-1-1"}
    walk.begin(NAME, NOW)
    walk.step(checks.messages()[0], NOW)
    poisoned = checks.messages()
    for hours in range(2, 24, 2):
        assert walk.begin_what_is_due(NOW + hours * HOUR) == 1
        assert checks.messages() == poisoned

    assert walk.begin_what_is_due(NOW + HOPELESS) == 1
    assert (run().began_at, run().cursor) == (NOW + HOPELESS, None)
    assert checks.subjects(NAME) == ["lamp-1-1"], "what it saw still stands"
    lamps.dark = set()
    to_the_end(checks, NOW + HOPELESS)
    for message in poisoned:
        walk.step(message, NOW + HOPELESS)
    assert (run().examined, checks.subjects(NAME)) == (6, [])


def test_a_run_that_moves_is_never_given_up(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    walk.step(checks.messages()[0], NOW + HOPELESS)
    assert walk.begin_what_is_due(NOW + HOPELESS + 14 * MINUTE) == 0
    assert run().began_at == NOW


def test_a_page_that_fails_is_left_to_the_next_delivery(lamps: Lamps, checks: Checks) -> None:
    walk.begin(NAME, NOW)
    (message,) = checks.messages()

    def fails(cursor: str | None, now: datetime) -> Findings:
        raise Died

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(walk, "RULES", (Rule(NAME, HOUR, fails),))
        with pytest.raises(Died):
            walk.step(message, NOW)
    assert (run().cursor, run().examined) == (None, 0)
    walk.step(message, NOW)
    assert run().cursor == "2"


# Death between any two steps


def dies(*_: object, **__: object) -> bool:
    raise Died


def dies_after(act: Callable[..., object]) -> Callable[..., object]:
    def does_and_dies(*given: object, **named: object) -> object:
        act(*given, **named)
        raise Died

    return does_and_dies


DEATHS = {
    "before the run is noted": (store, "begin", dies),
    "before the first message": (walk, "_send", dies),
    "before the first violation": (store, "note", dies),
    "after the first violation": (store, "note", dies_after(store.note)),
    "before the cursor moves": (store, "advance", dies),
    "before the next message": (store, "advance", dies_after(store.advance)),
    "after the next message": (walk, "_send", dies_after(walk._send)),
    "before the mended are forgotten": (store, "forget_unseen", dies),
    "after the mended are forgotten": (store, "forget_unseen", dies_after(store.forget_unseen)),
    "after the metrics": (walk, "_finish", dies_after(walk._finish)),
}  # fmt: skip


@pytest.mark.parametrize("death", DEATHS)
def test_a_worker_may_die_between_any_two_steps(
    lamps: Lamps, checks: Checks, death: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamps.dark = {"lamp-1-1", "lamp-2-2"}
    checks.run(NAME, NOW - 2 * HOUR)
    lamps.dark = {"lamp-1-2", "lamp-2-2"}
    deaths = 0
    module, name, instead = DEATHS[death]
    with monkeypatch.context() as deadly:
        deadly.setattr(module, name, instead)
        for work in (lambda: walk.begin_what_is_due(NOW), lambda: to_the_end(checks)):
            try:
                work()
            except Died:
                deaths += 1
    assert deaths

    for minutes in range(0, 90, 10):
        walk.begin_what_is_due(NOW + minutes * MINUTE)
        to_the_end(checks, NOW + minutes * MINUTE)
        if run().finished_at:
            break

    assert (run().examined, run().repaired) == (6, 3)
    assert {one.violation.subject: one.first_seen for one in checks.broken(NAME)}.keys() == {"lamp-1-2", "lamp-2-2"}
    assert checks.metrics("RuleBroken")[-1] == ({"rule": NAME}, 2)


# A worker that outlives its run


def test_a_step_that_outlives_its_run_takes_nothing_from_the_next(lamps: Lamps, checks: Checks) -> None:
    lamps.dark = {"lamp-3-1"}
    first = checks.run(NAME, NOW)
    second = checks.run(NAME, NOW + HOUR)
    assert first.id < second.id

    store.note(NAME, first, Violation("lamp-3-1", "as the slow one saw it"), NOW + 2 * HOUR)
    assert store.forget_unseen(NAME, first) == 1

    (seen,) = checks.broken(NAME)
    assert (seen.violation.detail, seen.last_seen) == ("dark at 09:00", NOW + HOUR)


def test_what_a_later_run_notes_while_the_mended_are_forgotten_stays(
    lamps: Lamps, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what is noted and its deletion."""
    lamps.dark = {"lamp-3-1"}
    checks.run(NAME, NOW)
    lamps.dark = set()
    walk.begin(NAME, NOW + HOUR)
    slow = run()
    forget = store._forget

    def overtaken(item: dict[str, object], of: Run) -> bool:
        newer = Run("2099", None, 0, 0, NOW, NOW, None)
        store.note(NAME, newer, Violation("lamp-3-1", "dark again"), NOW + 2 * HOUR)
        return forget(item, of)

    monkeypatch.setattr(store, "_forget", overtaken)
    assert store.forget_unseen(NAME, slow) == 1
    assert checks.detail(NAME) == "dark again"
