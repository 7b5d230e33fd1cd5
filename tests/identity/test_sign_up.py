import logging

import pytest
from botocore.exceptions import ClientError

from chalicelib.core.errors import Refusal
from chalicelib.identity.errors import (
    TooManyTries,
    UnusableEmail,
    WeakPassword,
    WrongCode,
    WrongCredentials,
)
from chalicelib.identity.sessions import refresh, sign_in
from chalicelib.identity.sign_up import confirm, forgot_password, resend_code, reset_password, sign_up
from chalicelib.kit.observability import logger
from tests.identity.fake_pool import CODE, FakePool
from tests.make.identity import PASSWORD, candidate, work


def test_a_newcomer_gets_a_code_in_the_language_of_the_page(pool: FakePool) -> None:
    sign_up(candidate("Ada@Example.org", language="en"))

    assert pool.mails == [("sign-up", "ada@example.org", {"language": "en"})]
    assert pool.logins["ada@example.org"].attributes == {
        "email": "ada@example.org",
        "given_name": "Ada",
        "family_name": "Lovelace",
        "locale": "en",
    }


def test_a_confirmed_address_that_signs_up_again_sees_a_success_and_gets_no_mail(pool: FakePool) -> None:
    login = pool.holds("ada@example.org", password="the first one")

    sign_up(candidate("ada@example.org"))

    assert pool.mails == []
    assert login.password == "the first one"


def test_an_unconfirmed_address_that_signs_up_again_gets_another_code(pool: FakePool) -> None:
    sign_up(candidate("ada@example.org"))
    sign_up(candidate("ada@example.org"))

    assert [why for why, *_ in pool.mails] == ["sign-up", "resend"]


@pytest.mark.parametrize(
    "password",
    ["Court3", "sans-majuscule-1", "SANS-MINUSCULE-1", "Sans-Chiffre", " Espace-devant-1", "Espace-apres-1 "],
)
def test_a_weak_password_is_refused_without_asking_the_pool(pool: FakePool, password: str) -> None:
    pool.holds("ada@example.org")

    with pytest.raises(WeakPassword) as refused:
        sign_up(candidate("ada@example.org", password=password))

    assert refused.value.pointer == "password"
    assert pool.calls == []


def test_a_password_stays_out_of_the_words_that_describe_a_candidate() -> None:
    assert PASSWORD not in repr(candidate())


@pytest.mark.parametrize(
    ("failure", "message", "refusal"),
    [
        ("InvalidPasswordException", "Password did not conform with policy", WeakPassword),
        ("InvalidParameterException", "Invalid email address format.", UnusableEmail),
        ("TooManyRequestsException", "", TooManyTries),
    ],
)
def test_a_failed_sign_up_says_why(pool: FakePool, failure: str, message: str, refusal: type[Refusal]) -> None:
    pool.fail("SignUp", failure, message)

    with pytest.raises(refusal):
        sign_up(candidate())


def test_a_pool_that_is_badly_set_up_is_not_taken_for_a_refusal(pool: FakePool) -> None:
    pool.fail("SignUp", "InvalidParameterException", "Attributes did not conform to the schema")

    with pytest.raises(ClientError, match="InvalidParameterException"):
        sign_up(candidate())


def test_the_right_code_opens_the_login(pool: FakePool) -> None:
    sign_up(candidate("ada@example.org"))

    confirm("ADA@example.org", CODE)

    assert sign_in("ada@example.org", PASSWORD, uow=work()).user.email == "ada@example.org"


def test_a_wrong_code_looks_the_same_for_new_confirmed_and_unknown_addresses(pool: FakePool) -> None:
    sign_up(candidate("new@example.org"))
    pool.holds("known@example.org")

    for email in ("new@example.org", "known@example.org", "nobody@example.org"):
        with pytest.raises(WrongCode):
            confirm(email, "000000")


