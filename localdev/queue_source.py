"""An SQS queue that calls a function with batches, as Lambda's event source mapping does."""

import base64
import logging
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chalicelib.kit.aws import sqs
from localdev.lambdas import Lambdas

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageAttributeValueOutputTypeDef, MessageTypeDef

_log = logging.getLogger("localdev.pump")

BACK_OFF_SECONDS = (1, 2, 5, 10, 20)


class QueueSource:
    def __init__(self, lambdas: Lambdas, function: str, *, queue: str, batch: int) -> None:
        self.name = function
        self._lambdas = lambdas
        self._queue = queue
        self._batch = batch

    @cached_property
    def _url(self) -> str:
        return sqs().get_queue_url(QueueName=self._queue)["QueueUrl"]

    def turn(self) -> bool:
        """Handles one batch. False when the queue had nothing to give."""
        received = sqs().receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=self._batch,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = received.get("Messages", [])
        if not messages:
            return False
        failed = self._failed(messages)
        done = [message for message in messages if message["MessageId"] not in failed]
        if done:
            sqs().delete_message_batch(
                QueueUrl=self._url,
                Entries=[{"Id": m["MessageId"], "ReceiptHandle": m["ReceiptHandle"]} for m in done],
            )
        for message in messages:
            if message["MessageId"] in failed:
                self._put_back(message)
        return True

    def _failed(self, messages: list["MessageTypeDef"]) -> Collection[str]:
        event = {"Records": [_record(message, self._queue) for message in messages]}
        try:
            answer = self._lambdas.invoke(self.name, event) or {}
        except Exception:  # noqa: BLE001 - Lambda, too, only sees that the function failed
            _log.exception("%s failed for a whole batch of %d", self.name, len(messages))
            return {message["MessageId"] for message in messages}
        failed = {failure["itemIdentifier"] for failure in answer.get("batchItemFailures", [])}
        if failed:
            _log.error("%s failed for %d of %d messages", self.name, len(failed), len(messages))
        return failed

    def _put_back(self, message: "MessageTypeDef") -> None:
        """The queue's own timeout is six minutes, longer than a person watching wants to wait."""
        received = int(message["Attributes"].get("ApproximateReceiveCount", "1"))
        sqs().change_message_visibility(
            QueueUrl=self._url,
            ReceiptHandle=message["ReceiptHandle"],
            VisibilityTimeout=BACK_OFF_SECONDS[min(received, len(BACK_OFF_SECONDS)) - 1],
        )


def _record(message: "MessageTypeDef", queue: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message["Attributes"]),
        "messageAttributes": {
            name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:eu-west-3:000000000000:{queue}",
        "awsRegion": "eu-west-3",
    }


def _attribute(value: "MessageAttributeValueOutputTypeDef") -> dict[str, Any]:
    """As Lambda passes it: other names than SQS's, and JSON only, so base64."""
    told: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if "BinaryValue" in value:
        return {**told, "binaryValue": base64.b64encode(value["BinaryValue"]).decode()}
    return {**told, "stringValue": value.get("StringValue", "")}
