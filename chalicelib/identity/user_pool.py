"""What the user pool knows of a person, and its failures said in our words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.core.errors import Language, Refusal
from chalicelib.core.lazy import dataclass
from chalicelib.identity.errors import TooManyTries
from chalicelib.kit.aws import cognito
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

THROTTLED: dict[str, type[Refusal]] = {
    "TooManyRequestsException": TooManyTries,
    "LimitExceededException": TooManyTries,
    "TooManyFailedAttemptsException": TooManyTries,
}
TRIED_TOO_OFTEN = ("LimitExceededException", "TooManyFailedAttemptsException")
"""Of one login. The pool counts no tries of addresses that it does not know, so these must look like a failed try."""

NOT_MAILED = (
    "CodeDeliveryFailureException",
    "InvalidEmailRoleAccessPolicyException",
    "InvalidLambdaResponseException",
    "LimitExceededException",
    "UnexpectedLambdaException",
    "UserLambdaValidationException",
)
"""Also the pool's daily limit of mails, which anybody can use up."""


@dataclass(frozen=True)
class PoolUser:
    """A login as the pool holds it. `verified` says that the person proved to read mail at `email`."""

    id: str
    email: str
    verified: bool
    given_name: str
    family_name: str
    language: Language
    confirmed: bool


def holder_of(access_token: str) -> PoolUser:
    """Asks the pool, because an access token carries no e-mail and a client could claim any."""
    found = cognito().get_user(AccessToken=access_token)
    # Only confirmed logins are ever given an access token.
    return _pool_user(found["UserAttributes"], confirmed=True)


def login_at(email: str) -> PoolUser | None:
    try:
        found = cognito().admin_get_user(UserPoolId=settings().user_pool_id, Username=address(email))
    except cognito().exceptions.UserNotFoundException:
        return None
    return _pool_user(found["UserAttributes"], confirmed=found["UserStatus"] == "CONFIRMED")


def address(email: str) -> str:
    """The form in which the pool keeps an address."""
    return email.strip().lower()


@contextmanager
def refusing(**meanings: type[Refusal]) -> Iterator[None]:
    """`refusing(CodeMismatchException=WrongCode)`. Throttling means the same in every call; a failure that is
    not named propagates."""
    try:
        yield
    except ClientError as failure:
        refusal = (THROTTLED | meanings).get(_code(failure))
        if refusal is None:
            raise
        raise refusal from failure


@contextmanager
def silent_on(*codes: str) -> Iterator[None]:
    """Lets these failures look like a success."""
    try:
        yield
    except ClientError as failure:
        if _code(failure) not in codes:
            raise


@contextmanager
def mailing() -> Iterator[None]:
    """A code that could not be mailed is for the operator to know, not for the caller: nothing is mailed to addresses
    that the pool does not know, so nothing fails for them."""
    try:
        yield
    except ClientError as failure:
        if _code(failure) not in NOT_MAILED:
            raise
        logger.error("a code could not be mailed", extra={"why": _code(failure)})


def _code(failure: ClientError) -> str:
    return failure.response["Error"]["Code"]


def _pool_user(attributes: "Iterable[AttributeTypeTypeDef]", *, confirmed: bool) -> PoolUser:
    values = {attribute["Name"]: attribute.get("Value", "") for attribute in attributes}
    return PoolUser(
        id=values["sub"],
        email=address(values.get("email", "")),
        verified=values.get("email_verified") == "true",
        given_name=values.get("given_name", ""),
        family_name=values.get("family_name", ""),
        language="en" if values.get("locale", "").startswith("en") else "fr",
        confirmed=confirmed,
    )
