"""What Lambda does around the product: the stream, the queues and the schedules. Nothing runs by itself here."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.core import clock
from chalicelib.kit.queue import MOST_RECEIVES
from localdev.aws.tables import REGION
from localdev.lambdas import Lambdas
from localdev.schedules import Run, Schedules
from tests.faults.eyes import Eyes, Item

BATCH = 5


@dataclass(frozen=True)
class Message:
    """`receives` counts how often a worker got it, the next time included."""

    body: str
    receives: int = 1


def never() -> bool:
    return False


class Pump:
    def __init__(self, lambdas: Lambdas, eyes: Eyes) -> None:
        self._lambdas = lambdas
        self._eyes = eyes
        self._streamed: set[tuple[str, str]] = set()
        self._mails: list[Message] = []
        self._documents: list[Message] = []
        self._payouts: list[Message] = []

    def tick(self, schedule: str) -> Run:
        """Its own schedules each time: on AWS two runs may overlap."""
        return Schedules(self._lambdas, clock.now).run(schedule)

    def stream(self, lose: Callable[[], bool] = never) -> None:
        """One batch of new facts to the relay; those that `lose` picks never arrive."""
        self._streamed -= {_key(item) for item in self.relay([fact for fact in self.new_facts() if not lose()])}

    def new_facts(self) -> list[Item]:
        """Those that the stream did not show yet."""
        new = [item for item in self._eyes.facts() if _key(item) not in self._streamed]
        self._streamed |= {_key(item) for item in new}
        return new

    def relay(self, facts: Sequence[Item]) -> list[Item]:
        """Runs the relay on these. Returns those that come again: Lambda goes on from the first failure."""
        records = [_stream_record(fact, number) for number, fact in enumerate(facts)]
        failed = self._failures("relay_facts", records, lambda record: record["dynamodb"]["SequenceNumber"])
        return list(facts[min(map(int, failed), default=len(facts)) :])

    def mails(self, *, most_receives: int = MOST_RECEIVES) -> bool:
        """Hands each waiting message of the mails queue over once. False when there were none.

        Those that came `most_receives` times rest until somebody has more patience.
        """
        waiting = self._mails + self.new_mails()
        now = [message for message in waiting if message.receives <= most_receives]
        later = [message for message in waiting if message.receives > most_receives]
        self._mails = later + self.deliver("send_mails", now)
        return bool(now)

    def documents(self, *, most_receives: int = MOST_RECEIVES) -> bool:
        """Hands each waiting message of the documents queue over once, one at a time. False when there were none."""
        waiting = self._documents + [Message(body) for body in self._eyes.empty_documents_queue()]
        handled, self._documents = self._in_order("handle_documents", waiting, most_receives)
        return handled

    def payouts(self, *, most_receives: int = MOST_RECEIVES) -> bool:
        """Hands each waiting message of the payouts queue over once, one at a time. False when there were none."""
        waiting = self._payouts + [Message(body) for body in self._eyes.empty_payouts_queue()]
        handled, self._payouts = self._in_order("handle_payouts", waiting, most_receives)
        return handled

    def new_mails(self) -> list[Message]:
        """What lies on the mails queue, which is empty then."""
        return [Message(body) for body in self._eyes.empty_mails_queue()]

    def bring_back(self, messages: Sequence[Message]) -> None:
        """A worker that was killed counts as one that failed."""
        self._mails += map(_again, messages)

    def deliver(self, function: str, messages: Sequence[Message]) -> list[Message]:
        """Runs a queue's worker on these, in batches. Returns those that it failed, to come again."""
        left: list[Message] = []
        for start in range(0, len(messages), BATCH):
            batch = messages[start : start + BATCH]
            records = [_sqs_record(message, number) for number, message in enumerate(batch)]
            failed = self._failures(function, records, lambda record: record["messageId"])
            left += [_again(message) for number, message in enumerate(batch) if str(number) in failed]
        return left

    def _in_order(self, function: str, waiting: Sequence[Message], most: int) -> tuple[bool, list[Message]]:
        """Whether any was handed over, and those that come again."""
        now = [message for message in waiting if message.receives <= most]
        left = [message for message in waiting if message.receives > most]
        for message in now:
            left += self.deliver(function, [message])
        return bool(now), left

    def _failures(
        self, function: str, records: list[dict[str, Any]], identifier: Callable[[dict[str, Any]], str]
    ) -> set[str]:
        if not records:
            return set()
        try:
            answer = self._lambdas.invoke(function, {"Records": records}) or {}
        except Exception:  # noqa: BLE001  Lambda, too, only sees that the function failed
            return {identifier(record) for record in records}
        return {failure["itemIdentifier"] for failure in answer.get("batchItemFailures", [])}


def _again(message: Message) -> Message:
    return replace(message, receives=message.receives + 1)


def _key(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _stream_record(item: Item, number: int) -> dict[str, Any]:
    return {
        "eventID": str(number),
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": f"arn:aws:dynamodb:{REGION}:000000000000:table/pupitre-test/stream/x",
        "awsRegion": REGION,
        "dynamodb": {
            "Keys": {"pk": item["pk"], "sk": item["sk"]},
            "NewImage": item,
            "SequenceNumber": str(number),
            "StreamViewType": "NEW_IMAGE",
        },
    }


def _sqs_record(message: Message, number: int) -> dict[str, Any]:
    return {
        "messageId": str(number),
        "receiptHandle": "handle",
        "body": message.body,
        "attributes": {
            "ApproximateReceiveCount": str(message.receives),
            "SentTimestamp": str(int(time.time() * 1000)),
        },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:000000000000:queue",
        "awsRegion": REGION,
    }
