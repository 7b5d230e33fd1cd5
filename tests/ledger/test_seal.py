"""What was posted is sealed once, in the order of time, and a sealer that dies is made good by the next run."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kit import files
from chalicelib.kit.aws import dynamodb, s3
from chalicelib.kit.settings import settings
from chalicelib.ledger import keys, seal, store
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.manifest import GENESIS, Seal, seal_from
from chalicelib.ledger.seal import Tampered
from chalicelib.ledger.store import Overtaken
from chalicelib.ledger.text import digest, text_of
from tests.make.ledger import (
    NOW,
    a_journal,
    found,
    journal_key,
    marked,
    posted,
    removed,
    seal_key,
    sealed,
    slipped_in,
)

MINUTE = timedelta(minutes=1)


class Death(Exception):
    """A sealer's."""


def seals() -> list[Seal]:
    return [seal_from(text) for text in store.seals_after(0, 100).values()]


def everything_sealed_once(*references: str) -> None:
    """And sound."""
    times = Counter(reference for one in seals() for reference in one.journals)
    assert times == Counter(references)
    assert store.markers() == []
    names = list(files.names(settings().archive_bucket, ""))
    assert names == [f"ledger/seals/{one.number:012d}.json" for one in seals()]
    assert found(NOW + 9 * MINUTE) == set()


def test_what_waits_is_sealed_chained_and_anchored(table: str) -> None:
    sealed("b", "a")
    sealed("c", now=NOW + 5 * MINUTE)

    first, second = seals()
    assert first.journals == {name: digest(text_of(a_journal(name))) for name in ("a", "b")}
    assert first.totals == {"psp": 24_000, "host_payable:ho_1": -24_000}
    assert (first.number, first.previous, first.at, first.until) == (1, GENESIS, NOW, NOW)
    assert (second.number, second.previous) == (2, digest(first.text))
    assert store.head() == (2, digest(second.text))
    anchored = files.read(settings().archive_bucket, "ledger/seals/000000000002.json")
    assert anchored is not None
    assert json.loads(anchored) == json.loads(second.text)
    everything_sealed_once("a", "b", "c")


def test_nothing_is_sealed_when_nothing_waits(table: str) -> None:
    assert seal.run(NOW) == 0
    sealed("a")
    assert seal.run(NOW + MINUTE) == 0
    assert len(seals()) == 1


def test_many_are_sealed_in_the_order_of_time_and_a_run_ends(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "MOST_JOURNALS", 3)
    monkeypatch.setattr(seal, "MOST_SEALS", 2)
    names = [f"{9 - number}" for number in range(8)]
    for number, name in enumerate(names):
        posted(name, now=NOW + number * MINUTE)
    assert [seal.run(NOW + 8 * MINUTE) for _ in range(3)] == [6, 2, 0]
    assert [list(one.journals) for one in seals()] == [["7", "8", "9"], ["4", "5", "6"], ["2", "3"]]
    assert [one.until for one in seals()] == [NOW + 3 * MINUTE, NOW + 6 * MINUTE, NOW + 8 * MINUTE]
    everything_sealed_once(*names)


def test_a_seal_that_would_not_fit_an_item_is_made_in_two(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "MOST_BYTES", 600)
    names = [f"{number}" for number in range(9)]
    sealed(*names)
    assert len(seals()) > 2
    assert all(len(one.text) <= 600 for one in seals())
    everything_sealed_once(*names)


# Deaths


def dies(monkeypatch: pytest.MonkeyPatch, name: str, *, after: bool, times: int = 1) -> None:
    """At a step of the sealer, before or after it was taken, so many times."""
    step: Callable[..., Any] = getattr(STEPS[name], name)
    left = [times]

    def deadly(*arguments: Any, **named: Any) -> Any:
        if not left[0]:
            return step(*arguments, **named)
        left[0] -= 1
        if after:
            step(*arguments, **named)
        raise Death

    monkeypatch.setattr(STEPS[name], name, deadly)


