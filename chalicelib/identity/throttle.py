"""How often one may try a password, ask for a code, enter a code: docs/adr/0010.

| what       | per e-mail    | per address    | a try is                                                |
|------------|---------------|----------------|---------------------------------------------------------|
| sign-in    | 10 in 15 min  | 100 in 15 min  | a wrong password: a right one is given back             |
| code-mail  | 5 in an hour  | 200 in an hour | a code asked for: sign-up, resend-code, forgot-password |
| code-try   | 10 in an hour | 200 in an hour | a code entered: confirm, reset-password                 |
| invitation | 3 in an hour  | 60 in an hour  | an invitation to a team mailed, or mailed again         |
| lookup     | 10 in 15 min  | 30 in 15 min   | asking whether imported listings wait for an address    |

tries  pk TRIES#<what>#<HMAC of the e-mail or of the address>  sk start of the window  holds tries, ttl

Counted before the user pool is asked, and alike whether it knows the e-mail or not. A try writes 2 WCU, a right
password 2 more, a refusal 1 or 2. No e-mail and no address is in these items or in the log.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from chalicelib.core.lazy import dataclass
from chalicelib.identity.errors import TooManyTries
from chalicelib.identity.user_pool import address
from chalicelib.kit import table
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.call import Call
from chalicelib.kit.observability import logger
from chalicelib.kit.secrets import secrets
from chalicelib.kit.settings import settings


@dataclass(frozen=True)
class Limit:
    what: str
    window: timedelta
    per_email: int
    per_address: int


SIGN_IN = Limit("sign-in", timedelta(minutes=15), per_email=10, per_address=100)
CODE_MAIL = Limit("code-mail", timedelta(hours=1), per_email=5, per_address=200)
CODE_TRY = Limit("code-try", timedelta(hours=1), per_email=10, per_address=200)
LOOKUP = Limit("lookup", timedelta(minutes=15), per_email=10, per_address=30)
INVITATION = Limit("invitation", timedelta(hours=1), per_email=3, per_address=60)


def count(limit: Limit, email: str, call: Call) -> None:
    """Counts a try against the caller's address, then against the e-mail: an address that is refused uses up nobody's
    e-mail.

    Raises TooManyTries.
    """
    _add(limit, _of_address(limit, call), call.now, most=limit.per_address)
    _add(limit, _of_email(limit, email), call.now, most=limit.per_email)


def forgive(limit: Limit, email: str, call: Call) -> None:
    """After a success: the e-mail starts afresh, the caller's address gets this one try back. Not all of its tries,
    or whoever holds a login could try others' passwords for ever."""
    start_afresh(limit, email, call.now)
    dynamodb().update_item(
        TableName=settings().table_name,
        Key=_key(limit, _of_address(limit, call), call.now),
        UpdateExpression="ADD tries :less",
        ExpressionAttributeValues={":less": {"N": "-1"}},
    )


def start_afresh(limit: Limit, email: str, now: datetime) -> None:
    dynamodb().delete_item(TableName=settings().table_name, Key=_key(limit, _of_email(limit, email), now))


def _add(limit: Limit, whose: str, now: datetime, *, most: int) -> None:
    end = _start(limit, now) + limit.window
    try:
        dynamodb().update_item(
            TableName=settings().table_name,
            Key=_key(limit, whose, now),
            UpdateExpression="ADD tries :one SET #ttl = :end",
            ConditionExpression="attribute_not_exists(tries) OR tries < :most",
            ExpressionAttributeNames={"#ttl": "ttl"},
            ExpressionAttributeValues={
                ":one": {"N": "1"},
                ":most": {"N": str(most)},
                ":end": {"N": str(int(end.timestamp()))},
            },
        )
    except dynamodb().exceptions.ConditionalCheckFailedException as refused:
        logger.warning("too many tries", extra={"what": limit.what})
        raise TooManyTries(retry_after=end - now) from refused


def _key(limit: Limit, whose: str, now: datetime) -> table.Key:
    return table.key(f"TRIES#{limit.what}#{whose}", _start(limit, now).isoformat())


def _start(limit: Limit, now: datetime) -> datetime:
    seconds = int(limit.window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def _of_email(limit: Limit, email: str) -> str:
    return _hidden(f"{limit.what}\x00e-mail\x00{address(email)}")


def _of_address(limit: Limit, call: Call) -> str:
    return _hidden(f"{limit.what}\x00address\x00{_network(call.actor.ip or '')}")


def _network(ip: str) -> str:
    """Who has an IPv6 address has all of its /64. What is no address at all shares one counter."""
    try:
        version = ip_address(ip).version
    except ValueError:
        return ""
    return str(ip_network(f"{ip}/64", strict=False)) if version == 6 else ip


def _hidden(value: str) -> str:
    """Without the key of the stage, all IPv4 addresses could be tried against a plain hash in minutes."""
    return hmac.new(secrets().signing_key.encode(), b"tries\x00" + value.encode(), hashlib.sha256).hexdigest()[:32]
