"""`python -m infra.verify_ledger --ledger pupitre-ledger-prod --live pupitre-prod --archive pupitre-prod-archive-…`:
was anything in the books changed since it was written? (docs/runbooks/verify-ledger.md)

Reads all of the ledger, journals included; writes nothing. Ends with status 1 when it found something.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import boto3

from chalicelib.ledger import keys
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.verify import Books, Finding, Stored, verify

Item = dict[str, Any]
Client = Any
OWN_ATTRIBUTES = {"pk", "sk", "text"}


class Places(NamedTuple):
    """The ledger's table, the main one, which has the markers and the head, and the bucket with object lock."""

    ledger: str
    live: str
    archive: str


def findings(dynamodb: Client, s3: Client, places: Places, now: datetime) -> Iterator[Finding]:
    """Reads in the order that `verify` asks for."""
    anchors, covered = _anchors(s3, places.archive)
    books = Books(
        anchors=anchors,
        covered=covered,
        head=_head(dynamodb, places.live),
        seals=_seals(dynamodb, places.ledger),
        markers=_markers(dynamodb, places.live),
    )
    yield from verify(books, _journals(dynamodb, places.ledger), now)


def _anchors(s3: Client, bucket: str) -> tuple[dict[int, str], set[int]]:
    """The first version of each, and those that have another one: a lock keeps a version from being changed, but
    not from being covered by a later one or by a delete marker."""
    first: dict[int, Item] = {}
    covered: set[int] = set()
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=keys.ANCHORS):
        for marker in page.get("DeleteMarkers", []):
            number = keys.number_of_anchor(marker["Key"])
            covered |= set() if number is None else {number}
        for version in page.get("Versions", []):
            number = keys.number_of_anchor(version["Key"])
            if number is None:
                continue
            if number in first:
                covered.add(number)
            # The newest comes first.
            first[number] = version
    return {number: _body(s3, bucket, version) for number, version in first.items()}, covered


def _body(s3: Client, bucket: str, version: Item) -> str:
    body: bytes = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])["Body"].read()
    return body.decode(errors="replace")


def _head(dynamodb: Client, table: str) -> tuple[int, str] | None:
    at = {"pk": {"S": keys.SEALS}, "sk": {"S": keys.HEAD}}
    item = dynamodb.get_item(TableName=table, Key=at, ConsistentRead=True).get("Item")
    return (int(item["n"]["N"]), item["sha256"]["S"]) if item else None


def _seals(dynamodb: Client, table: str) -> dict[int, str]:
    items = _partition(dynamodb, table, keys.SEALS)
    return {int(item["sk"]["S"]): _text(item) for item in items if _is_seal(item)}


def _is_seal(item: Item) -> bool:
    return item["pk"]["S"] == keys.SEALS and bool(item["sk"]["S"].isdecimal())


def _markers(dynamodb: Client, table: str) -> list[Marker]:
    shards = (keys.shard_pk(shard) for shard in range(keys.SHARDS))
    return [keys.marker_of(item["sk"]["S"]) for shard in shards for item in _partition(dynamodb, table, shard)]


def _journals(dynamodb: Client, table: str) -> Iterator[Stored]:
    """Whatever is no seal."""
    for item in _pages(dynamodb.scan, TableName=table, ConsistentRead=True):
        if _is_seal(item):
            continue
        pk = item["pk"]["S"]
        ours = pk.startswith(keys.JOURNAL) and item["sk"]["S"] == keys.JOURNAL_SK
        reference = pk.removeprefix(keys.JOURNAL) if ours else f"{pk} {item['sk']['S']}"
        yield Stored(reference, _text(item), pristine=ours and item.keys() == OWN_ATTRIBUTES)


def _partition(dynamodb: Client, table: str, pk: str) -> Iterator[Item]:
    return _pages(
        dynamodb.query,
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
        ConsistentRead=True,
    )


def _pages(read: Callable[..., Any], **arguments: Any) -> Iterator[Item]:
    while True:
        page = read(**arguments)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _text(item: Item) -> str:
    text: str = item.get("text", {}).get("S", "")
    return text


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="infra.verify_ledger", description="Verifies the ledger.")
    parser.add_argument("--ledger", required=True, help="the table of journals and seals")
    parser.add_argument("--live", required=True, help="the main table, which has the markers and the head")
    parser.add_argument("--archive", required=True, help="the bucket with object lock")
    places = Places(**vars(parser.parse_args(arguments)))
    connect: Callable[..., Any] = boto3.client
    found = 0
    for finding in findings(connect("dynamodb"), connect("s3"), places, datetime.now(UTC)):
        found += 1
        sys.stdout.write(f"{finding.subject}: {finding.what}\n")
    sys.stdout.write(f"{found} findings.\n" if found else "Nothing was changed.\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