STEPS: dict[str, Any] = {
    "markers": store,
    "texts": store,
    "append": store,
    "put_once": files,
    "remove": store,
    "_finish": seal,
}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_sealer_that_dies_at_a_step_is_made_good_by_the_next(
    table: str, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    posted("a", "b")
    dies(monkeypatch, step, after=after)
    with pytest.raises(Death):
        seal.run(NOW)
    posted("c", now=NOW + MINUTE)
    seal.run(NOW + 5 * MINUTE)
    everything_sealed_once("a", "b", "c")


def test_a_sealer_that_dies_after_its_transaction_is_made_good(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    posted("a", "b")
    with monkeypatch.context() as dead:
        dies(dead, "_finish", after=False, times=1)
        with pytest.raises(Death):
            seal.run(NOW)
    assert len(store.markers()) == 2
    assert list(files.names(settings().archive_bucket, "")) == []
    assert seal.run(NOW + 5 * MINUTE) == 0
    everything_sealed_once("a", "b")


def test_a_sealer_that_dies_among_the_markers_leaves_the_others_to_the_next(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted("a", "b", "c")
    remove = store.remove

    def remove_one(markers: list[Marker]) -> None:
        if markers:
            remove(markers[:1])
            raise Death

    with monkeypatch.context() as dead:
        dead.setattr(store, "remove", remove_one)
        with pytest.raises(Death):
            seal.run(NOW)
    assert len(store.markers()) == 2
    seal.run(NOW + 5 * MINUTE)
    everything_sealed_once("a", "b", "c")


# Two sealers


@pytest.mark.parametrize("step", ["head", "newest", "markers", "texts", "append", "put_once", "remove"])
def test_a_second_sealer_that_runs_in_the_midst_of_the_first_is_harmless(
    table: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before each step of the first one, the second makes two seals."""
    posted("a", "b")
    original: Callable[..., Any] = getattr(STEPS.get(step, store), step)
    met: list[str] = []

    def meet(*arguments: Any, **named: Any) -> Any:
        if not met:
            for number, name in enumerate(("c", "d"), start=1):
                met.append(name)
                posted(name, now=NOW + number * MINUTE)
                seal.run(NOW + number * MINUTE)
        return original(*arguments, **named)

    monkeypatch.setattr(STEPS.get(step, store), step, meet)
    seal.run(NOW)
    seal.run(NOW + 5 * MINUTE)
    assert met
    everything_sealed_once("a", "b", "c", "d")


def test_a_sealer_that_was_overtaken_leaves_the_rest(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    posted("a")

    def overtaken(*_: Any) -> None:
        raise Overtaken

    with monkeypatch.context() as other:
        other.setattr(store, "append", overtaken)
        assert seal.run(NOW) == 0
    assert seal.run(NOW) == 1


# What does not fit together


def test_markers_that_a_restore_brought_back_are_taken_away_again(table: str) -> None:
    """The main table was put back to an instant before both seals; the ledger stays as it is."""
    for number in range(3):
        sealed(f"{number}", now=NOW + number * MINUTE)
    removed(keys.SEALS, keys.HEAD, main=True)
    item = {"pk": {"S": keys.SEALS}, "sk": {"S": keys.HEAD}}
    head = {"n": {"N": "1"}, "sha256": {"S": digest(seals()[0].text)}}
    dynamodb().put_item(TableName=settings().table_name, Item=item | head)
    for number in range(3):
        marked(f"{number}", NOW + number * MINUTE)
    sealed("3", now=NOW + 5 * MINUTE)
    assert store.head() == (4, digest(seals()[-1].text))
    everything_sealed_once("0", "1", "2", "3")


def test_a_journal_that_is_gone_or_unreadable_keeps_its_marker_and_nobody_waits_for_it(table: str) -> None:
    posted("a", "gone", "broken", "other")
    removed(*journal_key("gone"))
    slipped_in(*journal_key("broken"), "{")
    slipped_in(*journal_key("other"), text_of(a_journal("somebody else's")))
    assert seal.run(NOW) == 1
    assert seal.run(NOW + MINUTE) == 0
    assert [marker.reference for marker in store.markers()] == ["broken", "gone", "other"]


def test_after_a_truncation_nothing_more_is_sealed(table: str) -> None:
    sealed("a")
    sealed("b", now=NOW + MINUTE)
    removed(*seal_key(2))
    posted("c", now=NOW + 2 * MINUTE)
    with pytest.raises(Tampered):
        seal.run(NOW + 2 * MINUTE)
    assert len(seals()) == 1


def test_a_seal_that_was_rewritten_is_not_followed(table: str) -> None:
    sealed("a")
    forged = seals()[0].text.replace("12000", "13000")
    slipped_in(*seal_key(1), forged)
    with pytest.raises(Tampered, match="head"):
        seal.run(NOW + MINUTE)
    head = {"pk": {"S": keys.SEALS}, "sk": {"S": keys.HEAD}, "n": {"N": "1"}, "sha256": {"S": digest(forged)}}
    dynamodb().put_item(TableName=settings().table_name, Item=head)
    with pytest.raises(Tampered, match="anchored"):
        seal.run(NOW + MINUTE)


def test_an_anchor_is_never_written_over(table: str) -> None:
    sealed("a")
    seal.run(NOW + MINUTE)
    versions = s3().list_object_versions(Bucket=settings().archive_bucket)["Versions"]
    assert len(versions) == 1
