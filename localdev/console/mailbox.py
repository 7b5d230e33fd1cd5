"""Every mail that the local AWS would have sent."""

import html
import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime

ACCOUNT = "000000000000"
CODE_MAIL = "CognitoVerificationMessage"
_TAG = re.compile(r"<(style|head)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Mail:
    """`code` is what a code mail carries; "" for other mails."""

    id: str
    at: datetime
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    code: str


class Mailbox:
    def __init__(self, endpoint: str) -> None:
        self._address = f"{endpoint}/_ministack/ses/messages?account={ACCOUNT}"

    def mails(self, to: str = "") -> list[Mail]:
        """Newest first; `to` is any part of a recipient's address."""
        with urllib.request.urlopen(self._address, timeout=5) as answer:  # noqa: S310 - our own local AWS
            sent = json.load(answer)["messages"].get(ACCOUNT, [])
        mails = [_mail(each) for each in sent]
        wanted = to.strip().casefold()
        found = [mail for mail in mails if any(wanted in address.casefold() for address in mail.to)]
        # Not reverse=True: of two mails of one instant, too, the later one comes first.
        return sorted(found, key=lambda mail: mail.at)[::-1]

    def mail(self, mail_id: str) -> Mail | None:
        return next((mail for mail in self.mails() if mail.id == mail_id), None)


def _mail(sent: dict[str, object]) -> Mail:
    body = str(sent["BodyHtml"] or "")
    text = str(sent["BodyText"] or "") or _text_of(body)
    found = _CODE.search(_text_of(body) or text) if sent["Type"] == CODE_MAIL else None
    to = sent["To"]
    return Mail(
        id=str(sent["MessageId"]),
        at=datetime.fromtimestamp(float(str(sent["Timestamp"])), UTC),
        sender=str(sent["Source"]),
        to=tuple(map(str, to)) if isinstance(to, list) else (),
        subject=str(sent["Subject"]),
        text=text,
        html=body,
        code=found.group() if found else "",
    )


def _text_of(body: str) -> str:
    lines = (line.strip() for line in html.unescape(_TAG.sub("", body)).splitlines())
    return "\n".join(line for line in lines if line)
