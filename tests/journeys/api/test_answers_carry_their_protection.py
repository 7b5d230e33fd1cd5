"""Headers of the site and of the API, as the running product sends them; and who may read the API from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
import requests

from infra.compose import read
from localdev.site import UPLOADS
from tests.journeys.market import Market
from tests.journeys.offers import a_room
from tests.journeys.routes import operations

FOREIGN = "https://evil.example"
OF_THE_API = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
ANSWERS = (
    ("GET", "/api/v1/openapi.json", 200),
    ("GET", "/api/v1/catalogue/spaces", 200),
    ("POST", "/api/v1/auth/sign-out", 204),
    ("POST", "/api/v1/stripe/platform", 400),
    ("GET", "/api/v1/me", 401),
    ("GET", "/api/v1/catalogue/spaces/sp_unknown", 404),
    ("GET", "/api/v1/nowhere", 404),
    ("DELETE", "/api/v1/me", 405),
    ("POST", "/api/v1/auth/sign-in", 422),
)


class Page(HTMLParser):
    """What of a page could run: its scripts, and the attributes that hold code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.inline: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))
        self.inline += [
            f"<{tag} {name}={value!r}>"
            for name, value in attrs
            if name.startswith("on") or name in ("style", "srcdoc") or (value or "").strip().startswith("javascript:")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append(data)


def policy_of_infra() -> list[str]:
    policy = read("parts/delivery")["Resources"]["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    return directives(policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"])


def directives(policy: str) -> list[str]:
    return [" ".join(directive.split()) for directive in policy.split(";") if directive.strip()]


def test_the_laptop_serves_the_content_security_policy_of_infra(market: Market) -> None:
    for path in ("/", "/connexion", "/espaces/sp_x", "/favicon.svg", "/missing.js", "/api/v1/openapi.json"):
        served = requests.get(market.product.url + path, timeout=10).headers["Content-Security-Policy"]
        # The laptop has no https to upgrade to, and a storage of its own; all else is the same, in the same order.
        told = re.sub(r"http://127\.0\.0\.1:\d+", UPLOADS, served)
        assert [*directives(told), "upgrade-insecure-requests"] == policy_of_infra(), path


def test_the_policy_lets_nothing_run_or_load_from_elsewhere() -> None:
    allowed = {name: sources for name, *sources in (directive.split() for directive in policy_of_infra())}
    assert allowed["default-src"] == allowed["script-src"] == ["'self'"]
    assert allowed["connect-src"] == ["'self'", UPLOADS], "a page talks to the API, and sends pictures"
    assert allowed["object-src"] == allowed["frame-ancestors"] == ["'none'"]
    assert allowed["form-action"] == allowed["base-uri"] == ["'self'"]
    # Mantine writes style tags; nothing else needs an exception, and no source is another site.
    unsafe = {name for name, sources in allowed.items() if any("unsafe" in source for source in sources)}
    assert unsafe == {"style-src"}
    sources = {source for each in allowed.values() for source in each} - {UPLOADS}
    assert sources <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


def test_the_page_of_the_site_holds_no_code_of_its_own(market: Market) -> None:
    page = Page(requests.get(market.product.url, timeout=10).text)
    assert page.inline == []
    assert page.scripts
    assert all(src and re.fullmatch(r"/[a-z][\w./-]*\.js", src) for src in page.scripts), page.scripts


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_no_answer_of_the_api_is_kept_guessed_at_framed_or_told_on(
    market: Market, method: str, path: str, status: int
) -> None:
    url = market.product.url + path
    content = b"{}" if "sign-in" in path else None
    answer = requests.request(method, url, data=content, headers={"Stripe-Signature": "x"}, timeout=10)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in OF_THE_API} == OF_THE_API
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_pages_are_not_framed_either_and_say_little_about_where_one_comes_from(market: Market) -> None:
    for path in ("/", "/reservations/bk_x"):
        headers = requests.get(market.product.url + path, timeout=10).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_hosted_payment_page_is_another_site_with_a_policy_of_its_own(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "11:00"))
    page = requests.get(booking["checkout_url"], timeout=10)
    assert page.status_code == 200
    assert urlsplit(booking["checkout_url"]).netloc != urlsplit(market.product.url).netloc
    # It has inline scripts, as Stripe's own may: our policy must not follow people there.
    assert "<script>" in page.text
    assert "Content-Security-Policy" not in page.headers


def test_only_the_site_itself_may_read_the_api_from_a_browser(market: Market) -> None:
    for operation in operations(market.anonymous):
        path = re.sub(r"{\w+}", "x", operation.path)
        for origin in (FOREIGN, "null", market.product.url):
            asked = {"Origin": origin, "Access-Control-Request-Method": operation.method}
            preflight = requests.options(f"{market.product.url}/api/v1{path}", headers=asked, timeout=10)
            assert preflight.headers.get("Access-Control-Allow-Origin") == market.product.url, operation
            assert "Access-Control-Allow-Credentials" not in preflight.headers, operation


def test_what_is_answered_to_a_foreign_page_is_not_readable_there(market: Market) -> None:
    for answer in _asked_from_elsewhere(market):
        assert answer.headers.get("Access-Control-Allow-Origin") in (None, market.product.url), answer.url
        assert "Access-Control-Allow-Credentials" not in answer.headers, answer.url


def _asked_from_elsewhere(market: Market) -> Iterator[requests.Response]:
    api = f"{market.product.url}/api/v1"
    bearer = {"Origin": FOREIGN, "Authorization": f"Bearer {market.coworker.api.token}"}
    yield requests.get(f"{api}/me", headers=bearer, timeout=10)
    yield requests.get(f"{api}/catalogue/spaces", headers=bearer, timeout=10)
    yield requests.get(f"{api}/me", headers={"Origin": FOREIGN}, timeout=10)
    yield requests.get(f"{api}/nowhere", headers={"Origin": FOREIGN}, timeout=10)
    yield requests.post(f"{api}/auth/refresh", headers={"Origin": FOREIGN}, timeout=10)
