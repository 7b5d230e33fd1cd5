"""Sessions: an access token for the page, a refresh token in a cookie that no script can read."""

import re
from dataclasses import field, replace
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from chalicelib.core.lazy import dataclass
from chalicelib.identity.errors import EmailUnconfirmed, NewPasswordNeeded, SessionOver, WrongCredentials
from chalicelib.identity.model import User
from chalicelib.identity.profile import welcome
from chalicelib.identity.user_pool import TRIED_TOO_OFTEN, address, holder_of, refusing, silent_on
from chalicelib.kit.aws import cognito
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AuthenticationResultTypeTypeDef

COOKIE = "pupitre_refresh"
COOKIE_PATH = "/api/v1/auth"
COOKIE_SECONDS = 30 * 24 * 3600
TOKEN = re.compile(r"[A-Za-z0-9_=.-]+")
"""What RevokeToken and InitiateAuth accept; anything else in the cookie is not ours."""


@dataclass(frozen=True)
class Session:
    access_token: str = field(repr=False)
    expires_in: int
    user: User
    cookie: str = field(repr=False)


def sign_in(email: str, password: str, *, uow: UnitOfWork) -> Session:
    """Raises WrongCredentials, EmailUnconfirmed, NewPasswordNeeded, TooManyTries."""
    with refusing(
        NotAuthorizedException=WrongCredentials,
        UserNotFoundException=WrongCredentials,
        # The pool says so before it looks at the password.
        UserNotConfirmedException=WrongCredentials,
        PasswordResetRequiredException=NewPasswordNeeded,
        **dict.fromkeys(TRIED_TOO_OFTEN, WrongCredentials),
    ):
        answer = cognito().initiate_auth(
            ClientId=settings().user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": address(email), "PASSWORD": password},
        )
    if "AuthenticationResult" not in answer:
        # The only challenge of a pool without second factors is the temporary password of an invited login.
        raise NewPasswordNeeded
    tokens = answer["AuthenticationResult"]
    return _session(tokens, tokens["RefreshToken"], uow)


def refresh(cookie_header: str, *, uow: UnitOfWork) -> Session | None:
    """None without a cookie. Raises SessionOver, EmailUnconfirmed, TooManyTries."""
    token = _token_in(cookie_header)
    if token is None:
        return None
    with refusing(
        NotAuthorizedException=SessionOver,
        UserNotFoundException=SessionOver,
        UserNotConfirmedException=SessionOver,
        PasswordResetRequiredException=SessionOver,
    ):
        answer = cognito().initiate_auth(
            ClientId=settings().user_pool_client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": token},
        )
    tokens = answer["AuthenticationResult"]
    return _session(tokens, tokens.get("RefreshToken", token), uow)


def sign_out(cookie_header: str) -> str:
    """Revokes the refresh token and returns the cookie that deletes it; a dead token is signed out already.

    Raises TooManyTries.
    """
    token = _token_in(cookie_header)
    if token is not None:
        with (
            refusing(),
            silent_on("NotAuthorizedException", "UnauthorizedException", "UnsupportedTokenTypeException"),
        ):
            cognito().revoke_token(ClientId=settings().user_pool_client_id, Token=token)
    return _cookie("", seconds=0)


def _session(tokens: "AuthenticationResultTypeTypeDef", refresh_token: str, uow: UnitOfWork) -> Session:
    with refusing(
        NotAuthorizedException=SessionOver,
        UserNotFoundException=SessionOver,
        UserNotConfirmedException=SessionOver,
        PasswordResetRequiredException=SessionOver,
    ):
        holder = holder_of(tokens["AccessToken"])
    if not holder.verified:
        raise EmailUnconfirmed
    # The call came in anonymous; from here on we know who makes it.
    uow.actor = replace(uow.actor, user_id=holder.id)
    return Session(
        access_token=tokens["AccessToken"],
        expires_in=tokens["ExpiresIn"],
        user=welcome(holder, uow=uow),
        cookie=_cookie(refresh_token, seconds=COOKIE_SECONDS),
    )


def _cookie(value: str, *, seconds: int) -> str:
    jar = SimpleCookie()
    jar[COOKIE] = value
    cookie = jar[COOKIE]
    cookie["path"] = COOKIE_PATH
    cookie["max-age"] = seconds
    cookie["httponly"] = True
    cookie["samesite"] = "Strict"
    # Browsers drop a Secure cookie that comes over plain http.
    cookie["secure"] = settings().public_url.startswith("https://")
    return cookie.OutputString()


def _token_in(header: str) -> str | None:
    # One cookie at a time: the parser gives up at the first malformed one, and a neighbour's would hide ours.
    for part in header.split(";"):
        try:
            jar = SimpleCookie(part.strip())
        except CookieError:
            continue
        if COOKIE in jar and TOKEN.fullmatch(jar[COOKIE].value):
            return jar[COOKIE].value
    return None
