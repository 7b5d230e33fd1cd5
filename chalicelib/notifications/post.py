"""Handing a letter to SES, and telling a refusal that lasts from one that passes."""

from botocore.exceptions import ClientError

from chalicelib.kit.aws import ses
from chalicelib.kit.settings import settings
from chalicelib.notifications.context import Recipient
from chalicelib.notifications.render import Letter

LASTING = {
    "MessageRejected",
    "BadRequestException",
    "InvalidParameterValue",
    "ValidationException",
    "ValidationError",
}


class RefusedForGood(Exception):
    """This letter to this address will never leave; the text is a code, without the address."""


class NotSentYet(Exception):
    """SES said no for now; the text is its code. Its own words are left out because they quote addresses."""


def post(letter: Letter, to: Recipient) -> str:
    """Returns SES's message id. Raises RefusedForGood, NotSentYet."""
    reply_to = _ascii_address(to.reply_to)
    try:
        answer = ses().send_email(
            FromEmailAddress=settings().mail_from,
            Destination={"ToAddresses": [_ascii_address(email) or email for email in (to.email, *to.others)]},
            ReplyToAddresses=[reply_to] if reply_to else [],
            Content={
                "Simple": {
                    "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": letter.text, "Charset": "UTF-8"},
                        "Html": {"Data": letter.html, "Charset": "UTF-8"},
                    },
                    # RFC 3834: no absence notice comes back to whoever Reply-To names.
                    "Headers": [{"Name": "Auto-Submitted", "Value": "auto-generated"}],
                }
            },
        )
    except ClientError as error:
        raise _meaning(error) from None
    return answer["MessageId"]


def _meaning(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    # SES also answers MessageRejected while the operator's own domain is unverified or in the sandbox: that is
    # mended by the operator, so the letter must wait in the queue instead of being lost.
    unverified = "not verified" in error.response["Error"].get("Message", "")
    return RefusedForGood(code) if code in LASTING and not unverified else NotSentYet(code)


def _ascii_address(address: str) -> str:
    """The address as SES takes it: domains with accents in their ASCII form. Empty if it has none, which is a
    refusal for a recipient and no reason to lose the letter for a Reply-To."""
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return f"{local}@{domain}" if local and local.isascii() else ""
