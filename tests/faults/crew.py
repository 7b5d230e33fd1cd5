"""Workers of the payouts queue, each a process that may be killed at any moment, and the queue as it is deployed."""

import json
import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import app
from chalicelib.core import clock
from chalicelib.kit.aws import sqs
from chalicelib.kit.queue import MOST_RECEIVES
from localdev.aws.tables import REGION
from localdev.lambdas import Lambdas
from tests.faults.wires import Wires

PATIENCE = 15
"""Seconds for which a message that a worker took is nobody else's; deployed, it is half an hour."""

MOST_BETWEEN = 6
"""Messages that are dealt with between two deaths: a slow machine must not kill each message's worker six times."""

MOMENT, LONGEST = 0.05, 0.4
"""Seconds: between two looks at the queue, and until the next one dies once it is his turn."""


@dataclass(frozen=True)
class Wish:
    """A message of a group. Two of the same body are two messages."""

    body: str
    group: str


class Queue:
    """First in, first out, with the dead letters behind it, as infra/parts/queues.yaml has them."""

    def __init__(self, name: str) -> None:
        order: Any = {"FifoQueue": "true"}
        self.dead: str = sqs().create_queue(QueueName=f"{name}-dead.fifo", Attributes=order)["QueueUrl"]
        answer = sqs().get_queue_attributes(QueueUrl=self.dead, AttributeNames=["QueueArn"])
        redrive = {"deadLetterTargetArn": answer["Attributes"]["QueueArn"], "maxReceiveCount": MOST_RECEIVES}
        more = {"VisibilityTimeout": str(PATIENCE), "RedrivePolicy": json.dumps(redrive)}
        self.url: str = sqs().create_queue(QueueName=f"{name}.fifo", Attributes=order | more)["QueueUrl"]

    def put(self, wishes: Sequence[Wish]) -> None:
        for number, one in enumerate(wishes):
            sqs().send_message(
                QueueUrl=self.url, MessageBody=one.body, MessageGroupId=one.group, MessageDeduplicationId=str(number)
            )

    def left(self) -> int:
        """Waiting or in somebody's hands."""
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        found: Any = sqs().get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"]
        return sum(int(found[name]) for name in names)

    def dead_letters(self) -> dict[str, str]:
        """Reasons by body: "" for what SQS itself put there."""
        found: dict[str, str] = {}
        while messages := self._taken(self.dead):
            for one in messages:
                reason = one.get("MessageAttributes", {}).get("reason", {})
                found[one["Body"]] = reason.get("StringValue", "")
                sqs().delete_message(QueueUrl=self.dead, ReceiptHandle=one["ReceiptHandle"])
        return found

    def work_on(self, lambdas: Lambdas) -> None:
        """One message, if there is one: what Lambda does with it."""
        for message in self._taken(self.url, wait=1):
            answer = lambdas.invoke("handle_payouts", {"Records": [_record(message)]})
            handle = message["ReceiptHandle"]
            # Refused when it took longer than its time, and is somebody else's by now.
            with suppress(sqs().exceptions.ReceiptHandleIsInvalid, sqs().exceptions.MessageNotInflight):
                if answer["batchItemFailures"]:
                    # Lambda lets the time pass; nobody waits for it here.
                    sqs().change_message_visibility(QueueUrl=self.url, ReceiptHandle=handle, VisibilityTimeout=0)
                else:
                    sqs().delete_message(QueueUrl=self.url, ReceiptHandle=handle)

    @staticmethod
    def _taken(url: str, wait: int = 0) -> list[Any]:
        answer: Any = sqs().receive_message(
            QueueUrl=url, MaxNumberOfMessages=1, AttributeNames=["All"], MessageAttributeNames=["All"],
            WaitTimeSeconds=wait,
        )  # fmt: skip
        found: list[Any] = answer.get("Messages", [])
        return found


@dataclass
class Crew:
    """So many workers at a time; who dies is replaced."""

    queue: Queue
    wires: Wires
    since: datetime
    """What the product's clock shows when the crew begins."""

    size: int = 4
    most_seconds: float = 200.0
    deaths: int = 0
    _pids: list[int] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    def empty_the_queue(self, chance: random.Random | None) -> None:
        """Until nothing is left on it; with `chance`, somebody is killed every now and then."""
        end = time.monotonic() + self.most_seconds
        try:
            next_death = self.queue.left() - 1
            while left := self.queue.left():
                assert time.monotonic() < end, f"{left} messages are left"
                self._pids += [self._hire() for _ in range(self.size - len(self._pids))]
                time.sleep(MOMENT)
                if chance and left <= next_death:
                    time.sleep(chance.uniform(0, LONGEST))
                    self._kill(chance.choice(self._pids))
                    self.deaths += 1
                    next_death = left - chance.randint(1, MOST_BETWEEN)
        finally:
            for pid in self._pids:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            self._pids = []

    def _hire(self) -> int:
        child = os.fork()
        if child == 0:
            self._be_a_worker()
        return child

    def _kill(self, pid: int) -> None:
        """Raises AssertionError when it had ended by itself: workers do not."""
        self._pids.remove(pid)
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), "a worker ended by itself"

    def _be_a_worker(self) -> None:
        """Never returns: nothing of the test's own may run twice."""
        try:
            self.wires.cut()
            clock.use(self._now())
            lambdas = Lambdas(app.app)
            while True:
                self.queue.work_on(lambdas)
        except BaseException:  # noqa: BLE001  said where the test's output is, then the process is over
            traceback.print_exc()
        os._exit(1)

    def _now(self) -> Callable[[], datetime]:
        """One clock for all of them, and it runs."""
        return lambda: self.since + timedelta(seconds=time.monotonic() - self._began)


def _record(message: Any) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:000000000000:payouts.fifo",
        "awsRegion": REGION,
    }
