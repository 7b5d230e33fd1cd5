"""Many post, spend and seal at the same moment, on Amazon's engine, with conflicts injected."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.core.facts import SYSTEM
from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.ledger import keys, seal, store
from chalicelib.ledger.balances import balance_of
from chalicelib.ledger.chart import PSP, host_payable
from chalicelib.ledger.errors import NotOwed
from chalicelib.ledger.manifest import seal_from
from chalicelib.ledger.model import Posting
from chalicelib.ledger.post import post
from infra.verify_ledger import Places, findings
from tests.make.ledger import HOST, NOW, a_journal
from tests.races.conflicts import ConflictingClient, Write
from tests.races.conftest import UseEngine
from tests.races.crowd import at_once

POSTS, KEYS = 320, 10
SPENDERS, SPENT, OWED, PAID = 64, 700, 10_000, 14
SEALERS, WRITERS, EACH = 4, 16, 6

ACCOUNT = host_payable(HOST)
POSTED, REPLAYED, TOO_LITTLE = "posted", "replayed", "too little"

pytestmark = pytest.mark.engine


def work() -> UnitOfWork:
    return UnitOfWork(now=NOW, actor=SYSTEM)


def posts(reference: str) -> str:
    uow = work()
    post(uow, a_journal(reference))
    try:
        uow.commit()
    except Replayed:
        return REPLAYED
    return POSTED


def spends(number: int) -> str:
    uow = work()
    post(uow, a_journal(f"payout {number}", postings=(Posting(ACCOUNT, PSP, SPENT),)))
    try:
        uow.commit()
    except NotOwed:
        return TOO_LITTLE
    return POSTED


def is_owed(cents: int) -> None:
    uow = work()
    post(uow, a_journal("owed", postings=(Posting(PSP, ACCOUNT, cents),)))
    uow.commit()


def journals(client: ConflictingClient) -> list[str]:
    items = client.scan(TableName=settings().ledger_table_name)["Items"]
    return [item["pk"]["S"].removeprefix(keys.JOURNAL) for item in items]


def without_the_guard(write: Write) -> Write:
    """Takes from a balance whatever is left of it."""
    update = write.get("Update", {})
    if "cents >= :most" not in update.get("ConditionExpression", ""):
        return write
    values = {name: value for name, value in update["ExpressionAttributeValues"].items() if name != ":most"}
    bare = {name: value for name, value in update.items() if name != "ConditionExpression"}
    return {"Update": bare | {"ExpressionAttributeValues": values}}


def without_the_reference(write: Write) -> Write:
    """Writes a journal over the one that has its reference."""
    put = write.get("Put", {})
    if put.get("TableName") != settings().ledger_table_name:
        return write
    return {"Put": {name: value for name, value in put.items() if name != "ConditionExpression"}}


def storm(client: ConflictingClient) -> Counter[str]:
    wishes = [partial(posts, f"key {number % KEYS}") for number in range(POSTS)]
    return Counter(at_once(client, wishes))


def test_320_posts_of_10_references_are_10_journals_and_310_replays(use_engine: UseEngine) -> None:
    client = use_engine()
    assert storm(client) == {POSTED: KEYS, REPLAYED: POSTS - KEYS}
    assert sorted(journals(client)) == [f"key {number}" for number in range(KEYS)]
    assert len(store.markers()) == KEYS


def test_without_the_condition_every_post_is_taken_for_the_first(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_the_reference)
    assert storm(client)[POSTED] > KEYS


def test_of_64_payouts_of_7_from_100_fourteen_are_made_and_2_are_left(use_engine: UseEngine) -> None:
    client = use_engine()
    is_owed(OWED)
    outcomes = Counter(at_once(client, [partial(spends, number) for number in range(SPENDERS)]))
    assert outcomes == {POSTED: PAID, TOO_LITTLE: SPENDERS - PAID}
    assert balance_of(ACCOUNT) == OWED - PAID * SPENT
    assert len(journals(client)) == 1 + PAID


def test_without_the_guard_more_is_paid_than_is_owed(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_the_guard)
    is_owed(OWED)
    outcomes = Counter(at_once(client, [partial(spends, number) for number in range(SPENDERS)]))
    assert outcomes[POSTED] > PAID
    assert balance_of(ACCOUNT) < 0


class Archive:
    """Objects that are put once, without S3: it is not its races that are watched here."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_once(self, bucket: str, name: str, body: bytes, content_type: str) -> bytes:
        return self.objects.setdefault(name, body)

    def get_paginator(self, _: str) -> "Archive":
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return [{"Versions": [{"Key": name, "VersionId": "1"} for name in self.objects]}]

    def get_object(self, **named: Any) -> dict[str, Any]:
        return {"Body": Body(self.objects[named["Key"]])}


class Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        return self._content


def test_four_sealers_among_writers_seal_every_journal_once(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, archive = use_engine(), Archive()
    monkeypatch.setattr(files, "put_once", archive.put_once)
    monkeypatch.setattr(seal, "MOST_JOURNALS", 7)

    def writes(number: int) -> int:
        return sum(posts(f"{number}/{each}") == POSTED for each in range(EACH))

    def seals(_: int) -> int:
        return sum(seal.run(NOW) for _ in range(5))

    acts: list[Callable[[], int]] = [partial(writes, number) for number in range(WRITERS)]
    acts += [partial(seals, number) for number in range(SEALERS)]
    counts = at_once(client, acts, together=False)
    while store.markers():
        counts.append(seal.run(NOW + timedelta(minutes=5)))

    made = [seal_from(text) for text in store.seals_after(0, 100).values()]
    sealed = [reference for one in made for reference in one.journals]
    assert sum(counts[:WRITERS]) == sum(counts[WRITERS:]) == len(sealed) == len(set(sealed)) == WRITERS * EACH
    assert {len(archive.objects), len(made)} == {made[-1].number}
    places = Places(settings().ledger_table_name, settings().table_name, "archive")
    assert list(findings(client, archive, places, NOW)) == []
