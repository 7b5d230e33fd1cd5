from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.core.errors import Refusal
from chalicelib.identity import sessions, store
from chalicelib.identity.errors import (
    EmailUnconfirmed,
    NewPasswordNeeded,
    SessionOver,
    TooManyTries,
    WrongCredentials,
)
from chalicelib.identity.sessions import COOKIE, refresh, sign_in, sign_out
from chalicelib.identity.sign_up import sign_up
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.settings import Settings, settings
from tests.identity.fake_pool import FakePool
from tests.make.identity import NOW, PASSWORD, candidate, work


def cookie_in(header: str) -> Any:
    return SimpleCookie(header)[COOKIE]


def served_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    served = Settings(**{**vars(settings()), "public_url": url})
    monkeypatch.setattr(sessions, "settings", lambda: served)


def test_the_first_sign_in_makes_a_profile_from_what_the_pool_knows(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)

    session = sign_in("ADA@example.org", PASSWORD, uow=work())

    assert session.user == store.user("sub-ada")
    assert (session.user.email, session.user.name) == ("ada@example.org", "Ada Lovelace")
    assert (session.access_token, session.expires_in) == ("access:ada@example.org", 1800)
    [joined] = facts_of("USER#sub-ada")
    assert joined.fact.kind == "UserJoined"
    assert joined.actor.user_id == "sub-ada"
    assert joined.actor.ip == "203.0.113.7"
    assert "ada@example.org" not in str(joined)


