"""Journals and seals in the ledger table, where the product may only append; what changes lies in the main table.

Keys are in `keys`. A journal and a seal are one attribute, their text.
"""

import random
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from chalicelib.core.errors import Busy
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.ledger import keys
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.manifest import Seal
from chalicelib.ledger.model import Journal
from chalicelib.ledger.text import digest, instant_text, text_of

MOST_KEYS = 100
MOST_TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
HANDS = 16


class Overtaken(Exception):
    """Another sealer was here."""


class Head(NamedTuple):
    """The newest seal, as the main table has it."""

    number: int
    sha256: str


def add(uow: UnitOfWork, journal: Journal, refused: Refused) -> None:
    """4 WCU for a journal below 1 KB."""
    item = table.key(keys.journal_pk(journal.reference), keys.JOURNAL_SK) | {"text": {"S": text_of(journal)}}
    uow.create(item, refused=refused, table=settings().ledger_table_name)
    uow.put(table.key(*keys.marker_key(Marker(instant_text(journal.at), journal.reference))))


def text(reference: str) -> str | None:
    """Strongly read, as everything here."""
    return _text_at(keys.journal_pk(reference), keys.JOURNAL_SK)


def texts(references: Iterable[str]) -> dict[str, str]:
    """By reference; who is missing is absent. Raises Busy."""
    wanted = [table.key(keys.journal_pk(reference), keys.JOURNAL_SK) for reference in references]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_KEYS):
        for item in _read_all(wanted[start : start + MOST_KEYS]):
            found[item["pk"]["S"].removeprefix(keys.JOURNAL)] = item.get("text", {}).get("S", "")
    return found


def markers() -> list[Marker]:
    """Every journal that waits for its seal, the oldest first."""
    found = [
        keys.marker_of(item["sk"]["S"])
        for shard in range(keys.SHARDS)
        for item in table.partition(keys.shard_pk(shard), "0", "~")
    ]
    return sorted(found)


def markers_page(shard: int, until: str, *, after: str | None, limit: int) -> tuple[list[Marker], str | None]:
    """Those of a shard written at `until` or before: a page, and where it ended."""
    pk = keys.shard_pk(shard)
    start: dict[str, Any] = {"ExclusiveStartKey": table.key(pk, after)} if after else {}
    answer = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk AND sk <= :until",
        ExpressionAttributeValues={":pk": {"S": pk}, ":until": {"S": until}},
        ConsistentRead=True,
        Limit=limit,
        **start,
    )
    last: Any = answer.get("LastEvaluatedKey")
    return [keys.marker_of(item["sk"]["S"]) for item in answer["Items"]], last["sk"]["S"] if last else None


def remove(done: Sequence[Marker]) -> None:
    """May be repeated. 1 WCU each."""

    def remove_one(marker: Marker) -> None:
        dynamodb().delete_item(TableName=settings().table_name, Key=table.key(*keys.marker_key(marker)))

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(remove_one, done))


def head() -> Head | None:
    item = table.read(keys.SEALS, keys.HEAD)
    return Head(int(item["n"]["N"]), item["sha256"]["S"]) if item else None


def newest() -> int:
    """The number of the last seal in the ledger table; 0 before the first."""
    answer = dynamodb().query(
        TableName=settings().ledger_table_name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": keys.SEALS}},
        ProjectionExpression="sk",
        ConsistentRead=True,
        ScanIndexForward=False,
        Limit=1,
    )
    return max((int(item["sk"]["S"]) for item in answer["Items"]), default=0)


def seal_text(number: int) -> str | None:
    return _text_at(keys.SEALS, keys.seal_sk(number))


def seals_after(number: int, limit: int) -> Mapping[int, str]:
    """Texts by number, in order."""
    answer = dynamodb().query(
        TableName=settings().ledger_table_name,
        KeyConditionExpression="pk = :pk AND sk > :after",
        ExpressionAttributeValues={":pk": {"S": keys.SEALS}, ":after": {"S": keys.seal_sk(number)}},
        ConsistentRead=True,
        Limit=limit,
    )
    return {int(item["sk"]["S"]): item.get("text", {}).get("S", "") for item in answer["Items"]}


def append(uow: UnitOfWork, seal: Seal) -> None:
    """The seal and its head, if both are still those of its predecessor; else the commit raises Overtaken."""
    item = table.key(keys.SEALS, keys.seal_sk(seal.number)) | {"text": {"S": seal.text}}
    uow.create(item, refused=Overtaken, table=settings().ledger_table_name)
    move_head(uow, seal.number - 1, Head(seal.number, digest(seal.text)))


def move_head(uow: UnitOfWork, since: int, to: Head) -> None:
    """From seal `since`, 0 for none."""
    known = {":since": {"N": str(since)}} if since else {}
    uow.update(
        keys.SEALS,
        keys.HEAD,
        refused=Overtaken,
        UpdateExpression="SET n = :n, sha256 = :sha256",
        ConditionExpression="n = :since" if since else "attribute_not_exists(pk)",
        ExpressionAttributeValues={":n": {"N": str(to.number)}, ":sha256": {"S": to.sha256}, **known},
    )


def _text_at(pk: str, sk: str) -> str | None:
    name = settings().ledger_table_name
    item = dynamodb().get_item(TableName=name, Key=table.key(pk, sk), ConsistentRead=True).get("Item")
    return item.get("text", {}).get("S", "") if item else None


def _read_all(wanted: Sequence[table.Key]) -> list[Item]:
    name = settings().ledger_table_name
    found: list[Item] = []
    waiting: Any = {name: {"Keys": wanted, "ConsistentRead": True}}
    for attempt in range(MOST_TRIES):
        answer = dynamodb().batch_get_item(RequestItems=waiting)
        found += answer["Responses"].get(name, [])
        waiting = answer.get("UnprocessedKeys")
        if not waiting:
            return found
        time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
    raise Busy
