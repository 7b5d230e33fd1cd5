"""Chromium, and people in front of it. Without it the journeys are skipped loudly; with CI=true that is a failure."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.browser.visitor import DESK, HEIGHTS, PATIENCE_MS, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.people import Person
from tests.journeys.product import ROOT, Product

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
BUILT = ROOT / "frontend" / "dist" / "index.html"
HERE = Path(__file__).parent
REFRESH = "pupitre_refresh"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        missing = "NOT TESTED: Chromium is missing, no page was looked at (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    assert BUILT.exists(), "The SPA is not built: make setup"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def welcome(
    browser: Browser, product: Product, market: Market, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Welcome]:
    """Opens a browser of one's own, signed in as `person` unless nobody is. A browser that is not `protected` ignores
    the content security policy: what the pages let through, it runs."""
    contexts: list[BrowserContext] = []

    def open_one(
        person: Person | None = None, *, width: int = DESK, language: str = "fr", protected: bool = True
    ) -> Visitor:
        context = browser.new_context(
            bypass_csp=not protected,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale=LOCALES[language],
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            has_touch=width != DESK,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if person is not None:
            _carry_session(context, product, market, person)
        return Visitor(context, product, width)

    yield open_one
    failed = bool(getattr(request.node, "failed", False))
    for number, context in enumerate(contexts):
        for page in context.pages if failed else []:
            picture = tmp_path / f"failed-{number}.png"
            page.screenshot(path=picture)
            print(f"\nWhat {page.url} showed: {picture}")  # noqa: T201 - beside the failure
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report is not None and report.when == "call":
        item.failed = report.failed
    return report


def _carry_session(context: BrowserContext, product: Product, market: Market, person: Person) -> None:
    """The cookie of a session of its own, as signing in on the page would leave it."""
    body = {"email": person.email, "password": person.password}
    answer = market.anonymous.as_("").send("POST", "/auth/sign-in", body)
    token = answer.cookies[REFRESH] or ""
    context.add_cookies(
        [
            {
                "name": REFRESH,
                "value": token,
                "domain": "127.0.0.1",
                "path": "/api/v1/auth",
                "httpOnly": True,
                "sameSite": "Strict",
            }
        ]
    )
