"""Names calls to IAM as AWS does. ministack holds every call against the policies of its caller, but tells neither
which identity a mail goes out under nor its sender, and takes a batch of SQS for an action of its own."""

import json
from email.utils import parseaddr
from typing import Any

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id
from ministack.services import ses_v2

SEND = ("POST", "/v2/email/outbound-emails")


def correct() -> None:
    _judge_mails()
    _judge_batches()


def _judge_mails() -> None:
    enforce = app._enforce_ses_v2

    def enforce_ses_v2(
        method: str, path: str, headers: dict[str, Any], body: bytes, query: dict[str, Any], request_id: str
    ) -> Any:
        if (method, path) != SEND:
            return enforce(method, path, headers, body, query, request_id)
        sender = parseaddr(json.loads(body).get("FromEmailAddress", ""))[1]
        identity = f"arn:aws:ses:{app.extract_region(headers, query)}:{get_account_id()}:identity/{_identity(sender)}"
        return app._enforce_data_plane(
            "sesv2",
            "ses:SendEmail",
            headers,
            query,
            request_id,
            resource_arn=identity,
            service_context={"ses:FromAddress": sender},
            named_resource=identity,
        )

    app._enforce_ses_v2 = enforce_ses_v2


def _judge_batches() -> None:
    """Whoever may send, delete or let go of one message may do so with ten."""
    extract = iam_actions.extract_iam_action

    def extract_iam_action(*call: Any) -> str | None:
        action: str | None = extract(*call)
        return action.removesuffix("Batch") if action and action.startswith("sqs:") else action

    iam_actions.extract_iam_action = extract_iam_action


def _identity(sender: str) -> str:
    """The address if it was verified, else its domain."""
    return sender if sender in ses_v2._identities else sender.rpartition("@")[2]
