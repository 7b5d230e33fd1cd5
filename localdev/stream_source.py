"""A DynamoDB stream that calls a function with batches, as Lambda's event source mapping does.

Nothing is remembered between two lives: the local stream does not outlive its AWS, and what it forgot is what
the sweep of missed facts is for.
"""

import base64
import json
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import boto3

from chalicelib.kit.aws import CONFIG, dynamodb, sqs
from localdev.lambdas import Lambdas

_log = logging.getLogger("localdev.pump")

BATCH = 100
MOST_TRIES = 10
FIRST = "TRIM_HORIZON"


class StreamSource:
    """Shards are read one after the other, which the local AWS has one of."""

    def __init__(self, lambdas: Lambdas, function: str, *, stage: str, table: str) -> None:
        self.name = function
        self._lambdas = lambdas
        self._table = table
        self._dead_letters = f"pupitre-{stage}-relay-dlq"
        self._guard = threading.Lock()
        self._iterators: dict[str, str] = {}
        self._arn = ""
        self._tries: Counter[str] = Counter()

    def start_over(self) -> None:
        with self._guard:
            self._arn = ""

    def turn(self) -> bool:
        """Handles one batch of each shard. False when there was nothing new, or nothing that worked."""
        with self._guard:
            if not self._arn:
                self._open()
            worked = [self._advance(shard) for shard in list(self._iterators)]
            return any(worked)

    def _open(self) -> None:
        arn = dynamodb().describe_table(TableName=self._table)["Table"]["LatestStreamArn"]
        shards = _streams().describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        self._iterators = {shard["ShardId"]: self._iterator(arn, shard["ShardId"]) for shard in shards}
        self._arn = arn

    def _iterator(self, arn: str, shard: str, at: str = "") -> str:
        where = {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": at} if at else {}
        asked = {"ShardIteratorType": FIRST, **where}
        iterator: str = _streams().get_shard_iterator(StreamArn=arn, ShardId=shard, **asked)["ShardIterator"]
        return iterator

    def _advance(self, shard: str) -> bool:
        try:
            answer = _streams().get_records(ShardIterator=self._iterators[shard], Limit=BATCH)
        except _streams().exceptions.ExpiredIteratorException:
            self._arn = ""
            return True
        records = [_record(record, self._arn) for record in answer["Records"]]
        failed = self._first_failure(records) if records else ""
        if failed:
            self._iterators[shard] = self._iterator(self._arn, shard, failed)
            return failed != _sequence(records[0])
        self._iterators[shard] = answer["NextShardIterator"]
        return bool(records)

    def _first_failure(self, records: list[dict[str, Any]]) -> str:
        """Where to go on from, "" for after the last one. A record that always fails is given up."""
        failed = self._failures(records)
        if not failed:
            return ""
        first = min(failed, key=int)
        self._tries[first] += 1
        if self._tries[first] < MOST_TRIES:
            return first
        self._give_up(next(record for record in records if _sequence(record) == first))
        return next((_sequence(record) for record in records if int(_sequence(record)) > int(first)), "")

    def _failures(self, records: list[dict[str, Any]]) -> list[str]:
        try:
            answer = self._lambdas.invoke(self.name, {"Records": records}) or {}
        except Exception:  # noqa: BLE001 - Lambda, too, only sees that the function failed
            _log.exception("%s failed for a whole batch of %d", self.name, len(records))
            return [_sequence(record) for record in records]
        return [failure["itemIdentifier"] for failure in answer.get("batchItemFailures", [])]

    def _give_up(self, record: Mapping[str, Any]) -> None:
        _log.error("%s gave up on record %s", self.name, record["eventID"])
        url = sqs().get_queue_url(QueueName=self._dead_letters)["QueueUrl"]
        batch = {"streamArn": self._arn, "startSequenceNumber": _sequence(record), "batchSize": 1}
        about = {"requestContext": {"condition": "RetryAttemptsExhausted"}, "DDBStreamBatchInfo": batch}
        sqs().send_message(QueueUrl=url, MessageBody=json.dumps(about))


@cache
def _streams() -> Any:
    return boto3.client("dynamodbstreams", config=CONFIG)


def _sequence(record: Mapping[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def _record(record: Mapping[str, Any], arn: str) -> dict[str, Any]:
    """As Lambda passes it: JSON only, so epoch seconds and base64."""
    told = {"SizeBytes": 0, "StreamViewType": "NEW_IMAGE", **_plain(record["dynamodb"])}
    return {**record, "eventSourceARN": arn, "dynamodb": told}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value
