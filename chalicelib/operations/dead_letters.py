"""Messages that no worker could handle: counted, looked at without their bodies, sent back.

SQS can move dead letters by itself (StartMessageMoveTask), but it would carry the reason of this death into the next
one, tells nobody how many moved, and does nothing on the local endpoint.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.kit.aws import sqs
from chalicelib.kit.observability import logger
from chalicelib.kit.queue import ORIGIN, REASON, SENT_AT, Unreadable, instant_of, reading, send
from chalicelib.kit.settings import Settings, settings
from chalicelib.operations.schemas import QueueName

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

BATCH = 10
"""The most that SQS gives, deletes or lets go of at a time."""

LOOKS = 3
LOOK_SECONDS = 5
"""For how long a look that is cut short hides what it saw."""

MOST_SENT_BACK = 200
SEND_BACK_SECONDS = 10.0
HIDDEN_SECONDS = 30
"""A call sends back for ten seconds at most, which leaves its last round room within API Gateway's 29. What it has
received stays out of its own way, and of others', a little longer."""

WAIT_SECONDS = 1
"""Only a receive that waits asks all of SQS's servers, so that "nothing" is true."""

SUBJECT = re.compile(r"[A-Za-z0-9_.:#+ -]{1,200}")
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Queue:
    """A queue and its dead letters, by URL; `subject` says by ids what a parsed message is about."""

    source: Callable[[Settings], str]
    dead_letters: Callable[[Settings], str]
    subject: Callable[[Any], str]


def _about_search(asked: Any) -> str:
    if "rebuild" in asked:
        return f"rebuild {asked['rebuild']}"
    return f"{asked['room']} {asked['bucket']}" if "room" in asked else f"{asked['pk']} {asked['sk']}"


def _about_claims(asked: Any) -> str:
    if "detail" in asked:
        return str(asked["detail"]["object"]["key"]).replace("/", "#")
    return f"import {asked['import']}" if "import" in asked else f"{asked['pk']} {asked['sk']}"


QUEUES: Mapping[QueueName, Queue] = {
    "stripe-events": Queue(
        lambda known: known.stripe_events_queue_url,
        lambda known: known.stripe_events_dead_letters_url,
        lambda event: f"{event['type']} {event['id']}",
    ),
    "mails": Queue(
        lambda known: known.mails_queue_url,
        lambda known: known.mails_dead_letters_url,
        lambda fact: f"{fact['pk']} {fact['sk']}",
    ),
    "checks": Queue(
        lambda known: known.checks_queue_url,
        lambda known: known.checks_dead_letters_url,
        lambda check: f"{check['rule']}",
    ),
    "documents": Queue(
        lambda known: known.documents_queue_url,
        lambda known: known.documents_dead_letters_url,
        lambda fact: f"{fact['pk']} {fact['sk']}",
    ),
    "payouts": Queue(
        lambda known: known.payouts_queue_url,
        lambda known: known.payouts_dead_letters_url,
        lambda asked: f"{asked['do']} {asked['host']}" if "do" in asked else f"{asked['pk']} {asked['sk']}",
    ),
    "search": Queue(
        lambda known: known.search_queue_url,
        lambda known: known.search_dead_letters_url,
        _about_search,
    ),
    "images": Queue(
        lambda known: known.images_queue_url,
        lambda known: known.images_dead_letters_url,
        lambda event: str(event["detail"]["object"]["key"]).replace("/", "#"),
    ),
    "claims": Queue(
        lambda known: known.claims_queue_url,
        lambda known: known.claims_dead_letters_url,
        _about_claims,
    ),
    "waiting": Queue(
        lambda known: known.waiting_queue_url,
        lambda known: known.waiting_dead_letters_url,
        lambda fact: f"{fact['pk']} {fact['sk']}",
    ),
}


@dataclass(frozen=True)
class DeadLetter:
    """`id` and `sent_at` are those of the message in its own queue, as the log of its worker has them."""

    id: str
    reason: str | None
    subject: str
    sent_at: datetime


def queue_of(name: str) -> QueueName:
    """Raises NotFound."""
    if name not in QUEUES:
        raise NotFound
    return cast(QueueName, name)


def waiting(queue: QueueName) -> int:
    """Those that somebody is looking at or sending back right now included."""
    counted = sqs().get_queue_attributes(
        QueueUrl=_dead_letters(queue),
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )
    return sum(int(count) for count in counted["Attributes"].values())


