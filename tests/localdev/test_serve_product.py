"""The one-command product, as people meet it: started, killed, started again."""

import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from localdev import seed
from localdev.aws.server import PYTHON
from localdev.product import Product, ProductFailed
from localdev.state import StateDir

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="the local AWS is not installed: make setup")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("state"), seed=True) as running:
        yield running


def fetch(url: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, sent, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def sign_in(product: Product, email: str) -> str:
    credentials = {"email": email, "password": seed.PASSWORD}
    status, _, body = fetch(f"{product.url}/api/v1/auth/sign-in", credentials)
    assert status == 200, body
    return str(json.loads(body)["access_token"])


def test_the_demo_logins_work_and_the_moderator_moderates(product: Product) -> None:
    for login in seed.LOGINS:
        token = sign_in(product, login.email)
        _, _, me = fetch(f"{product.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert json.loads(me)["roles"] == ([login.role] if login in (seed.MODERATOR, seed.OPERATOR) else [])


def test_the_host_was_told_that_the_space_is_published(product: Product) -> None:
    assert "en ligne" in product.wait_for_mail(seed.HOST.email, "en ligne")["subject"]


def test_a_code_is_mailed_in_the_language_of_the_page(product: Product) -> None:
    body = {"email": "ada@example.org", "password": seed.PASSWORD, "given_name": "Ada", "family_name": "L"}
    assert fetch(f"{product.url}/api/v1/auth/sign-up", {**body, "language": "en"})[0] == 202
    mail = product.wait_for_mail("ada@example.org")
    assert mail["subject"] == "Your Pupitre confirmation code"
    confirmation = {"email": "ada@example.org", "code": mail["code"]}
    assert fetch(f"{product.url}/api/v1/auth/confirm", confirmation)[0] == 204


def test_a_mail_follows_its_fact_within_two_seconds(product: Product) -> None:
    token = sign_in(product, seed.HOST.email)
    headers = {"Authorization": f"Bearer {token}"}
    _, _, me = fetch(f"{product.url}/api/v1/me", headers=headers)
    spaces = f"{product.url}/api/v1/hosts/{json.loads(me)['hosts'][0]['id']}/spaces"
    _, _, listed = fetch(spaces, headers=headers)
    draft = next(space for space in json.loads(listed)["items"] if space["status"] == "draft")
    before = len(product.mails(seed.HOST.email))
    status, _, _ = fetch(f"{spaces}/{draft['id']}/submission", {}, {**headers, "Idempotency-Key": "k"})
    assert status == 200
    deadline = time.monotonic() + 2
    while len(product.mails(seed.HOST.email)) == before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_moving_the_clock_moves_the_double_and_runs_the_schedules(product: Product) -> None:
    moved = product.advance(hours=1)
    assert moved["offset_seconds"] == 3600
    # What has a date runs when the clock passes it, which may be in this very hour.
    assert {run["name"] for run in moved["schedules"]} - {"close_months"} == {
        "run_deadlines",
        "relay_missed_facts",
        "settle_hosts",
        "seal_ledger",
        "remind_moderators",
        "begin_checks",
    }
    assert not any(run["failure"] for run in moved["schedules"])
    _, _, double = fetch(f"{product.state()['stage']['Stripe']}/_double/state")
    assert json.loads(double)["clock"]["offset_seconds"] == 3600
    product.advance(hours=-1)


def test_the_site_and_the_api_carry_the_headers_of_the_cdn(product: Product) -> None:
    for path in ("/", "/espaces/x", "/api/v1/openapi.json", "/missing.js"):
        _, headers, _ = fetch(product.url + path)
        assert headers["x-frame-options"] == "DENY"
        # The API's own stays, as CloudFront lets it.
        own = path.startswith("/api/")
        assert headers.get_all("referrer-policy") == ["no-referrer" if own else "strict-origin-when-cross-origin"]
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "upgrade-insecure-requests" not in headers["content-security-policy"]


def test_a_page_of_another_site_moves_nothing(product: Product) -> None:
    foreign = {"Origin": "https://evil.example"}
    assert fetch(f"{product.url}/_local/clock", {"advance_seconds": 60}, foreign)[0] == 403
    assert fetch(f"{product.url}/_local/mails", headers={"Host": "evil.example"})[0] == 403
    assert product.state()["clock"]["offset_seconds"] == 0


def test_nothing_went_wrong_meanwhile(product: Product) -> None:
    # The checks that the moved clock began may still be under way.
    deadline = time.monotonic() + 20
    while any(product.state()["queues"].values()):
        assert time.monotonic() < deadline, product.state()["queues"]
        time.sleep(0.1)
    assert product.state()["errors"] == 0


def test_data_survive_kill_9_and_no_child_is_left_behind(tmp_path: Path) -> None:
    product = Product(tmp_path).start()
    body = {"email": "ada@example.org", "password": seed.PASSWORD, "given_name": "Ada", "family_name": "L"}
    fetch(f"{product.url}/api/v1/auth/sign-up", body)
    code = product.wait_for_mail("ada@example.org")["code"]
    fetch(f"{product.url}/api/v1/auth/confirm", {"email": "ada@example.org", "code": code})
    product.advance(minutes=15)
    time.sleep(4)
    local_aws = product.state()["stage"]["AWS local"]
    assert is_served(local_aws)
    product.kill()
    deadline = time.monotonic() + 15
    while is_served(local_aws):
        assert time.monotonic() < deadline, "the local AWS outlived the product"
        time.sleep(0.2)
    with product:
        sign_in(product, "ada@example.org")
        assert product.state()["clock"]["offset_seconds"] == 900
        assert product.mails("ada@example.org")[0]["code"] == code


def test_a_killed_local_aws_comes_back(tmp_path: Path) -> None:
    with Product(tmp_path) as product:
        time.sleep(4)
        os.kill(StateDir(tmp_path).announced()["aws_pid"], signal.SIGKILL)
        deadline = time.monotonic() + 15
        while fetch(f"{product.url}/_local/state")[0] != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert product.state()["errors"] > 0


def test_a_second_start_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with Product(tmp_path), pytest.raises(ProductFailed, match="already runs"):
        Product(tmp_path).start()


def test_a_taken_port_gives_a_clear_message(product: Product, tmp_path: Path) -> None:
    port = int(product.url.rsplit(":", 1)[1])
    with pytest.raises(ProductFailed, match=rf"Port {port}: Address already in use"):
        Product(tmp_path, port=port).start()


def is_served(address: str) -> bool:
    port = int(address.rsplit(":", 1)[1])
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
