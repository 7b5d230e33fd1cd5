"""One deployment for all stories: packaging takes a minute, and every function has to start."""

import os
import platform
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest

from localdev.aws.server import PYTHON
from tests.deployed.artefact import packaged
from tests.deployed.deployment import PREFIX, Deployment, running
from tests.deployed.events import Event, of_code_mail, of_queue, of_schedule, of_stream
from tests.journeys.market import Market, opened
from tests.journeys.product import Product

AT_A_TIME = 2
"""Functions that start together: one for each core of a small machine."""

NOTHING_TO_DO: dict[str, Event] = {
    "run-deadlines": of_schedule("run-deadlines"),
    "relay-missed-facts": of_schedule("relay-missed-facts"),
    "relay-facts": of_stream(PREFIX, {"pk": {"S": "USER#nobody"}, "sk": {"S": "PROFILE"}}),
    "handle-stripe-events": of_queue(
        f"{PREFIX}-stripe-events",
        {"id": "evt_0", "type": "invoice.paid", "data": {"object": {"id": "in_0", "object": "invoice"}}},
    ),
    "send-mails": of_queue(f"{PREFIX}-mails", {"pk": "USER#nobody", "sk": "FACT#never"}),
    "run-checks": of_queue(f"{PREFIX}-checks", {"rule": "requests_are_answered", "run": "never", "cursor": None}),
    "handle-documents": of_queue(f"{PREFIX}-documents.fifo", {"pk": "DOC#never", "sk": "FACT#never"}),
    "handle-payouts": of_queue(f"{PREFIX}-payouts.fifo", {"pk": "BK#never", "sk": "FACT#never"}),
    "handle-claims": of_queue(f"{PREFIX}-claims", {"import": "ip_never", "version": 1}),
    "handle-images": of_queue(f"{PREFIX}-images", {"detail": {"object": {"key": "uploads/sp_never/im_never"}}}),
    "serve-waiting": of_queue(f"{PREFIX}-waiting", {"pk": "BK#never", "sk": "FACT#never"}),
    "project-search": of_queue(f"{PREFIX}-search", {"room": "rm_never", "bucket": 20528}),
    "settle-hosts": of_schedule("settle-hosts"),
    "close-months": of_schedule("close-months"),
    "seal-ledger": of_schedule("seal-ledger"),
    "remind-moderators": of_schedule("remind-moderators"),
    "customise-code-mail": of_code_mail("nobody@people.example"),
}


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Deployment]:
    if not os.environ.get("CI") and (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("NOT TESTED: the package is made for Linux on x86_64, and this machine is not")
    assert PYTHON.exists(), "The deployment needs ministack's own environment: make setup"
    with running(tmp_path_factory.mktemp("deployment"), packaged()) as started:
        yield started
        if request.session.testsfailed:
            sys.stdout.writelines(f"{line}\n" for line in started.log() if "ERROR" in line)


@pytest.fixture(scope="session")
def first_answers(deployment: Deployment) -> dict[str, object]:
    """What each function says to an event that gives it nothing to do: their cold starts are over then."""
    with ThreadPoolExecutor(AT_A_TIME) as starting:
        answers = starting.map(deployment.invoke, NOTHING_TO_DO, NOTHING_TO_DO.values())
        return dict(zip(NOTHING_TO_DO, answers, strict=True))


@pytest.fixture(scope="session")
def market(deployment: Deployment, first_answers: dict[str, object]) -> Market:
    # All that a market asks of a product is its address, its mailbox, its Stripe and how staff are named.
    return opened(cast(Product, deployment))
