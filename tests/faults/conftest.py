import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stripe
from botocore.retries.standard import ExponentialBackoff
from pynamodb.models import Model

import app
from chalicelib.core import clock
from chalicelib.kit import auth, secrets
from chalicelib.kit.settings import settings
from chalicelib.payments import stripe_gateway
from localdev.lambdas import Lambdas
from tests.conftest import CACHED
from tests.faults.engines import Engines, running
from tests.faults.eyes import SENDER, Eyes
from tests.faults.proxy import Proxy
from tests.faults.pump import Pump
from tests.faults.wires import Wires
from tests.faults.world import WEBHOOK_SECRET, StormTill, World
from tests.make.till import CLIENT_TIMEOUT
from tests.races.engine import EngineMissing

BuildWorld = Callable[[bool], World]


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    try:
        with running(tmp_path_factory.mktemp("engines")) as engines:
            yield engines
    except EngineMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"FAULTS NOT TESTED: {missing}")


@pytest.fixture(scope="session")
def eyes(engines: Engines) -> Eyes:
    return Eyes(engines)


@pytest.fixture
def build(engines: Engines, eyes: Eyes, monkeypatch: pytest.MonkeyPatch) -> Iterator[BuildWorld]:
    """A new world, with the proxies in the product's way or not."""

    def build(behind_proxies: bool) -> World:
        eyes.lay_out()
        _point_the_product(engines, eyes, monkeypatch, behind_proxies=behind_proxies)
        world = _world(engines, eyes, monkeypatch)
        world.populate()
        return world

    yield build
    clock.use(None)
    monkeypatch.undo()
    _forget()


@pytest.fixture
def world(build: BuildWorld) -> World:
    """Nothing stands before the engines: faults here are deaths, and people who cross."""
    return build(False)


@pytest.fixture
def stormy(build: BuildWorld) -> World:
    return build(True)


def _point_the_product(
    engines: Engines, eyes: Eyes, monkeypatch: pytest.MonkeyPatch, *, behind_proxies: bool
) -> None:
    dynamodb, aws = engines.dynamodb, engines.aws
    if behind_proxies:
        dynamodb, aws = engines.dynamodb_proxy.url, engines.aws_proxy.url
    places = {
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb,
        "AWS_ENDPOINT_URL_SQS": aws,
        "AWS_ENDPOINT_URL_S3": aws,
        "AWS_ENDPOINT_URL_SESV2": aws,
        "STRIPE_EVENTS_QUEUE_URL": eyes.events_queue,
        "MAILS_QUEUE_URL": eyes.mails_queue,
        "DOCUMENTS_QUEUE_URL": eyes.documents_queue,
        "PAYOUTS_QUEUE_URL": eyes.payouts_queue,
        "WAITING_QUEUE_URL": eyes.waiting_queue,
        "DOCUMENTS_DEAD_LETTERS_URL": eyes.dead_letters_queue,
        "PAYOUTS_DEAD_LETTERS_URL": eyes.dead_letters_queue,
        "MAILS_DEAD_LETTERS_URL": eyes.dead_letters_queue,
        "STRIPE_EVENTS_DEAD_LETTERS_URL": eyes.dead_letters_queue,
        "STRIPE_API_BASE": engines.stripe,
        "MAIL_FROM": SENDER,
    }
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    _forget()
    known = secrets.Secrets("sk_test_of_the_tests", WEBHOOK_SECRET, "of-the-tests")
    monkeypatch.setattr(secrets, "_read", lambda: known)
    monkeypatch.setattr(auth, "verified_subject", lambda authorization: authorization or None)
    # Who waits between two tries is not what is tested, and would make the storms last.
    monkeypatch.setattr(stripe.HTTPClient, "_sleep_time_seconds", lambda *_: 0)
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0)


def _world(engines: Engines, eyes: Eyes, monkeypatch: pytest.MonkeyPatch) -> World:
    wires = Wires(lambda: stripe.RequestsClient(timeout=CLIENT_TIMEOUT))
    wires.lay(monkeypatch)
    till = StormTill(engines.stripe, wires)
    till.gateway = stripe_gateway.build(till.contract)
    monkeypatch.setattr(stripe_gateway, "_built", lambda _: till.gateway)
    proxies: tuple[Proxy, Proxy] = (engines.dynamodb_proxy, engines.aws_proxy)
    for proxy in proxies:
        proxy.calm()
    return World(till, Pump(Lambdas(app.app), eyes), eyes, wires, proxies)


def _forget() -> None:
    """Clients keep the address that they were made with; pynamodb keeps clients of its own."""
    secrets.forget()
    for cached in (settings, *CACHED):
        cached.cache_clear()
    for model in _all_models(Model):
        model._connection = None


def _all_models(model: Any) -> Iterator[Any]:
    for derived in model.__subclasses__():
        yield derived
        yield from _all_models(derived)
