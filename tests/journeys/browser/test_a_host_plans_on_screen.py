"""The planning: slots are blocked and bookings moved by dragging, conflicts are shown; a form does the same."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import offers
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import Host, Offer, a_room

ATELIER, COMPTOIR = "L'Atelier", "Le Comptoir"


@pytest.fixture
def offer(market: Market) -> Offer:
    """A host of his own, with two rooms that cost nothing and accept by themselves, and one that is asked for."""
    host = offers.found(market.join("Basile", "Martin"))
    free = {"tariff": None, "automatic_acceptance": True}
    return offers.published(
        host,
        market.moderator,
        a_room(name=ATELIER, **free),
        a_room(name=COMPTOIR, colour="#b5542d", **free),
        a_room(name="Le Salon", colour="#2f9e73", tariff=None),
    )


def planning_of(host: Host, day: date, view: str) -> str:
    return f"/hote/{host.id}/reservations/planification?view={view}&date={day.isoformat()}"


def spot(visitor: Visitor, room: str, day: date, hour: float, first: int = 8, last: int = 19) -> tuple[float, float]:
    """Where an hour of a room is on the screen, in the middle of its quarter."""
    cell = row(visitor, room).locator(f"[data-day='{day.isoformat()}']")
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box
    return box["x"] + box["width"] * (hour + 0.125 - first) / (last - first), box["y"] + box["height"] / 2


def row(visitor: Visitor, room: str) -> Locator:
    return visitor.page.get_by_role("group", name=room, exact=True)


def drag(visitor: Visitor, start: tuple[float, float], end: tuple[float, float]) -> None:
    mouse = visitor.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    mouse.move(*end, steps=4)
    mouse.up()


def test_a_host_blocks_and_moves_by_dragging(welcome: Welcome, market: Market, offer: Offer) -> None:
    host, day = offer.host, market.day()
    sure = market.book(market.coworker, offer, offer.body(day, "10:00", "12:00"))
    asked = market.book(market.coworker, offer, offer.body(day, "14:00", "15:00", index=2), 2)
    visitor = welcome(host.owner, width=DESK).open(planning_of(host, day, "day")).title("Réservations")
    visitor.inspect("planning-day")

    # One room is dragged over twice, and a booking lies under the second slot.
    visitor.click("Bloquer des créneaux")
    visitor.field("Salle").select_option(label=ATELIER)
    drag(visitor, spot(visitor, ATELIER, day, 8), spot(visitor, ATELIER, day, 8.75))
    drag(visitor, spot(visitor, ATELIER, day, 9.5), spot(visitor, ATELIER, day, 10.75))
    visitor.fill({"Motif (facultatif)": "Peinture"})
    visitor.reads(re.compile("08:00 – 09:00"))
    visitor.reads(re.compile("09:30 – 11:00"))
    visitor.inspect("planning-chosen")
    visitor.click("Enregistrer")
    conflicts = visitor.dialog("1 réservation occupe déjà ces créneaux")
    expect(conflicts).to_contain_text("10:00 – 12:00")
    visitor.inspect("planning-conflicts")
    conflicts.get_by_label("Les garder").check()
    visitor.click("Bloquer ces créneaux", conflicts)
    expect(conflicts).to_be_hidden()
    blocks = row(visitor, ATELIER).get_by_role("button", name=re.compile("^Créneau bloqué"))
    expect(blocks).to_have_count(2)
    assert host.booking(sure["id"])["status"] == "confirmed"
    assert not market.is_free(offer, offer.body(day, "09:30", "10:00"))

    # The booking goes to the other room, an hour later.
    chip = row(visitor, ATELIER).get_by_role("button", name=re.compile("^Réservation de"))
    box = chip.bounding_box()
    assert box
    start = spot(visitor, ATELIER, day, 11.5)[0], box["y"] + box["height"] / 2
    drag(visitor, start, spot(visitor, COMPTOIR, day, 12.5))
    moving = visitor.dialog("Déplacer la réservation")
    visitor.inspect("planning-move")
    visitor.click("Déplacer", moving)
    expect(moving).to_be_hidden()
    expect(row(visitor, COMPTOIR).get_by_role("button", name=re.compile("11:00 – 13:00"))).to_be_visible()
    moved = host.booking(sure["id"])
    assert (moved["room_name"], moved["start"][11:16], moved["end"][11:16]) == (COMPTOIR, "11:00", "13:00")
    market.told(market.coworker.email, "Votre réservation est déplacée", COMPTOIR)

    # A request is told from a booking, and declined on the spot.
    row(visitor, "Le Salon").get_by_role("button", name=re.compile("^Demande de")).click()
    panel = visitor.dialog(re.compile(".+"))
    visitor.click(re.compile("^Décliner la demande"), panel)
    visitor.click("Décliner", visitor.dialog("Décliner cette demande ?"))
    market.status(market.coworker, asked, "declined")

    # A block is taken away from the planning.
    visitor.open(planning_of(host, day, "week"))
    visitor.inspect("planning-week")
    blocks.first.click()
    visitor.click("Annuler le blocage", visitor.dialog("Peinture"))
    expect(blocks).to_have_count(1)
    visitor.open(planning_of(host, day, "month"))
    visitor.inspect("planning-month")


def test_without_a_pointer_a_form_does_the_same(welcome: Welcome, market: Market, offer: Offer) -> None:
    host, day = offer.host, market.day()
    visitor = welcome(host.owner, width=TELEPHONE).open(planning_of(host, day, "day")).title("Réservations")

    visitor.click("Nouvelle réservation")
    entry = visitor.dialog("Saisir une réservation")
    entry.get_by_label("Nom de la personne").fill("Jeanne Dupont")
    entry.get_by_label("Heure de début").select_option("14:00")
    entry.get_by_label("Heure de fin").select_option("15:30")
    visitor.inspect("planning-entry")
    visitor.click("Enregistrer la réservation", entry)
    chip = row(visitor, ATELIER).get_by_role("button", name=re.compile("^Réservation de Jeanne Dupont"))
    expect(chip).to_be_attached()

    visitor.click("Bloquer des créneaux")
    visitor.field("Heure de début").select_option("09:00")
    visitor.field("Heure de fin").select_option("18:00")
    visitor.click("Ajouter ce créneau")
    visitor.inspect("planning-blocking")
    visitor.click("Enregistrer")
    conflicts = visitor.dialog("1 réservation occupe déjà ces créneaux")
    conflicts.get_by_label("Les annuler et rembourser").check()
    visitor.inspect("planning-conflicts")
    visitor.click("Bloquer ces créneaux", conflicts)
    expect(conflicts).to_be_hidden()
    expect(chip).to_have_count(0)
    visitor.inspect("planning-day")
    for index in range(3):
        assert not market.is_free(offer, offer.body(day, "10:00", "11:00", index=index), index)

    visitor.open(planning_of(host, day, "month"))
    visitor.inspect("planning-month")
