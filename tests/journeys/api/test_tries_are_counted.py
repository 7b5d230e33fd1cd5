"""Guessing passwords and codes, and flooding a mailbox, end after a few tries: docs/adr/0010."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
import requests

from localdev.aws.tables import CREDENTIALS, REGION
from tests.journeys import people
from tests.journeys.client import Json, problem_in
from tests.journeys.market import Market
from tests.journeys.product import ROOT

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
WRONG = "Un-autre-mot-de-passe-1"


@pytest.fixture(autouse=True)
def a_new_window(market: Market) -> None:
    """Both windows begin now: a test that runs into the next one would find its tries forgotten."""
    now = market.product.now()
    begun = (now - datetime.min.replace(tzinfo=UTC)) % HOUR
    market.product.advance(HOUR - begun + timedelta(seconds=1))


def test_the_eleventh_wrong_password_is_refused_until_the_quarter_of_an_hour_is_over(market: Market) -> None:
    person = market.join("Devinée", "Personne")
    answers = [_sign_in(market, person.email, WRONG) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    problem = problem_in(answers[-1])
    seconds = int(answers[-1].headers["Retry-After"])
    assert problem.code == "too_many_tries"
    assert problem.params == {"retry_after": seconds, "minutes": -(-seconds // 60)}
    assert 0 < seconds <= QUARTER.total_seconds()
    assert _sign_in(market, person.email, person.password).status_code == 429
    market.product.advance(timedelta(seconds=seconds))
    assert _sign_in(market, person.email, person.password).status_code == 200


def test_an_address_that_nobody_has_is_refused_in_the_same_words(market: Market) -> None:
    known, unknown = market.join("Connue", "Personne").email, people.address_of("nobody")
    for email in (known, unknown):
        for _ in range(10):
            _sign_in(market, email, WRONG)
    # A second may pass between the two.
    refusals = [problem_in(_sign_in(market, email, WRONG)) for email in (known, unknown)]
    assert refusals[0].code == refusals[1].code == "too_many_tries"
    assert refusals[0].detail == refusals[1].detail


def test_of_many_guesses_at_the_same_instant_no_more_than_ten_are_looked_at(market: Market) -> None:
    email = people.address_of("nobody")
    with ThreadPoolExecutor(15) as threads:
        answers = list(threads.map(lambda _: _sign_in(market, email, WRONG), range(30)))
    assert Counter(answer.status_code for answer in answers) == {401: 10, 429: 20}


def test_a_right_password_forgets_the_wrong_ones_before_it(market: Market) -> None:
    person = market.join("Distraite", "Personne")
    for _ in range(2):
        answers = [_sign_in(market, person.email, WRONG) for _ in range(9)]
        assert {answer.status_code for answer in answers} == {401}
        assert _sign_in(market, person.email, person.password).status_code == 200


def test_an_open_session_and_a_mailed_code_are_ways_out_for_somebody_whose_tries_were_used_up(market: Market) -> None:
    person = market.join("Attaquée", "Personne")
    mails = len(market.product.mails(person.email))
    for _ in range(11):
        _sign_in(market, person.email, WRONG)
    assert person.api.get("/me")["email"] == person.email
    market.anonymous.post("/auth/forgot-password", {"email": person.email})
    mail = market.product.wait_for_mail(person.email, "", copies=mails + 1)
    person.password = "Un-nouveau-mot-2"
    market.anonymous.post(
        "/auth/reset-password", {"email": person.email, "code": mail["code"], "password": person.password}
    )
    assert _sign_in(market, person.email, person.password).status_code == 200


def test_no_more_than_five_codes_are_mailed_in_an_hour_whoever_asks(market: Market) -> None:
    email = people.address_of("flooded")
    names = {"given_name": "Inondée", "family_name": "Personne", "language": "fr"}
    market.anonymous.post("/auth/sign-up", {"email": email, "password": people.PASSWORD, **names})
    for _ in range(4):
        market.anonymous.post("/auth/resend-code", {"email": email})
    for path in ("/auth/resend-code", "/auth/forgot-password"):
        market.anonymous.refused(429, "too_many_tries", "POST", path, {"email": email})
    market.product.wait_for_mail(email, "", copies=5)
    market.product.settle()
    assert len(market.product.mails(email)) == 5


def test_a_code_is_guessed_ten_times_and_not_once_more(market: Market) -> None:
    email = people.address_of("guessed")
    names = {"given_name": "Devinée", "family_name": "Personne", "language": "fr"}
    market.anonymous.post("/auth/sign-up", {"email": email, "password": people.PASSWORD, **names})
    code = people.code_mailed_to(market.product, email)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(10):
        market.anonymous.refused(422, "wrong_code", "POST", "/auth/confirm", {"email": email, "code": wrong})
    market.anonymous.refused(429, "too_many_tries", "POST", "/auth/confirm", {"email": email, "code": code})


def test_neither_the_table_nor_the_logs_hold_whom_or_from_where(market: Market) -> None:
    email = people.address_of("unnamed")
    for _ in range(11):
        _sign_in(market, email, WRONG)
    kept = _tries(market)
    assert len(kept) >= 2
    assert all(item.keys() == {"pk", "sk", "tries", "ttl"} for item in kept)
    logged = _logged(market)
    assert "too many tries" in logged
    for secret in (email, email.partition("@")[0], "127.0.0.1"):
        assert secret not in str(kept)
    assert email not in logged


def _sign_in(market: Market, email: str, password: str) -> requests.Response:
    return market.anonymous.as_("").send("POST", "/auth/sign-in", {"email": email, "password": password})


def _tries(market: Market) -> list[Json]:
    connect: Callable[..., Any] = boto3.client
    endpoint = market.product.state()["stage"]["AWS local"]
    table = connect("dynamodb", endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)
    pages = table.get_paginator("scan").paginate(TableName="pupitre-local")
    return [item for page in pages for item in page["Items"] if item["pk"]["S"].startswith("TRIES#")]


def _logged(market: Market) -> str:
    folder = ROOT / market.product.state()["stage"]["Données"] / "logs"
    return market.product.log() + "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
