"""Money ends on paper: what was typed, booked and printed is one amount, and giving it back leaves nothing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.billing.validators import attachment, page, rules, sums, verapdf
from tests.journeys import offers
from tests.journeys.browser.visitor import TELEPHONE, Visitor, Welcome, accept_terms, choose_day, pay
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room

HT, VAT, TTC = r"40,00\s€", r"8,00\s€", r"48,00\s€"
SECOND = 1000


@pytest.fixture
def offer(market: Market) -> Offer:
    """Of a host who sells nothing else: the sums of his documents are those of this story."""
    host = market.seller("Gaëlle", "Kermarrec")
    return offers.published(host, market.moderator, a_room(automatic_acceptance=True))


def test_a_booking_ends_in_an_invoice_and_its_refund_in_a_credit_note(
    welcome: Welcome, market: Market, offer: Offer, tmp_path: Path
) -> None:
    coworker = welcome(market.coworker, width=TELEPHONE)
    booking = _book_and_pay(coworker, market, offer)
    invoice = _papers(coworker).filter(has_text="Facture F-")
    _download(coworker, invoice, tmp_path / "invoice.pdf")
    coworker.inspect("booking-invoice")
    coworker.click("Voir le chemin du prix")
    _leads_to_the_same_cent(coworker, documents=1)
    coworker.inspect("booking-price-trail")

    host = welcome(offer.host.owner)
    host.open(f"/hote/{offer.host.id}/reservations/{booking}")
    host.click("Voir le chemin du prix")
    _leads_to_the_same_cent(host, documents=1)
    host.inspect("host-booking-price-trail")
    _find_as_host(host, market)
    _adds_up_to(host, 1, HT, VAT, TTC)

    coworker.click("Annuler la réservation")
    coworker.click("Annuler la réservation", coworker.dialog("Annuler cette réservation ?"))
    coworker.reads("Remboursé")
    credit_note = _papers(coworker).filter(has_text="Avoir A-")
    _download(coworker, credit_note, tmp_path / "credit-note.pdf")
    expect(credit_note).to_contain_text("corrige F-")
    coworker.inspect("booking-credit-note")
    _leads_to_the_same_cent(coworker, documents=2)
    coworker.open("/mes-documents").title("Mes documents")
    mine = coworker.page.get_by_role("row").filter(has_text=offer.room()["name"])
    expect(mine).to_have_count(2)
    # Newest first.
    expect(mine.first).to_contain_text(re.compile(rf"Avoir A-.*-{TTC}"))
    coworker.inspect("my-documents-both")

    host.open(f"/hote/{offer.host.id}/documents").title("Factures et avoirs")
    expect(host.page.get_by_role("row").filter(has_text="Avoir A-")).to_contain_text("corrige F-")
    _adds_up_to(host, 2, *[r"0,00\s€"] * 3)
    host.inspect("host-documents-both")
    assert _faults([tmp_path / "invoice.pdf", tmp_path / "credit-note.pdf"]) == []


def _book_and_pay(coworker: Visitor, market: Market, offer: Offer) -> str:
    room = offer.room()
    coworker.open(f"/espaces/{offer.id}/salles/{room['id']}/reserver").title(f"Réserver {room['name']}")
    choose_day(coworker, market.day())
    coworker.settle().field("Début").select_option(label="10:00")
    coworker.settle().field("Fin").select_option(label="12:00")
    accept_terms(coworker.settle())
    coworker.page.get_by_role("button", name=re.compile(rf"^Réserver et payer {TTC} TTC")).click()
    pay(coworker)
    coworker.title(f"Réservation {room['name']}").reads("Confirmée")
    coworker.reads("Payé")
    return coworker.page.url.rsplit("/", 1)[1].partition("?")[0]


def _papers(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="Documents", exact=True).get_by_role("listitem")


def _download(coworker: Visitor, paper: Locator, file: Path) -> None:
    """Once it appears by itself."""
    button = paper.get_by_role("button", name=re.compile("^Télécharger "))
    expect(button).to_be_visible(timeout=20 * SECOND)
    number = str(button.get_attribute("aria-label")).removeprefix("Télécharger ")
    with coworker.page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename in {f"facture_{number}.pdf", f"avoir_{number}.pdf"}
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    assert number in "".join(page.texts(file))


def _leads_to_the_same_cent(visitor: Visitor, *, documents: int) -> None:
    """What was typed, what the tax makes of it, what was booked and printed: the same to the cent."""
    typed = visitor.page.get_by_role("table", name="Ce que l’hôte a saisi")
    expect(typed.get_by_role("row").first).to_contain_text(re.compile(r"2 heures × 20,00\s€ HT"))
    expect(typed.get_by_role("row").last).to_contain_text(re.compile(rf"Total saisi\s*{HT} HT"))
    visitor.reads(re.compile(r"la TVA de 20\s?% s’y ajoute"))
    visitor.reads(re.compile(rf"{HT} HT \+ {VAT} de TVA = {TTC} TTC"))
    compared = visitor.page.get_by_role("table", name=re.compile("^Ce que la réservation montre"))
    for name, amount in (("HT", HT), ("TVA", VAT), ("TTC", TTC)):
        row = compared.get_by_role("row").filter(has=visitor.page.get_by_role("rowheader", name=name, exact=True))
        expect(row.get_by_role("cell")).to_contain_text([re.compile(amount)] * (1 + documents))
        expect(row.get_by_text("identique")).to_have_count(documents)
    expect(compared.get_by_text("différent")).to_have_count(0)
    visitor.reads(re.compile("(dit|disent) la même chose que la réservation, au centime près"))
    visitor.reads("Gardée au paiement")


def _find_as_host(host: Visitor, market: Market) -> None:
    """By the client, then by the amount; what fits nothing is not found."""
    # The words of a document are written by a reaction to its issue.
    market.product.settle()
    host.click("Documents").title("Factures et avoirs")
    search = host.field("Client, montant ou prestation")
    found = host.page.get_by_role("row").filter(has_text="Facture F-")
    for words, count in ((market.coworker.family_name, 1), ("Nulle-part", 0), ("48", 1), ("40,00", 1), ("49", 0)):
        search.fill(words)
        host.page.wait_for_url(re.compile(f"search=.*{words[:2]}"))
        host.settle()
        expect(found).to_have_count(count)
        if not count:
            host.reads("Aucun document de cette période ne correspond à cette recherche.")
    host.inspect("host-documents-search-nothing")
    host.page.get_by_role("button", name="Effacer la recherche").first.click()
    expect(found).to_have_count(1)
    expect(found).to_contain_text(market.coworker.name)


def _adds_up_to(host: Visitor, count: int, ht: str, vat: str, ttc: str) -> None:
    whole = host.page.get_by_role("region", name="Toute la période")
    expect(whole.get_by_role("definition")).to_have_text(
        [str(count), *(re.compile(f"^{amount}$") for amount in (ht, vat, ttc))]
    )


def _faults(files: list[Path]) -> list[str]:
    """PDF/A-3B, the schema, the rules of the European standard and of France, the sums, and what the page says."""
    broken = [one for found in verapdf.faults(files).values() for one in found]
    for file in files:
        xml = attachment.attached(file)
        broken += attachment.faults(file) + page.faults(file) + rules.schema_faults(xml)
        broken += rules.european_faults(xml) + rules.french_faults(xml) + sums.faults(xml)
    return broken
