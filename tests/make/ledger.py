"""Journals as tests want them, posted through the real verb, and everybody who tampers with them afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalicelib.core.facts import SYSTEM
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb, s3
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger import keys, seal
from chalicelib.ledger.chart import PSP, host_payable
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.model import Journal, Posting
from chalicelib.ledger.post import post
from chalicelib.ledger.text import instant_text
from infra.verify_ledger import Places, findings

NOW = datetime(2027, 3, 15, 8, tzinfo=UTC)
"""A Monday, nine o'clock in Paris."""

HOST = "ho_1"
Text = Callable[[str], str]


def a_journal(reference: str = "sale:bk_1", **changes: Any) -> Journal:
    """120.00 € taken by Stripe, owed to a host."""
    fields: dict[str, Any] = {
        "kind": "sale",
        "at": NOW,
        "postings": (Posting(PSP, host_payable(HOST), 12_000),),
        "host_id": HOST,
    }
    return Journal(reference=reference, **fields | changes)


def posted(*references: str, now: datetime = NOW, **changes: Any) -> None:
    for reference in references:
        uow = UnitOfWork(now=now, actor=SYSTEM)
        post(uow, a_journal(reference, at=now, **changes))
        uow.commit()


def sealed(*references: str, now: datetime = NOW) -> None:
    posted(*references, now=now)
    assert seal.run(now) == len(references)


def found(now: datetime = NOW) -> set[tuple[str, str]]:
    """What verification says: what is wrong, and of what. Each once."""
    places = Places(settings().ledger_table_name, settings().table_name, settings().archive_bucket)
    told = [(finding.what.name, finding.subject) for finding in findings(dynamodb(), s3(), places, now)]
    assert len(told) == len(set(told)), told
    return set(told)


# What an operator's key can do to the tables, and the product's cannot, or should not.


def rewritten(pk: str, sk: str, change: Text, **more: str) -> None:
    """Puts an item over another one."""
    item = dynamodb().get_item(TableName=settings().ledger_table_name, Key=table.key(pk, sk))["Item"]
    item["text"] = {"S": change(item["text"]["S"])}
    item |= {name: {"S": value} for name, value in more.items()}
    dynamodb().put_item(TableName=settings().ledger_table_name, Item=item)


def removed(pk: str, sk: str, *, main: bool = False) -> None:
    name = settings().table_name if main else settings().ledger_table_name
    dynamodb().delete_item(TableName=name, Key=table.key(pk, sk))


def slipped_in(pk: str, sk: str, text: str) -> None:
    item = table.key(pk, sk) | {"text": {"S": text}}
    dynamodb().put_item(TableName=settings().ledger_table_name, Item=item)


def marked(reference: str, at: datetime) -> None:
    key = table.key(*keys.marker_key(Marker(instant_text(at), reference)))
    dynamodb().put_item(TableName=settings().table_name, Item=key)


def unmarked(reference: str, at: datetime = NOW) -> None:
    removed(*keys.marker_key(Marker(instant_text(at), reference)), main=True)


def seal_key(number: int) -> tuple[str, str]:
    return keys.SEALS, keys.seal_sk(number)


def journal_key(reference: str) -> tuple[str, str]:
    return keys.journal_pk(reference), keys.JOURNAL_SK