def look(queue: QueueName) -> list[DeadLetter]:
    """Up to ten, the oldest first. They stay where they are."""
    expected = min(BATCH, waiting(queue))
    seen: list[MessageTypeDef] = []
    for _ in range(LOOKS):
        received = _receive(queue, most=BATCH - len(seen), hidden=LOOK_SECONDS)
        seen += received
        if not received or len(seen) >= expected:
            break
    _let_go(queue, seen)
    letters = [_letter(queue, message) for message in seen]
    # A worker that died after it put a message there leaves it to SQS too: the same one, once with a reason.
    different = {letter.id: letter for letter in sorted(letters, key=lambda letter: letter.reason or "")}
    return sorted(different.values(), key=lambda letter: letter.sent_at)


def send_back(queue: QueueName) -> int:
    """Sends dead letters to their queue again and returns how many; what is too much for one call waits for another.

    Each is sent, then deleted: a crash in between repeats one, which every worker bears, and loses none.
    """
    stop = time.monotonic() + SEND_BACK_SECONDS
    sent: set[str] = set()
    kept: list[MessageTypeDef] = []
    while len(sent) < MOST_SENT_BACK and time.monotonic() < stop:
        received = _receive(queue, most=min(BATCH, MOST_SENT_BACK - len(sent)), hidden=HIDDEN_SECONDS)
        if not received:
            break
        new = {message["MD5OfBody"]: message for message in received if message["MD5OfBody"] not in sent}
        # What fails at once is here again before we are through, and would go round until our time is over.
        kept += [message for message in received if message not in new.values()]
        _send(queue, list(new.values()))
        sent |= new.keys()
    _let_go(queue, kept)
    logger.info("dead_letters_sent_back", extra={"queue": queue, "sent_back": len(sent)})
    return len(sent)


def _send(queue: QueueName, messages: list["MessageTypeDef"]) -> None:
    """One by one: ten large ones are more than SQS takes at a time."""
    sent = []
    try:
        for message in messages:
            group = message.get("Attributes", {}).get("MessageGroupId", "")
            send(QUEUES[queue].source(settings()), message["Body"], once=message["MessageId"], group=group)
            sent.append(message)
    finally:
        # Also when one of them could not be sent: the others must not be sent again.
        if sent:
            _delete(queue, sent)


def _receive(queue: QueueName, *, most: int, hidden: int) -> list["MessageTypeDef"]:
    answer = sqs().receive_message(
        QueueUrl=_dead_letters(queue),
        MaxNumberOfMessages=most,
        VisibilityTimeout=hidden,
        WaitTimeSeconds=WAIT_SECONDS,
        MessageSystemAttributeNames=["SentTimestamp", "MessageGroupId"],
        MessageAttributeNames=["All"],
    )
    return answer.get("Messages", [])


def _let_go(queue: QueueName, messages: list["MessageTypeDef"]) -> None:
    """Whoever looks or sends back next finds them at once."""
    for start in range(0, len(messages), BATCH):
        sqs().change_message_visibility_batch(
            QueueUrl=_dead_letters(queue),
            Entries=[
                {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 0}
                for number, message in enumerate(messages[start : start + BATCH])
            ],
        )


def _delete(queue: QueueName, messages: list["MessageTypeDef"]) -> None:
    answer = sqs().delete_message_batch(
        QueueUrl=_dead_letters(queue),
        Entries=[
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]} for number, message in enumerate(messages)
        ],
    )
    if answer.get("Failed"):
        logger.warning("dead_letters_sent_and_kept", extra={"queue": queue, "kept": len(answer["Failed"])})


def _letter(queue: QueueName, message: "MessageTypeDef") -> DeadLetter:
    sent_at = _told(message, SENT_AT)
    came_at = instant_of(message["Attributes"]["SentTimestamp"])
    return DeadLetter(
        id=_told(message, ORIGIN) or message["MessageId"],
        reason=_told(message, REASON),
        subject=_subject(queue, message["Body"]),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else came_at,
    )


def _subject(queue: QueueName, body: str) -> str:
    try:
        with reading():
            subject = QUEUES[queue].subject(json.loads(body))
    except Unreadable:
        return UNREADABLE
    # Whatever else stands where ids belong is not shown.
    return subject if SUBJECT.fullmatch(subject) else UNREADABLE


def _told(message: "MessageTypeDef", name: str) -> str | None:
    attribute = message.get("MessageAttributes", {}).get(name)
    return attribute.get("StringValue") if attribute else None


def _dead_letters(queue: QueueName) -> str:
    return QUEUES[queue].dead_letters(settings())
