"""All that a host may say of a space and its rooms, in the editor, then as coworkers read it before they pay."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import offers
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome, choose_day
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space

RULES = (
    "De 1 h à 8 h, à réserver au moins 2 h avant et jusqu’à 30 jours à l’avance, "
    "15 min sans réservation après chacune"
)
STRICT = re.compile(
    r"Annulation gratuite jusqu’à 3 jours avant le début, puis 50\s% du prix conservés, 100\s% à moins de 24 h\."
)


def test_a_host_tells_everything_and_coworkers_read_it(welcome: Welcome, market: Market) -> None:
    draft = offers.drafted(market.host, a_space(a_room(name="Salle Ada", automatic_acceptance=True)))
    host = welcome(market.host.owner)
    host.allows("422")
    host.open(f"/hote/{market.host.id}/espaces/{draft.id}").title(f"Modifier {draft.space['name']}")
    _tell_of_the_space(host)
    _tell_of_days(host, market)
    _tell_of_the_room(host)
    host.inspect("editor-told")
    host.click("Mettre à jour").reads("L’espace est à jour.")
    saved = market.host.api.get(draft.path)
    assert saved["location"] == {"latitude": 48.87221, "longitude": 2.36522}
    assert [one["label"] for one in saved["exceptional_days"]].count("Noël") == 1
    assert saved["rooms"][0]["rules"]["buffer_minutes"] == 15
    assert saved["rooms"][0]["tariff"]["month"] == 90_000

    _publish(market, draft)
    for width in (DESK, TELEPHONE):
        anybody = welcome(width=width)
        _reads_the_page(anybody, draft)
        _reads_before_paying(anybody, market, draft)
    host.open(f"/hote/{market.host.id}/journal").title("Journal")
    host.page.locator("summary", has_text="Ce qui a changé").first.click()
    host.reads(re.compile("Salle « Salle Ada », durée minimale : vide → 1 h"))
    host.reads(re.compile("règlement intérieur : vide → « Calme après 20 h. »"))
    host.inspect("journal-listing")


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_field_refused_deep_in_a_room_is_unfolded_and_gets_the_focus(
    welcome: Welcome, market: Market, width: int
) -> None:
    draft = offers.drafted(market.host, a_space(a_room(name="Salle Ada")))
    host = welcome(market.host.owner, width=width)
    host.allows("422")
    host.open(f"/hote/{market.host.id}/espaces/{draft.id}").title(f"Modifier {draft.space['name']}")
    host.click("Modifier la salle Salle Ada")
    conditions = host.page.locator("summary", has_text="Conditions d’annulation")
    conditions.click()
    host.click("Modérée").inspect("editor-conditions")
    kept = host.field("Conservé, en pourcentage du prix")
    kept.fill("")
    conditions.click()
    host.click("Mettre à jour")
    expect(kept).to_be_focused()
    host.reads("Au moins 1.")
    kept.fill("60")
    # Mended, it stays where it is being typed.
    expect(kept).to_be_visible()
    host.field("Latitude").fill("48.87")
    host.click("Mettre à jour")
    expect(host.field("Longitude")).to_be_focused()
    host.fill({"Longitude": "2.36"}).inspect("editor-refused-mended")
    host.click("Mettre à jour").reads("L’espace est à jour.")
    assert market.host.api.get(draft.path)["rooms"][0]["cancellation"] == [{"hours": 24, "kept": 60}]


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_who_cancels_late_is_told_what_stays_and_why(welcome: Welcome, market: Market, width: int) -> None:
    room = a_room(cancellation=[{"hours": 24 * 30, "kept": 30}])
    offer = market.offer(room, access_notes="Digicode 1234, au fond de la cour.")
    booking = market.confirmed(offer, market.day())
    coworker = welcome(market.coworker, width=width)
    coworker.open(f"/reservations/{booking['id']}").reads("Digicode 1234, au fond de la cour.")
    coworker.reads(offer.contact)
    coworker.reads(re.compile(r"Annulation gratuite jusqu’à 30 jours avant le début, puis 30\s% du prix conservés\."))
    coworker.inspect("booking-told").click("Annuler la réservation")
    dialog = coworker.dialog("Annuler cette réservation ?")
    expect(dialog).to_contain_text(re.compile(r"Ce qui vous revient :33,60\s€"))
    expect(dialog).to_contain_text(re.compile(r"Ce qui reste à l’hôte :14,40\s€"))
    expect(dialog).to_contain_text("les conditions d’annulation que vous avez acceptées")
    coworker.inspect("booking-cancel-in-part")
    coworker.click("Annuler la réservation", dialog)
    coworker.reads("Vous avez annulé cette réservation.")
    coworker.reads("Montant remboursé")
    coworker.reads(re.compile(r"33,60\s€ reviennent au coworker, 14,40\s€ restent à l’hôte\."))
    expect(coworker.page.get_by_text("Digicode")).to_have_count(0)
    coworker.hears_nothing_wrong()


def _publish(market: Market, draft: Offer) -> None:
    draft.host.api.post(f"{draft.path}/submission")
    offers.decided(market.moderator, draft.id, "publication")


def _tell_of_the_space(host: Visitor) -> None:
    host.context.grant_permissions(["geolocation"])
    host.context.set_geolocation({"latitude": 48.872213, "longitude": 2.365219})
    host.click("Utiliser ma position")
    expect(host.field("Latitude")).to_have_value("48.87221")
    expect(host.page.get_by_role("heading", name="Contact pour les réservations")).to_be_visible()
    host.field(re.compile("^Règlement intérieur")).fill("Calme après 20 h.")
    host.field(re.compile("^Accès à l’espace")).fill("Digicode 1234, au fond de la cour.")


def _tell_of_days(host: Visitor, market: Market) -> None:
    host.click("Jours fériés")
    dialog = host.dialog("Fermer les jours fériés")
    host.settle()
    boxes = dialog.get_by_role("checkbox")
    assert boxes.count() >= 11
    dialog.get_by_label("Noël", exact=False).check()
    dialog.get_by_label("Fête nationale", exact=False).check()
    host.inspect("editor-holidays")
    host.click("Appliquer", dialog)
    expect(dialog).to_be_hidden()
    opened = market.product.now().date() + timedelta(days=40)
    host.click("Ouvrir à d’autres heures").reads("Choisissez d’abord un jour.")
    host.field(re.compile("^Jour exceptionnel")).click()
    for _ in range(2):
        host.page.get_by_role("button", name="Mois suivant").click()
    host.page.get_by_role("button", name=re.compile(f"^0?{opened.day} ")).first.click()
    host.field(re.compile("^Raison, lue par les coworkers")).fill("Portes ouvertes")
    host.click("Ouvrir à d’autres heures").reads("Portes ouvertes")
    removal = host.page.get_by_role("button", name=re.compile("^Retirer le .* juillet"))
    removal.click()
    host.reads(re.compile("^Retiré : .* juillet"))
    expect(host.page.get_by_role("button", name="Rétablir")).to_be_focused()
    host.inspect("editor-day-removed")
    host.click("Rétablir")
    expect(removal).to_be_visible()


def _tell_of_the_room(host: Visitor) -> None:
    host.click("Modifier la salle Salle Ada")
    host.field(re.compile("^Surface")).fill("24")
    for equipment in ("Vidéoprojecteur", "Paperboard"):
        host.page.get_by_text(equipment, exact=True).click()
    host.fill({"Prix de la semaine": "380", "Prix du mois": "900"})
    host.page.locator("summary", has_text="Règles de réservation").click()
    host.field("Durée minimale").select_option("60")
    host.field("Durée maximale").select_option("480")
    host.field("À réserver au moins").select_option("120")
    host.field("À réserver au plus tôt (jours à l’avance)").fill("30")
    host.field("Battement après chaque réservation").select_option("15")
    host.page.locator("summary", has_text="Conditions d’annulation").click()
    host.click("Stricte")
    expect(host.page.get_by_role("group", name=re.compile("^Palier"))).to_have_count(2)
    # Once folded it stands beside the name, and under the steps while they are typed.
    expect(host.page.get_by_text(STRICT).last).to_be_visible()


def _reads_the_page(anybody: Visitor, draft: Offer) -> None:
    anybody.open(f"/espaces/{draft.id}").title(draft.space["name"])
    anybody.reads(re.compile("24 m²"))
    for words in ("Vidéoprojecteur, Paperboard", RULES, STRICT, "la semaine", "le mois", "Calme après 20 h."):
        anybody.reads(words)
    for words in ("Jours exceptionnels", "Noël", "Portes ouvertes"):
        anybody.reads(words)
    expect(anybody.page.get_by_text("Digicode")).to_have_count(0)
    anybody.inspect("space-told")


def _reads_before_paying(anybody: Visitor, market: Market, draft: Offer) -> None:
    anybody.click("Réserver Salle Ada").title("Réserver Salle Ada")
    anybody.reads(STRICT)
    anybody.reads(RULES)
    choose_day(anybody, market.day())
    start = anybody.settle().field("Début")
    start.select_option(label="09:00")
    # Neither shorter nor longer than the room allows.
    ends = anybody.settle().field("Fin").locator("option:not([disabled])")
    expect(ends.first).to_have_text("10:00")
    expect(ends.last).to_have_text("17:00")
    anybody.field("Fin").select_option(label="17:00")
    anybody.settle().inspect("book-told")
