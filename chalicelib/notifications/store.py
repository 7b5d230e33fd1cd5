"""What became of each mail, kept a year.

A record names no address: the fact leads to the person for as long as there is one.

    mail   pk MAIL#<fact id>   sk <template>#<role>   outcome, at, detail, ttl
"""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings

KEPT = timedelta(days=365)


class Outcome(StrEnum):
    SENT = "sent"
    FAILED = "failed"


def is_settled(fact_id: str, mail: str) -> bool:
    found = dynamodb().get_item(
        TableName=settings().table_name,
        Key={"pk": {"S": _partition(fact_id)}, "sk": {"S": mail}},
        ConsistentRead=True,
        ProjectionExpression="pk",
    )
    return "Item" in found


def settle(fact_id: str, mail: str, outcome: Outcome, detail: str, *, now: datetime) -> bool:
    """False when another worker settled it first. `detail` is SES's message id, or the code of its refusal."""
    try:
        dynamodb().put_item(
            TableName=settings().table_name,
            Item={
                "pk": {"S": _partition(fact_id)},
                "sk": {"S": mail},
                "outcome": {"S": outcome.value},
                "detail": {"S": detail},
                "at": {"S": now.isoformat()},
                "ttl": {"N": str(int((now + KEPT).timestamp()))},
            },
            ConditionExpression="attribute_not_exists(pk)",
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return False
    return True


def _partition(fact_id: str) -> str:
    return f"MAIL#{fact_id}"
