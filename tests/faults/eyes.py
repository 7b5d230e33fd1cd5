"""How the test itself looks at the engines, and lays them out: past every proxy, so that no fault blinds it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import boto3
import requests

from chalicelib.kit.outbox import is_fact
from localdev.aws.tables import CREDENTIALS, REGION, create_tables
from tests.faults.engines import Engines

TABLES = ("pupitre-test", "pupitre-idempotency-test", "pupitre-ledger-test")
BUCKETS = ("pupitre-archive-test", "pupitre-media-test")
SENDER = "bonjour@pupitre.example"
MOST_AT_ONCE = 25
TIMEOUT = 10

Item = dict[str, Any]


@dataclass(frozen=True)
class SentMail:
    """A letter that SES took."""

    message_id: str
    to: str
    subject: str


class Eyes:
    def __init__(self, engines: Engines) -> None:
        self._aws = engines.aws
        self._dynamodb = _client("dynamodb", engines.dynamodb)
        self._sqs = _client("sqs", engines.aws)
        self._ses = _client("sesv2", engines.aws)
        self._s3 = _client("s3", engines.aws)
        create_tables("test", endpoint_url=engines.dynamodb)
        self.mails_queue = ""
        self.events_queue = ""
        self.documents_queue = ""
        self.payouts_queue = ""
        self.waiting_queue = ""
        self.dead_letters_queue = ""

    def lay_out(self) -> None:
        """Empty tables, empty queues, an empty mailbox."""
        for table in TABLES:
            self._empty(table)
        requests.post(f"{self._aws}/_ministack/reset", timeout=TIMEOUT).raise_for_status()
        self.mails_queue = self._sqs.create_queue(QueueName="mails")["QueueUrl"]
        self.events_queue = self._sqs.create_queue(QueueName="stripe-events")["QueueUrl"]
        self.documents_queue = self._in_order("documents.fifo")
        self.payouts_queue = self._in_order("payouts.fifo")
        self.waiting_queue = self._sqs.create_queue(QueueName="waiting")["QueueUrl"]
        for bucket in BUCKETS:
            self._s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.dead_letters_queue = self._sqs.create_queue(QueueName="dead-letters")["QueueUrl"]
        self._ses.create_email_identity(EmailIdentity=SENDER)

    def scan(self, table: str = TABLES[0]) -> list[Item]:
        pages = self._dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return [item for page in pages for item in page["Items"]]

    def facts(self) -> list[Item]:
        """Every fact of the table, the oldest first."""
        return sorted(filter(is_fact, self.scan()), key=lambda item: str(item["sk"]["S"]))

    def next_hour(self) -> datetime | None:
        """When the clock next has something to do with a booking. A refund that failed waits for somebody, for
        ever."""
        waiting = [item for item in self.scan() if item["pk"]["S"].startswith("BK#") and "due_at" in item]
        hours = [item["due_at"]["S"] for item in waiting if item["money"]["S"] != "refund_failed"]
        return datetime.fromisoformat(min(hours)) if hours else None

    def empty_mails_queue(self) -> list[str]:
        """The bodies of its messages, which are gone from it."""
        return self._emptied(self.mails_queue)

    def empty_documents_queue(self) -> list[str]:
        return self._emptied(self.documents_queue)

    def empty_payouts_queue(self) -> list[str]:
        return self._emptied(self.payouts_queue)

    def original(self, name: str) -> bytes:
        """The bytes of an object of the archive."""
        body: bytes = self._s3.get_object(Bucket=BUCKETS[0], Key=name)["Body"].read()
        return body

    def empty_events_queue(self) -> list[str]:
        return self._emptied(self.events_queue)

    def dead_letters(self) -> list[str]:
        return self._emptied(self.dead_letters_queue)

    def sent_mails(self) -> list[SentMail]:
        answer = requests.get(f"{self._aws}/_ministack/ses/messages", timeout=TIMEOUT)
        mails = answer.json()["messages"].get("000000000000", [])
        return [SentMail(mail["MessageId"], mail["To"][0], mail["Subject"]) for mail in mails]

    def end_invocations(self) -> None:
        """As if half a minute had passed: a call that died no longer keeps its Idempotency-Key in flight."""
        for item in self.scan(TABLES[1]):
            if item["status"]["S"] == "INPROGRESS":
                self._dynamodb.put_item(TableName=TABLES[1], Item=item | {"in_progress_expiration": {"N": "0"}})

    def _in_order(self, name: str) -> str:
        url: str = self._sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"})["QueueUrl"]
        return url

    def _emptied(self, queue: str) -> list[str]:
        bodies: list[str] = []
        while messages := self._sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            entries = [{"Id": str(n), "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(messages)]
            self._sqs.delete_message_batch(QueueUrl=queue, Entries=entries)
            bodies += [one["Body"] for one in messages]
        return bodies

    def _empty(self, table: str) -> None:
        names = ("id",) if table == TABLES[1] else ("pk", "sk")
        deletes = [{"DeleteRequest": {"Key": {name: item[name] for name in names}}} for item in self.scan(table)]
        for start in range(0, len(deletes), MOST_AT_ONCE):
            self._dynamodb.batch_write_item(RequestItems={table: deletes[start : start + MOST_AT_ONCE]})


def _client(name: str, endpoint: str) -> Any:
    connect: Any = boto3.client
    return connect(name, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)
