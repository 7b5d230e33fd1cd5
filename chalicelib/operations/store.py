"""Runs and violations in the table; the layout is in docs/operations.md.

Written outside a unit of work: these are notes on what was seen, not effects that anybody depends on.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item, Key
from chalicelib.operations.model import Findings, Run, Seen, Violation

RUN = "RUN"
BROKEN = "BROKEN#"
TRIED = "TRIED#"
TRIES_KEPT = timedelta(days=7)


def run_of(rule: str) -> Run | None:
    item = table.read(_partition(rule), RUN)
    return _run(item) if item else None


def begin(rule: str, now: datetime, *, instead_of: Run | None = None) -> Run | None:
    """None when a run is under way, other than the one that is given up for it. 1 WCU."""
    run = Run(_text(now), None, 0, 0, began_at=now, moved_at=now, finished_at=None)
    try:
        dynamodb().put_item(
            TableName=settings().table_name,
            Item=table.key(_partition(rule), RUN) | _body(run),
            ConditionExpression="attribute_not_exists(pk) OR attribute_exists(finished_at) OR #run = :given_up",
            ExpressionAttributeNames={"#run": "run"},
            ExpressionAttributeValues={":given_up": {"S": instead_of.id if instead_of else "-"}},
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return None
    return run


def advance(rule: str, run: Run, findings: Findings, now: datetime) -> Run | None:
    """Moves the run past the page at its cursor. None when somebody else did. 1 WCU."""
    after = replace(
        run,
        cursor=findings.cursor,
        examined=run.examined + findings.examined,
        repaired=run.repaired + findings.repaired,
        moved_at=now,
        finished_at=now if findings.cursor is None else None,
    )
    try:
        dynamodb().put_item(
            TableName=settings().table_name,
            Item=table.key(_partition(rule), RUN) | _body(after),
            ConditionExpression="#run = :run AND #cursor = :cursor AND attribute_not_exists(finished_at)",
            ExpressionAttributeNames={"#run": "run", "#cursor": "cursor"},
            ExpressionAttributeValues={":run": {"S": run.id}, ":cursor": {"S": run.cursor or ""}},
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return None
    return after


def touch(rule: str, run: Run, now: datetime) -> bool:
    """Takes a stalled run up again; False when it moved meanwhile. 1 WCU."""
    try:
        dynamodb().update_item(
            TableName=settings().table_name,
            Key=table.key(_partition(rule), RUN),
            UpdateExpression="SET moved_at = :now",
            ConditionExpression="#run = :run AND moved_at = :moved AND attribute_not_exists(finished_at)",
            ExpressionAttributeNames={"#run": "run"},
            ExpressionAttributeValues={
                ":run": {"S": run.id},
                ":moved": {"S": _text(run.moved_at)},
                ":now": {"S": _text(now)},
            },
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return False
    return True


def note(rule: str, run: Run, violation: Violation, now: datetime) -> None:
    """Keeps the instant at which it was first seen. A step that outlives its run changes nothing that a later run has
    noted. 1 WCU."""
    try:
        dynamodb().update_item(
            TableName=settings().table_name,
            Key=table.key(_partition(rule), BROKEN + violation.subject),
            UpdateExpression=(
                "SET detail = :detail, last_seen = :now, #run = :run, first_seen = if_not_exists(first_seen, :now)"
            ),
            ConditionExpression="attribute_not_exists(pk) OR #run <= :run",
            ExpressionAttributeNames={"#run": "run"},
            ExpressionAttributeValues={
                ":detail": {"S": violation.detail},
                ":now": {"S": _text(now)},
                ":run": {"S": run.id},
            },
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return


def forget_unseen(rule: str, run: Run) -> int:
    """Deletes what only earlier runs have seen; returns how many violations stand."""
    standing = 0
    for item in table.partition(_partition(rule), BROKEN, BROKEN + "~"):
        if item["run"]["S"] >= run.id or not _forget(item, run):
            standing += 1
    return standing


def _forget(item: Item, run: Run) -> bool:
    try:
        dynamodb().delete_item(
            TableName=settings().table_name,
            Key={"pk": item["pk"], "sk": item["sk"]},
            ConditionExpression="attribute_not_exists(pk) OR #run < :run",
            ExpressionAttributeNames={"#run": "run"},
            ExpressionAttributeValues={":run": {"S": run.id}},
        )
    except dynamodb().exceptions.ConditionalCheckFailedException:
        return False
    return True


def standing(rule: str) -> int:
    """How many violations stand: one query that reads them all, which a healthy deployment keeps at none."""
    return sum(1 for _ in table.partition(_partition(rule), BROKEN, BROKEN + "~"))


def page(rule: str, *, after: Key | None, limit: int) -> tuple[list[Seen], Key | None]:
    arguments: dict[str, Any] = {"ExclusiveStartKey": after} if after else {}
    answer = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :broken)",
        ExpressionAttributeValues={":pk": {"S": _partition(rule)}, ":broken": {"S": BROKEN}},
        Limit=limit,
        **arguments,
    )
    return [_seen(item) for item in answer["Items"]], answer.get("LastEvaluatedKey")


def first_try(rule: str, subject: str) -> datetime | None:
    """When a repair of it was first tried. 1 RCU."""
    item = table.read(_partition(rule), TRIED + subject)
    return datetime.fromisoformat(item["at"]["S"]) if item else None


def note_try(rule: str, subject: str, now: datetime) -> None:
    """Keeps the first. 1 WCU."""
    dynamodb().update_item(
        TableName=settings().table_name,
        Key=table.key(_partition(rule), TRIED + subject),
        UpdateExpression="SET #at = if_not_exists(#at, :now), #ttl = :ttl",
        ExpressionAttributeNames={"#at": "at", "#ttl": "ttl"},
        ExpressionAttributeValues={
            ":now": {"S": _text(now)},
            ":ttl": {"N": str(int((now + TRIES_KEPT).timestamp()))},
        },
    )


def _partition(rule: str) -> str:
    return f"RULE#{rule}"


def _body(run: Run) -> Item:
    finished = {"finished_at": {"S": _text(run.finished_at)}} if run.finished_at else {}
    return finished | {
        "run": {"S": run.id},
        "cursor": {"S": run.cursor or ""},
        "examined": {"N": str(run.examined)},
        "repaired": {"N": str(run.repaired)},
        "began_at": {"S": _text(run.began_at)},
        "moved_at": {"S": _text(run.moved_at)},
    }


def _run(item: Item) -> Run:
    return Run(
        id=item["run"]["S"],
        cursor=item["cursor"]["S"] or None,
        examined=int(item["examined"]["N"]),
        repaired=int(item["repaired"]["N"]),
        began_at=datetime.fromisoformat(item["began_at"]["S"]),
        moved_at=datetime.fromisoformat(item["moved_at"]["S"]),
        finished_at=datetime.fromisoformat(item["finished_at"]["S"]) if "finished_at" in item else None,
    )


def _seen(item: Item) -> Seen:
    return Seen(
        Violation(item["sk"]["S"].removeprefix(BROKEN), item["detail"]["S"]),
        first_seen=datetime.fromisoformat(item["first_seen"]["S"]),
        last_seen=datetime.fromisoformat(item["last_seen"]["S"]),
    )


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
