"""Check-in: a camera reads the coworker's code, reception has one tap to do; then an absence, an undo, a code."""

import io
import subprocess
from datetime import datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys import offers, teams
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.client import Json
from tests.journeys.days import PARIS
from tests.journeys.market import Market
from tests.journeys.offers import ROUND_THE_CLOCK, Offer, a_room
from tests.journeys.people import Person
from tests.journeys.product import ROOT

READER = """
const jsQR = require("jsqr")
const [width, height] = process.argv.slice(1).map(Number)
console.log(jsQR(new Uint8ClampedArray(require("fs").readFileSync(0)), width, height)?.data)
"""
QUARTER = timedelta(minutes=15)
LATEST_HOUR = 20


@pytest.fixture
def offer(market: Market) -> Offer:
    """A host of its own whose two rooms are free, open day and night, and accept by themselves."""
    host = offers.found(market.join("Brune", "Accueil"))
    free = {"tariff": None, "automatic_acceptance": True}
    rooms = (a_room(name="Salle Ouest", **free), a_room(name="Salle Est", **free))
    return offers.published(host, market.moderator, *rooms, opening_hours=ROUND_THE_CLOCK)


def soon(market: Market) -> datetime:
    """The next quarter but one, in Paris; early enough in a day for what follows to be of the same."""
    if market.product.now().astimezone(PARIS).hour >= LATEST_HOUR:
        market.product.advance(timedelta(hours=24 - LATEST_HOUR))
    minutes = int(market.product.now().timestamp()) // 60 // 15 * 15
    return datetime.fromtimestamp(minutes * 60, PARIS) + 2 * QUARTER


def booked(market: Market, who: Person, offer: Offer, start: datetime, index: int) -> Json:
    first, last = (at.strftime("%H:%M") for at in (start, start + timedelta(hours=2)))
    return market.book(who, offer, offer.body(start.date(), first, last, index=index), index)


def read_with_a_camera(visitor: Visitor) -> str:
    """By a reader that knows nothing of how the code was drawn."""
    shot = visitor.page.get_by_role("img", name="Code QR de votre arrivée").screenshot()
    picture = Image.open(io.BytesIO(shot)).convert("RGBA")
    command = ["node", "-e", READER, *map(str, picture.size)]
    done = subprocess.run(
        command, input=picture.tobytes(), cwd=ROOT / "frontend", capture_output=True, timeout=20, check=True
    )
    return done.stdout.decode().strip()


def test_a_guest_is_scanned_and_another_one_missed(welcome: Welcome, market: Market, offer: Offer) -> None:
    start, other = soon(market), market.join("Lucie", "Tardive")
    first = booked(market, market.coworker, offer, start, 0)
    second = booked(market, other, offer, start, 1)
    reception = teams.hired(market, offer.host, "reception")

    coworker = welcome(market.coworker, width=TELEPHONE).open(f"/reservations/{first['id']}")
    coworker.reads("Montrez ce code à l’accueil")
    coworker.inspect("checkin-code")
    address = read_with_a_camera(coworker)
    shown = market.coworker.api.get(f"/bookings/{first['id']}")["check_in"]
    assert address == market.product.url + shown["path"]
    coworker.reads(shown["code"])

    telephone = welcome(reception, width=TELEPHONE).open(address.removeprefix(market.product.url))
    telephone.title(market.coworker.name).inspect("checkin-scanned")
    telephone.click("Pointer l’arrivée")
    telephone.reads(f"L’arrivée de {market.coworker.name} est pointée.")
    telephone.inspect("checkin-done")
    attendance = offer.host.booking(first["id"])["attendance"]
    assert (attendance["presence"], attendance["by"]) == ("arrived", "guest")
    coworker.open(f"/reservations/{first['id']}").reads("Votre arrivée est pointée.")

    market.advance_to(start)
    desk = welcome(reception, width=DESK).open(f"/hote/{offer.host.id}").title("Accueil")
    desk.reads("1 attendue")
    desk.inspect("checkin-home")
    desk.click(f"Absent : {other.name}")
    desk.click("Noter l’absence", desk.dialog(f"{other.name} n’est pas venu ?"))
    desk.reads("1 absence")
    desk.click(f"Annuler le pointage de {other.name}")
    desk.reads("0 absence")
    desk.fill({"Code d’arrivée": "0000-0000"})
    desk.allows("422")
    desk.click("Pointer")
    desk.reads("Aucune arrivée attendue en ce moment")
    desk.fill({"Code d’arrivée": other.api.get(f"/bookings/{second['id']}")["check_in"]["code"].lower()})
    desk.click("Pointer")
    desk.reads(f"Arrivée pointée : {other.name}, Salle Est.")
    desk.reads("2 arrivées")
    expect(desk.page.get_by_text("0 attendue")).to_be_visible()
    desk.inspect("checkin-home-done")
