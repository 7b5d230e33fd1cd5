"""What became of each mail, kept a year.

A record names no address: the fact leads to the person for as long as there is one.

    mail   pk MAIL#<fact id>   sk <template>#<role>   outcome, at, detail, ttl, until (while it is sent)
"""

from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Any

from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item

KEPT = timedelta(days=365)


LEASE = timedelta(minutes=2)


class Claim(Enum):
    """OURS to send; ELSEWHERE a worker is sending it now; SETTLED it was sent, or given up."""

    OURS = auto()
    ELSEWHERE = auto()
    SETTLED = auto()


class Outcome(StrEnum):
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


def claim(fact_id: str, mail: str, *, now: datetime) -> Claim:
    """Reserves the sending of a mail to one worker, for a little longer than a worker lives."""
    try:
        dynamodb().put_item(
            TableName=settings().table_name,
            Item=_record(fact_id, mail, Outcome.SENDING, "", now=now) | {"until": {"S": _text(now + LEASE)}},
            ConditionExpression="attribute_not_exists(pk) OR (outcome = :sending AND #until < :now)",
            ExpressionAttributeNames={"#until": "until"},
            ExpressionAttributeValues={":sending": {"S": Outcome.SENDING}, ":now": {"S": _text(now)}},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except dynamodb().exceptions.ConditionalCheckFailedException as taken:
        response: Any = taken.response
        outcome = response["Item"]["outcome"]["S"]
        return Claim.ELSEWHERE if outcome == Outcome.SENDING else Claim.SETTLED
    return Claim.OURS


def let_go(fact_id: str, mail: str) -> None:
    """SES said no for now: whoever comes next may try at once."""
    dynamodb().delete_item(TableName=settings().table_name, Key=table.key(_partition(fact_id), mail))


def settle(fact_id: str, mail: str, outcome: Outcome, detail: str, *, now: datetime) -> None:
    """`detail` is SES's message id, or the code of its refusal."""
    dynamodb().put_item(TableName=settings().table_name, Item=_record(fact_id, mail, outcome, detail, now=now))


def _record(fact_id: str, mail: str, outcome: Outcome, detail: str, *, now: datetime) -> Item:
    return table.key(_partition(fact_id), mail) | {
        "outcome": {"S": outcome.value},
        "detail": {"S": detail},
        "at": {"S": _text(now)},
        "ttl": {"N": str(int((now + KEPT).timestamp()))},
    }


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def _partition(fact_id: str) -> str:
    return f"MAIL#{fact_id}"
