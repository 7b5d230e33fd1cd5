"""The one way a queue's messages are handled, and where one ends that cannot be.

What fails comes back until the queue's patience is over. The worker that fails for the last time puts the message
among the dead letters itself: SQS would do so one receive later, but cannot say why. A worker that was killed leaves
it to SQS. Either way a message may be handled, or end there, twice.
"""

import json
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from botocore.exceptions import ClientError
from chalice.app import SQSEvent

from chalicelib.core import clock
from chalicelib.core.errors import Refusal
from chalicelib.kit.aws import sqs
from chalicelib.kit.observability import logger

MOST_RECEIVES = 6
"""`maxReceiveCount` of infra/parts/queues.yaml; a test holds the two equal."""

REASON, FAILED_AT, ORIGIN, SENT_AT = "reason", "failed_at", "origin_message_id", "sent_at"
"""Attributes of a dead letter that its worker sent. `sent_at` is when the message first came to its own queue."""

LONGEST_REASON = 256
FRAMES = 8
CODE = re.compile(r"[A-Za-z0-9_.-]{1,80}")

Handle = Callable[[str], None]
"""What a message's body asks for; safe to repeat. Raises Unreadable if nobody can ever do it."""


class Unreadable(Exception):
    """Not JSON, or without a field that every such message has: no later try can help."""


@contextmanager
def reading() -> Iterator[None]:
    """Around the parsing of a message, and nothing else. Raises Unreadable."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as failure:
        raise Unreadable(type(failure).__name__) from failure


def fields(body: str, *names: str) -> tuple[Any, ...]:
    """The values that a message holds under `names`. Raises Unreadable."""
    with reading():
        message = json.loads(body)
        return tuple(message[name] for name in names)


def send(
    url: str,
    body: str,
    *,
    once: str,
    group: str = "",
    attributes: dict[str, Any] | None = None,
    after: timedelta | None = None,
) -> None:
    """A queue that is first in, first out handles the messages of a `group` one after the other, and drops another of
    the same `once` within five minutes; other queues know neither. They alone can be asked to wait (`after`), 15
    minutes at most."""
    ordering = {"MessageGroupId": group or once, "MessageDeduplicationId": once} if url.endswith(".fifo") else {}
    waiting = {"DelaySeconds": int(after.total_seconds())} if after else {}
    sqs().send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes or {}, **ordering, **waiting)  # type: ignore[arg-type]


def work(event: SQSEvent, handle: Handle, *, dead_letters: str) -> Any:
    """Handles the messages of a batch; answers with those that shall come back. `dead_letters` is a queue's URL."""

    def try_one(record: SQSRecord) -> None:
        try:
            handle(record.body)
        except Exception as failure:
            given_up = isinstance(failure, Unreadable) or _receives(record) >= MOST_RECEIVES
            _log("message_failed", record, failure, given_up=given_up)
            if not given_up:
                raise
            _bury(record, failure, dead_letters)

    # Raising for a batch that failed as a whole would put the words of every exception into Lambda's log, and words
    # may quote a body; naming the messages brings them back just as well.
    batch = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event.to_dict(), try_one, batch)


def reason_of(failure: BaseException) -> str:
    """Names and codes, never an exception's own words: those may quote a body, an address, a name."""
    return ", ".join(dict.fromkeys(_told(one) for one in _each(failure)))[:LONGEST_REASON]


def instant_of(milliseconds: str) -> datetime:
    """As SQS tells time."""
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _bury(record: SQSRecord, failure: Exception, dead_letters: str) -> None:
    told = {
        REASON: reason_of(failure),
        FAILED_AT: clock.now().isoformat(),
        ORIGIN: record.message_id,
        SENT_AT: instant_of(record.attributes.sent_timestamp).isoformat(),
    }
    try:
        attributes = {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}
        group = record.attributes.message_group_id or ""
        send(dead_letters, record.body, once=record.message_id, group=group, attributes=attributes)
    except Exception as unsent:
        # Still failed, so SQS moves it in the end, without a reason.
        _log("dead_letter_not_sent", record, unsent)
        raise


def _receives(record: SQSRecord) -> int:
    """This one included."""
    return int(record.attributes.approximate_receive_count)


def _log(what: str, record: SQSRecord, failure: Exception, **more: Any) -> None:
    frames = [frame for one in _each(failure) for frame in traceback.extract_tb(one.__traceback__, -FRAMES)]
    about = {"message_id": record.message_id, "receives": _receives(record), "reason": reason_of(failure)}
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error(what, extra={**about, **more, "where": where})


def _each(failure: BaseException) -> Iterator[BaseException]:
    """A group says nothing; what it gathers does."""
    if isinstance(failure, BaseExceptionGroup):
        for one in failure.exceptions:
            yield from _each(one)
    else:
        yield failure


def _told(failure: BaseException) -> str:
    name, code = type(failure).__name__, _code(failure)
    return f"{name}: {code}" if isinstance(code, str) and CODE.fullmatch(code) else name


def _code(failure: BaseException) -> Any:
    """A refusal's, AWS's, or what an exception of ours says in one word: that of its provider."""
    if isinstance(failure, ClientError):
        return failure.response.get("Error", {}).get("Code")
    if isinstance(failure, Refusal) or type(failure).__module__.startswith("chalicelib."):
        return getattr(failure, "code", None) or str(failure)
    return None
