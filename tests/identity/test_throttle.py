"""Tries are counted, alike for those who exist and those who do not; docs/adr/0010."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.facts import Actor, ActorKind
from chalicelib.identity import api, throttle
from chalicelib.identity.errors import TooManyTries, WeakPassword, WrongCode, WrongCredentials
from chalicelib.identity.schemas import ConfirmBody, EmailBody, ResetPasswordBody, SignInBody, SignUpBody
from chalicelib.identity.throttle import CODE_MAIL, CODE_TRY, SIGN_IN, Limit
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.call import Call
from chalicelib.kit.http import problem
from chalicelib.kit.observability import logger
from chalicelib.kit.secrets import secrets
from tests.identity.fake_pool import CODE, FakePool
from tests.make.audit import everything
from tests.make.identity import NOW, PASSWORD

ADA = "ada@example.org"
NOBODY = "nobody@example.org"
HERE = "203.0.113.7"
ELSEWHERE = "198.51.100.4"


def call(ip: str | None = HERE, *, after: timedelta = timedelta()) -> Call:
    actor = Actor(ActorKind.USER, None, ip)
    return Call(actor, NOW + after, "fr", path={}, headers={}, raw_body=b"")


def sign_in(email: str = ADA, password: str = "not this one", *, by: Call | None = None) -> None:
    body = SignInBody.model_validate({"email": email, "password": password})
    api.post_sign_in(replace(by or call(), body=body))


def ask_for_code(email: str = ADA, *, by: Call | None = None) -> None:
    api.post_resend_code(replace(by or call(), body=EmailBody(email=email)))


def enter_code(email: str = ADA, code: str = "000000", *, by: Call | None = None) -> None:
    api.post_confirm(replace(by or call(), body=ConfirmBody(email=email, code=code)))


def choose_password(code: str, password: str = PASSWORD, *, by: Call | None = None) -> None:
    body = ResetPasswordBody.model_validate({"email": ADA, "code": code, "password": password})
    api.post_reset_password(replace(by or call(), body=body))


def open_login(email: str, password: str = PASSWORD) -> None:
    names = {"given_name": "Ada", "family_name": "Lovelace"}
    body = SignUpBody.model_validate({"email": email, "password": password, **names})
    api.post_sign_up(replace(call(), body=body))


def fail(times: int, email: str = ADA, *, by: Call | None = None) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            sign_in(email, by=by)


def tries() -> list[dict[str, Any]]:
    return [item for item in everything() if item["pk"]["S"].startswith("TRIES#")]


class Writes:
    """Stands before DynamoDB and notes each write of one item."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name in {"update_item", "delete_item", "put_item"}:
            self.seen.append(name)
        return getattr(dynamodb(), name)


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> Writes:
    noted = Writes()
    monkeypatch.setattr(throttle, "dynamodb", lambda: noted)
    return noted


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(logging.getLogger(logger.service), "propagate", True)
    return caplog


@pytest.mark.parametrize("email", [ADA, NOBODY])
def test_the_eleventh_wrong_password_of_a_quarter_of_an_hour_is_refused_known_or_not(
    pool: FakePool, email: str
) -> None:
    pool.holds(ADA, password=PASSWORD)
    fail(10, email)

    with pytest.raises(TooManyTries):
        sign_in(email)

    assert [operation for operation, _ in pool.calls] == ["InitiateAuth"] * 10


def test_the_refusal_says_when_to_try_again(pool: FakePool) -> None:
    fail(10, by=call(after=timedelta(minutes=4)))

    with pytest.raises(TooManyTries) as refused:
        sign_in(by=call(after=timedelta(minutes=4)))

    told = problem(refused.value, "fr")
    assert (told.status_code, told.headers["Retry-After"]) == (429, "660")
    assert "11 min" in refused.value.words("fr")
    sign_in_again = call(after=timedelta(minutes=15))
    fail(1, by=sign_in_again)


def test_the_right_password_is_refused_too_once_the_tries_are_used_up(pool: FakePool) -> None:
    pool.holds(ADA, password=PASSWORD)
    fail(10)

    with pytest.raises(TooManyTries):
        sign_in(password=PASSWORD)


def test_writing_an_address_differently_gives_no_further_try(pool: FakePool) -> None:
    fail(5, "ada@example.org")
    fail(5, "ADA@Example.org")

    with pytest.raises(TooManyTries):
        sign_in("Ada@example.ORG")


def test_a_right_password_gives_back_all_tries_of_its_login(pool: FakePool) -> None:
    pool.holds(ADA, password=PASSWORD)
    for _ in range(3):
        fail(9)
        sign_in(password=PASSWORD)


def test_somebody_elses_tries_from_elsewhere_end_no_session_and_a_mailed_code_opens_the_login_again(
    pool: FakePool,
) -> None:
    pool.holds(ADA, password="Old-passw0rd").code = CODE
    fail(10, by=call(ELSEWHERE))

    choose_password(CODE)

    sign_in(password=PASSWORD)


def test_the_hundred_and_first_wrong_password_of_an_address_is_refused_whoevers_it_is(pool: FakePool) -> None:
    for number in range(10):
        fail(10, f"victim-{number}@example.org")

    with pytest.raises(TooManyTries):
        sign_in("another@example.org")
    fail(1, "another@example.org", by=call(ELSEWHERE))