@pytest.mark.parametrize(
    ("failure", "refusal"),
    [
        ("ExpiredCodeException", WrongCode),
        ("TooManyRequestsException", TooManyTries),
        # Of one login: an unknown address never gets that far, so it must look like any wrong code.
        ("TooManyFailedAttemptsException", WrongCode),
        ("LimitExceededException", WrongCode),
        ("InvalidParameterException", WrongCode),
    ],
)
def test_a_code_that_came_too_late_or_too_often_is_refused(
    pool: FakePool, failure: str, refusal: type[Refusal]
) -> None:
    pool.fail("ConfirmSignUp", failure)
    pool.fail("ConfirmForgotPassword", failure)

    with pytest.raises(refusal):
        confirm("ada@example.org", CODE)
    with pytest.raises(refusal):
        reset_password("ada@example.org", CODE, PASSWORD)


@pytest.mark.parametrize("ask", [resend_code, forgot_password])
def test_asking_for_a_code_says_nothing_about_an_address(pool: FakePool, ask: object) -> None:
    assert callable(ask)
    pool.holds("confirmed@example.org")
    sign_up(candidate("unconfirmed@example.org"))

    for email in ("confirmed@example.org", "unconfirmed@example.org", "nobody@example.org"):
        assert ask(email, "fr") is None


@pytest.mark.parametrize(
    "failure", ["CodeDeliveryFailureException", "LimitExceededException", "UserLambdaValidationException"]
)
def test_a_code_that_could_not_be_mailed_is_told_to_the_operator_only(
    pool: FakePool, failure: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(logger.service), "propagate", True)
    for operation in ("SignUp", "ResendConfirmationCode", "ForgotPassword"):
        pool.fail(operation, failure)

    sign_up(candidate("new@example.org"))
    resend_code("known@example.org", "fr")
    forgot_password("known@example.org", "fr")

    assert [record.message for record in caplog.records] == ["a code could not be mailed"] * 3
    assert "example.org" not in caplog.text


def test_asking_for_a_code_is_silent_even_if_the_pool_tells_unknown_addresses(pool: FakePool) -> None:
    pool.fail("ResendConfirmationCode", "UserNotFoundException")
    pool.fail("ForgotPassword", "UserNotFoundException")

    resend_code("nobody@example.org", "fr")
    forgot_password("nobody@example.org", "fr")


def test_a_code_asked_again_comes_in_the_language_of_the_page(pool: FakePool) -> None:
    sign_up(candidate("ada@example.org", language="fr"))

    resend_code("ada@example.org", "en")

    assert pool.mails[-1] == ("resend", "ada@example.org", {"language": "en"})


def test_asking_too_often_is_refused(pool: FakePool) -> None:
    pool.fail("ResendConfirmationCode", "TooManyRequestsException")
    pool.fail("ForgotPassword", "TooManyRequestsException")

    with pytest.raises(TooManyTries):
        resend_code("ada@example.org", "fr")
    with pytest.raises(TooManyTries):
        forgot_password("ada@example.org", "fr")


def test_a_new_password_replaces_the_old_one_and_ends_every_session(pool: FakePool) -> None:
    pool.holds("ada@example.org", password="Old-passw0rd")
    session = sign_in("ada@example.org", "Old-passw0rd", uow=work())
    forgot_password("Ada@example.org", "fr")

    reset_password("Ada@example.org", CODE, PASSWORD)

    with pytest.raises(WrongCredentials):
        sign_in("ada@example.org", "Old-passw0rd", uow=work())
    with pytest.raises(Refusal, match="session_over"):
        refresh(session.cookie, uow=work())
    assert sign_in("ada@example.org", PASSWORD, uow=work()).user.id == "sub-ada"


def test_a_wrong_code_keeps_the_password_and_the_sessions(pool: FakePool) -> None:
    login = pool.holds("ada@example.org", password="Old-passw0rd")
    forgot_password("ada@example.org", "fr")

    for email in ("ada@example.org", "nobody@example.org"):
        with pytest.raises(WrongCode):
            reset_password(email, "000000", PASSWORD)

    assert login.password == "Old-passw0rd"
    assert "AdminUserGlobalSignOut" not in [operation for operation, _ in pool.calls]


def test_a_weak_new_password_does_not_use_up_the_code(pool: FakePool) -> None:
    with pytest.raises(WeakPassword):
        reset_password("ada@example.org", CODE, "faible")

    assert pool.calls == []
