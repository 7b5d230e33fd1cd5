"""A host shortens his hours over a booking: he sees it before anything is saved, loses nothing typed, and chooses."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys.browser.visitor import Welcome
from tests.journeys.market import Market
from tests.journeys.offers import a_room

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
HOUSE_RULES = "Règlement intérieur (facultatif)"
PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


def test_shorter_hours_are_saved_once_the_host_has_chosen(welcome: Welcome, market: Market) -> None:
    offer, day = market.offer(a_room(name="Salle Vigny")), market.day()
    booking = market.confirmed(offer, day, "14:00", "16:00")
    host = welcome(market.host.owner)
    host.allows("409")
    host.open(f"/hote/{market.host.id}/espaces/{offer.id}").title(f"Modifier {offer.space['name']}")
    closing = re.compile(f"^{WEEKDAYS[day.weekday()]}, fermeture de la plage 1$", re.IGNORECASE)
    host.field(closing).select_option("12:00")
    host.fill({HOUSE_RULES: "Sans chaussures."})

    host.click("Mettre à jour")
    dialog = host.dialog("Ces modifications touchent 1 réservation ou demande")
    expect(dialog).to_contain_text("Hors des nouveaux horaires (1)")
    expect(dialog).to_contain_text("14:00 – 16:00")
    link = dialog.get_by_role("link", name=market.coworker.name)
    assert str(link.get_attribute("href")).endswith(f"/reservations/{booking['id']}")
    for size in (PHONE, DESKTOP):
        host.page.set_viewport_size(size)  # type: ignore[arg-type]
        host.inspect(f"editor-impact-{size['width']}")
    host.click("Retour", dialog)
    expect(host.field(HOUSE_RULES)).to_have_value("Sans chaussures.")
    assert market.host.api.get(offer.path)["version"] == offer.space["version"]

    host.click("Mettre à jour")
    dialog.get_by_label("Les annuler et rembourser").check()
    save = dialog.get_by_role("button", name="Enregistrer, annuler et rembourser")
    expect(save).to_be_disabled()
    dialog.get_by_label(re.compile("^Motif communiqué")).fill("Inventaire l'après-midi")
    dialog.get_by_label(re.compile(r"^Je confirme : 1 réservation ou demande prend fin, 48,00\s€ TTC")).check()
    host.inspect("editor-impact-chosen")
    save.click()
    expect(dialog).to_be_hidden()
    host.reads("L’espace est à jour.")
    host.reads(re.compile("^1 réservation annulée"))

    market.product.advance(timedelta(minutes=3))
    market.status(market.coworker, booking, "cancelled", "refunded")
    told = market.told(market.coworker.email, "annulée par l'hôte", "Salle Vigny")
    assert "Inventaire l'après-midi" in told
    saved = market.host.api.get(offer.path)
    assert saved["opening_hours"][day.weekday()] == [{"opens": "09:00", "closes": "12:00"}]
    assert saved["house_rules"] == "Sans chaussures."


def test_another_price_is_shown_beside_the_one_that_was_agreed(welcome: Welcome, market: Market) -> None:
    offer, day = market.offer(a_room(name="Salle Musset")), market.day()
    market.confirmed(offer, day, "10:00", "12:00")
    host = welcome(market.host.owner)
    host.allows("409")
    host.open(f"/hote/{market.host.id}/espaces/{offer.id}").title(f"Modifier {offer.space['name']}")
    host.click("Modifier la salle Salle Musset")
    host.field("Prix de l’heure").fill("30")
    host.fill({"Prix de la demi-journée": "", "Prix de la journée": ""})
    host.click("Mettre à jour")
    dialog = host.dialog("Ces modifications touchent 1 réservation ou demande")
    expect(dialog).to_contain_text("Convenues à un autre prix (1)")
    expect(dialog).to_contain_text(re.compile(r"Convenu :48,00\s€ TTC"))
    expect(dialog).to_contain_text(re.compile(r"Au nouveau prix :72,00\s€ TTC"))
    for size in (PHONE, DESKTOP):
        host.page.set_viewport_size(size)  # type: ignore[arg-type]
        host.inspect(f"editor-impact-price-{size['width']}")