def test_a_second_sign_in_changes_nothing(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    first = sign_in("ada@example.org", PASSWORD, uow=work())

    second = sign_in("ada@example.org", PASSWORD, uow=work())

    assert second.user == first.user
    assert len(facts_of("USER#sub-ada")) == 1


def test_an_address_moved_in_the_pool_moves_in_the_profile(pool: FakePool) -> None:
    login = pool.holds("ada@example.org", password=PASSWORD)
    sign_in("ada@example.org", PASSWORD, uow=work())
    login.attributes["email"] = "Countess@example.org"

    moved = sign_in("ada@example.org", PASSWORD, uow=work(now=NOW + timedelta(days=1))).user

    assert (moved.email, moved.version) == ("countess@example.org", 2)
    assert moved == store.user("sub-ada")
    assert [recorded.fact.kind for recorded in facts_of("USER#sub-ada")] == ["UserJoined", "UserEmailMoved"]


def test_an_address_that_nobody_verified_opens_no_session(pool: FakePool) -> None:
    login = pool.holds("ada@example.org", password=PASSWORD)
    login.attributes["email_verified"] = "false"

    with pytest.raises(EmailUnconfirmed):
        sign_in("ada@example.org", PASSWORD, uow=work())

    assert store.user("sub-ada") is None


def test_a_wrong_password_and_an_unknown_address_look_the_same(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)

    for email in ("ada@example.org", "nobody@example.org"):
        with pytest.raises(WrongCredentials):
            sign_in(email, "not this one", uow=work())


@pytest.mark.parametrize("password", [PASSWORD, "not this one"])
def test_an_address_that_waits_for_its_code_looks_like_an_unknown_one(pool: FakePool, password: str) -> None:
    sign_up(candidate("ada@example.org"))

    with pytest.raises(WrongCredentials):
        sign_in("ada@example.org", password, uow=work())


def test_an_invited_person_must_choose_a_password_first(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD).status = "FORCE_CHANGE_PASSWORD"

    with pytest.raises(NewPasswordNeeded):
        sign_in("ada@example.org", PASSWORD, uow=work())


@pytest.mark.parametrize(
    ("failure", "refusal"),
    [
        ("UserNotFoundException", WrongCredentials),
        ("PasswordResetRequiredException", NewPasswordNeeded),
        ("TooManyRequestsException", TooManyTries),
        # The pool holds back logins, never unknown addresses: saying so would tell them apart.
        ("LimitExceededException", WrongCredentials),
        ("TooManyFailedAttemptsException", WrongCredentials),
    ],
)
def test_a_failed_sign_in_says_why(pool: FakePool, failure: str, refusal: type[Refusal]) -> None:
    pool.fail("InitiateAuth", failure)

    with pytest.raises(refusal):
        sign_in("ada@example.org", PASSWORD, uow=work())


def test_a_broken_pool_is_not_taken_for_wrong_credentials(pool: FakePool) -> None:
    pool.fail("InitiateAuth", "InternalErrorException")

    with pytest.raises(ClientError):
        sign_in("ada@example.org", PASSWORD, uow=work())


def test_the_refresh_token_is_out_of_reach_of_scripts_and_other_sites(
    pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    served_at("https://pupitre.example", monkeypatch)
    pool.holds("ada@example.org", password=PASSWORD)

    session = sign_in("ada@example.org", PASSWORD, uow=work())

    cookie = cookie_in(session.cookie)
    assert pool.refresh_tokens == {cookie.value: "ada@example.org"}
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/api/v1/auth"
    assert cookie["max-age"] == str(30 * 24 * 3600)
    assert cookie.value not in repr(session)
    assert session.access_token not in repr(session)


def test_a_laptop_without_https_gets_a_cookie_that_its_browser_keeps(
    pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    served_at("http://127.0.0.1:8000", monkeypatch)
    pool.holds("ada@example.org", password=PASSWORD)

    assert "Secure" not in sign_in("ada@example.org", PASSWORD, uow=work()).cookie


def test_the_cookie_renews_the_session_and_is_kept(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    first = sign_in("ada@example.org", PASSWORD, uow=work())
    token = cookie_in(first.cookie).value

    renewed = refresh(f"{COOKIE}={token}", uow=work())

    assert renewed is not None
    assert renewed.user == first.user
    assert cookie_in(renewed.cookie).value == token


def test_a_neighbours_malformed_cookie_does_not_hide_ours(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    token = cookie_in(sign_in("ada@example.org", PASSWORD, uow=work()).cookie).value

    header = f'theme={{"dark":true}}; @@=; {COOKIE}={token}; other=1'

    renewed = refresh(header, uow=work())
    assert renewed is not None
    assert renewed.user.id == "sub-ada"


def test_a_token_with_padding_survives_the_cookie() -> None:
    header = sessions._cookie("abc-_.def==", seconds=60)

    assert sessions._token_in(header.split(";")[0]) == "abc-_.def=="


@pytest.mark.parametrize("header", ["", "theme=dark", f"{COOKIE}=", f'{COOKIE}="a b"', f"{COOKIE}=é"])
def test_no_usable_cookie_means_no_session_and_no_call(pool: FakePool, header: str) -> None:
    assert refresh(header, uow=work()) is None
    assert pool.calls == []


@pytest.mark.parametrize(
    ("operation", "failure", "refusal"),
    [
        ("InitiateAuth", "NotAuthorizedException", SessionOver),
        ("InitiateAuth", "UserNotFoundException", SessionOver),
        ("InitiateAuth", "PasswordResetRequiredException", SessionOver),
        ("InitiateAuth", "TooManyRequestsException", TooManyTries),
        ("GetUser", "NotAuthorizedException", SessionOver),
        ("GetUser", "UserNotFoundException", SessionOver),
        ("GetUser", "TooManyRequestsException", TooManyTries),
    ],
)
def test_a_failed_renewal_says_why(pool: FakePool, operation: str, failure: str, refusal: type[Refusal]) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    session = sign_in("ada@example.org", PASSWORD, uow=work())
    pool.fail(operation, failure)

    with pytest.raises(refusal):
        refresh(session.cookie, uow=work())


def test_signing_out_revokes_the_token_and_deletes_the_cookie(pool: FakePool) -> None:
    pool.holds("ada@example.org", password=PASSWORD)
    session = sign_in("ada@example.org", PASSWORD, uow=work())

    deleted = cookie_in(sign_out(session.cookie.split(";")[0]))

    assert (deleted.value, deleted["max-age"], deleted["path"]) == ("", "0", "/api/v1/auth")
    with pytest.raises(SessionOver):
        refresh(session.cookie, uow=work())


@pytest.mark.parametrize(
    "failure", ["NotAuthorizedException", "UnauthorizedException", "UnsupportedTokenTypeException"]
)
def test_signing_out_of_a_dead_session_is_a_success(pool: FakePool, failure: str) -> None:
    pool.fail("RevokeToken", failure)

    assert cookie_in(sign_out(f"{COOKIE}=dead"))["max-age"] == "0"


def test_signing_out_without_a_cookie_is_a_success(pool: FakePool) -> None:
    assert cookie_in(sign_out(""))["max-age"] == "0"
    assert pool.calls == []


def test_a_token_that_could_not_be_revoked_is_not_reported_as_signed_out(pool: FakePool) -> None:
    pool.fail("RevokeToken", "InternalErrorException")

    with pytest.raises(ClientError):
        sign_out(f"{COOKIE}=alive")