def test_an_address_that_is_refused_uses_up_nobodys_tries(pool: FakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_address=10))
    fail(10, NOBODY)

    for _ in range(10):
        with pytest.raises(TooManyTries):
            sign_in(ADA)

    fail(10, ADA, by=call(ELSEWHERE))


def test_a_login_of_ones_own_does_not_wipe_out_the_tries_of_ones_address(
    pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_address=4))
    pool.holds(ADA, password=PASSWORD)
    for _ in range(3):
        fail(1, NOBODY)
        sign_in(password=PASSWORD)

    fail(1, NOBODY)
    with pytest.raises(TooManyTries):
        sign_in(NOBODY)


def test_right_passwords_never_use_up_an_address_that_many_people_share(
    pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_address=2))
    pool.holds(ADA, password=PASSWORD)
    for _ in range(5):
        sign_in(password=PASSWORD)


def test_the_addresses_of_one_ipv6_network_count_as_one(pool: FakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_address=2))
    fail(1, by=call("2001:db8:0:1::1"))
    fail(1, by=call("2001:db8:0:1:ffff::2"))

    with pytest.raises(TooManyTries):
        sign_in(by=call("2001:db8:0:1::3"))
    fail(1, by=call("2001:db8:0:2::1"))


@pytest.mark.parametrize("ip", [None, "", "not an address"])
def test_callers_without_a_readable_address_share_one_counter(
    pool: FakePool, monkeypatch: pytest.MonkeyPatch, ip: str | None
) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_address=1))
    fail(1, by=call("nonsense"))

    with pytest.raises(TooManyTries):
        sign_in(by=call(ip))


def test_the_sixth_code_of_an_hour_is_not_mailed_whichever_door_asks_for_it(pool: FakePool) -> None:
    open_login(ADA)
    ask_for_code()
    api.post_forgot_password(replace(call(), body=EmailBody(email=ADA)))
    ask_for_code()
    open_login(ADA)
    mailed = len(pool.mails)

    with pytest.raises(TooManyTries):
        ask_for_code()
    with pytest.raises(TooManyTries):
        open_login(ADA)
    with pytest.raises(TooManyTries):
        api.post_forgot_password(replace(call(), body=EmailBody(email=ADA)))
    assert len(pool.mails) == mailed
    ask_for_code(by=call(after=timedelta(hours=1)))


def test_the_eleventh_code_of_an_hour_is_not_even_looked_at(pool: FakePool) -> None:
    pool.holds(ADA, password="Old-passw0rd").code = CODE
    for _ in range(5):
        with pytest.raises(WrongCode):
            enter_code()
        with pytest.raises(WrongCode):
            choose_password("000000")

    with pytest.raises(TooManyTries):
        choose_password(CODE)
    assert pool.logins[ADA].password == "Old-passw0rd"


def test_a_password_that_is_too_weak_uses_up_no_try(pool: FakePool) -> None:
    for _ in range(12):
        with pytest.raises(WeakPassword):
            open_login(ADA, "tout-en-minuscules")
        with pytest.raises(WeakPassword):
            choose_password(CODE, "tout-en-minuscules")

    assert tries() == []


def test_neither_e_mails_nor_addresses_are_in_the_table_or_in_the_log(
    pool: FakePool, log: pytest.LogCaptureFixture
) -> None:
    fail(10)
    for _ in range(2):
        with pytest.raises(TooManyTries):
            sign_in()

    kept = str(tries())
    assert len(tries()) == 2
    assert [record.message for record in log.records] == ["too many tries"] * 2
    written = "".join(str(vars(record)) for record in log.records)
    for secret in ("ada", "example", HERE, "203.0"):
        assert secret not in kept
        assert secret not in written


def test_counters_are_forgotten_by_the_table_itself(pool: FakePool) -> None:
    fail(1)

    end = str(int((NOW + SIGN_IN.window).timestamp()))
    assert [item["ttl"]["N"] for item in tries()] == [end, end]


def test_another_stage_writes_other_keys(pool: FakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(1)
    before = {item["pk"]["S"] for item in tries()}
    other = replace(secrets(), signing_key="of another stage")
    monkeypatch.setattr(throttle, "secrets", lambda: other)
    fail(1)

    assert len(before & {item["pk"]["S"] for item in tries()}) == 2
    assert len(tries()) == 4


def test_a_try_costs_two_writes_a_success_two_more_and_a_refusal_at_most_two(
    pool: FakePool, writes: Writes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "SIGN_IN", replace(SIGN_IN, per_email=1))
    pool.holds(ADA, password=PASSWORD)

    sign_in(password=PASSWORD)
    assert writes.seen == ["update_item", "update_item", "delete_item", "update_item"]
    writes.seen.clear()
    fail(1)
    assert writes.seen == ["update_item"] * 2
    writes.seen.clear()
    with pytest.raises(TooManyTries):
        sign_in()
    assert writes.seen == ["update_item"] * 2


@pytest.mark.parametrize("limit", [SIGN_IN, CODE_MAIL, CODE_TRY], ids=lambda limit: limit.what)
def test_the_table_at_the_top_of_the_module_tells_the_limits(limit: Limit) -> None:
    assert throttle.__doc__ is not None
    [row] = [line for line in throttle.__doc__.splitlines() if line.startswith(f"| {limit.what} ")]
    window = {15: "15 min", 60: "an hour"}[int(limit.window.total_seconds()) // 60]
    assert f"| {limit.per_email} in {window} " in row
    assert f"| {limit.per_address} in {window} " in row
