"""A person in front of a browser: goes about by what is written on the page, and looks critically at each one."""

import json
import os
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.journeys.people import Person
from tests.journeys.product import ROOT, Product

DESK = 1280
TELEPHONE = 375
HEIGHTS = {DESK: 800, TELEPHONE: 740}
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE_MS = 10_000
LOOK_MS = 60
CALM_LOOKS = 2
LOADING = ".mantine-Skeleton-root, [aria-busy=true]"
STAND_STILL = """() => Promise.all(
    document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished.catch(() => null))
)"""
# Where a restored session is looked for: its 401 means that nobody is signed in, which is no mistake.
LOOKING_FOR_A_SESSION = "/api/v1/auth/refresh"

expect.set_options(timeout=PATIENCE_MS)


class Visitor:
    def __init__(self, context: BrowserContext, product: Product, width: int) -> None:
        self._product = product
        self._width = width
        self._allowed: list[str] = []
        self._seen: list[str] = []
        self._asked: set[Request] = set()
        self.context = context
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._seen.append(f"uncaught: {error}"))
        page.on("request", self._ask)
        # Not "finished": an answer whose body nobody reads never is.
        page.on("response", lambda response: self._asked.discard(response.request))
        page.on("requestfailed", lambda request: self._asked.discard(request))
        self.page = page
        return page

    def open(self, path: str) -> "Visitor":
        self.page.goto(f"{self._product.url}{path}")
        return self.settle()

    def settle(self) -> "Visitor":
        """Until nothing loads any more, two looks in a row."""
        calm = 0
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while calm < CALM_LOOKS:
            assert time.monotonic() < deadline, f"{self.page.url} goes on loading: {[one.url for one in self._asked]}"
            self.page.wait_for_timeout(LOOK_MS)
            calm = calm + 1 if not self._asked and self.page.locator(LOADING).count() == 0 else 0
        return self

    def title(self, words: str | re.Pattern[str]) -> "Visitor":
        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible()
        return self.settle()

    def reads(self, words: str | re.Pattern[str]) -> Locator:
        found = self.page.get_by_text(words).first
        expect(found).to_be_visible()
        return found

    def field(self, label: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_label(label, exact=isinstance(label, str))

    def fill(self, fields: dict[str, str], within: Locator | None = None) -> "Visitor":
        for label, value in fields.items():
            self.field(label, within).fill(value)
        return self

    def click(self, name: str | re.Pattern[str], within: Locator | None = None) -> "Visitor":
        """A button or link by its whole name."""
        place = within or self.page
        exact = isinstance(name, str)
        button = place.get_by_role("button", name=name, exact=exact)
        button.or_(place.get_by_role("link", name=name, exact=exact)).first.click()
        return self

    def dialog(self, title: str | re.Pattern[str]) -> Locator:
        dialog = self.page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        return dialog

    def allows(self, *words: str) -> None:
        """Console errors with these words are what this story is about."""
        self._allowed += words

    def inspect(self, name: str) -> "Visitor":
        """Axe finds nothing, nothing overflows, the console is silent; kept as a picture when asked for."""
        # Every page has a heading; before it is drawn, nothing may be loading either.
        expect(self.page.locator("h1").first).to_be_attached()
        self.settle()
        self._picture(name)
        assert self._findings() == [], f"axe on {name}: {json.dumps(self._findings(), indent=1, ensure_ascii=False)}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px too wide at {self._width} px"
        self.hears_nothing_wrong()
        return self

    def hears_nothing_wrong(self) -> None:
        assert not self._seen, f"the console said: {self._seen}"

    def forget(self) -> None:
        """What the console said so far."""
        self._seen.clear()

    def _picture(self, name: str) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}-{self._width}.png", full_page=True)

    def _findings(self) -> list[dict[str, Any]]:
        # What moves is looked at once it stands still, or its colours would be those of a moment.
        self.page.evaluate(STAND_STILL)
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("axe.run().then((told) => told.violations)")
        return [
            {"rule": one["id"], "help": one["help"], "where": [node["target"] for node in one["nodes"]][:5]}
            for one in found
        ]

    def _ask(self, request: Request) -> None:
        if request.is_navigation_request():
            # What the page before was waiting for may never be told.
            self._asked.clear()
        if request.is_navigation_request() or "/api/v1/" in request.url:
            self._asked.add(request)

    def _hear(self, message: ConsoleMessage) -> None:
        # Stripe's page has a console of its own.
        where = message.location.get("url", "")
        if message.type != "error" or LOOKING_FOR_A_SESSION in where or not where.startswith(self._product.url):
            return
        heard = f"{message.text} ({where})"
        if not any(words in heard for words in self._allowed):
            self._seen.append(heard)


Welcome = Callable[..., Visitor]


def sign_in(visitor: Visitor, person: Person) -> None:
    """On the page that asks for it."""
    visitor.fill({"Adresse e-mail": person.email, "Mot de passe": person.password})
    visitor.page.get_by_role("main").get_by_role("button", name="Se connecter").click()


def choose_day(visitor: Visitor, day: date) -> None:
    """On the booking page, turning the weeks."""
    radio = visitor.page.locator(f"input[name=day][value='{day.isoformat()}']")
    for _ in range(12):
        visitor.settle()
        if radio.count():
            break
        visitor.click("Semaine suivante")
    visitor.page.locator("label", has=radio).click()
    expect(radio).to_be_checked()


def accept_terms(visitor: Visitor, words: str = "J’accepte les conditions de vente") -> None:
    """On the booking page, once somebody is signed in."""
    visitor.field(words).check()


def pay(visitor: Visitor, card: str = "Carte acceptée") -> None:
    """On Stripe's page."""
    visitor.page.wait_for_url(re.compile("/pay/"))
    visitor.page.get_by_role("button", name=card).click()
    visitor.page.locator("#pay").click()
