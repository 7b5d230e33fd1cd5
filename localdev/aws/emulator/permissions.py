"""Tells IAM which mail is sent. ministack holds every call against the policies of its caller, but of a mail it
names neither the identity that it goes out under nor its sender."""

import json
from email.utils import parseaddr
from typing import Any

from ministack import app
from ministack.core.responses import get_account_id
from ministack.services import ses_v2

SEND = ("POST", "/v2/email/outbound-emails")


def correct() -> None:
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


def _identity(sender: str) -> str:
    """The address if it was verified, else its domain."""
    return sender if sender in ses_v2._identities else sender.rpartition("@")[2]
