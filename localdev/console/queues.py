"""The queues of the stage and the dead letters that belong to them."""

import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.kit.aws import sqs
from chalicelib.kit.queue import REASON
from chalicelib.operations import dead_letters

ACCOUNT = "000000000000"
DEAD_LETTERS = "-dlq"
IN_ORDER = ".fifo"
"""What SQS wants at the end of the name of a queue that is first in, first out."""


@dataclass(frozen=True)
class Message:
    id: str
    sent_at: datetime
    received: int
    body: str
    reason: str
    """Why its worker gave it up; "" if it did not say."""


@dataclass(frozen=True)
class Queue:
    """`visible` wait to be received, `hidden` are being handled or wait to be tried again."""

    name: str
    visible: int
    hidden: int
    messages: tuple[Message, ...]
    redrives_to: str

    @property
    def holds_dead_letters(self) -> bool:
        return self.name.removesuffix(IN_ORDER).endswith(DEAD_LETTERS)


class UnknownQueue(LookupError):
    """No such queue, or nothing to put its messages back into."""


class Queues:
    def __init__(self, endpoint: str, stage: str) -> None:
        self._endpoint = endpoint
        self._prefix = f"pupitre-{stage}-"

    def all(self) -> list[Queue]:
        """Looks without receiving: a peek must not count as a try."""
        urls = sqs().list_queues(QueueNamePrefix=self._prefix).get("QueueUrls", [])
        names = sorted(url.rsplit("/", 1)[-1] for url in urls)
        held = self._messages()
        return [self._queue(name, names, held.get(name, [])) for name in names]

    def redrive(self, name: str) -> int:
        """Sends the dead letters called `name` back to their queue, as staff do. Raises UnknownQueue."""
        for queue in dead_letters.QUEUES:
            if name.removesuffix(IN_ORDER) == f"{self._prefix}{queue}{DEAD_LETTERS}":
                return dead_letters.send_back(queue)
        raise UnknownQueue(name)

    def _messages(self) -> dict[str, list[dict[str, Any]]]:
        address = f"{self._endpoint}/_ministack/sqs/messages?" + urllib.parse.urlencode({"account": ACCOUNT})
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own local AWS
            regions = json.load(answer)["messages"].get(ACCOUNT, {})
        return {url.rsplit("/", 1)[-1]: held for queues in regions.values() for url, held in queues.items()}

    def _queue(self, name: str, names: list[str], held: list[dict[str, Any]]) -> Queue:
        source = name.replace(DEAD_LETTERS, "")
        visible = [each for each in held if each["VisibleAt"] <= time.time()]
        return Queue(
            name=name,
            visible=len(visible),
            hidden=len(held) - len(visible),
            messages=tuple(_message(each) for each in held),
            redrives_to=source if source != name and source in names else "",
        )


def _message(held: dict[str, Any]) -> Message:
    return Message(
        id=held["MessageId"],
        sent_at=datetime.fromtimestamp(held["SentTimestamp"], UTC),
        received=held["ReceiveCount"],
        body=_readable(held["Body"]),
        reason=held["MessageAttributes"].get(REASON, {}).get("StringValue", ""),
    )


def _readable(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body
