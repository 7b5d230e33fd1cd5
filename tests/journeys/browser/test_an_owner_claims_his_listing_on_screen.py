"""An operator imports listings; their owner learns of it by mail, tries his old login, signs up with that address,
and finds his spaces with what is left to do."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import imports, people
from tests.journeys.browser.visitor import DESK, TELEPHONE, Welcome
from tests.journeys.market import Market
from tests.journeys.people import PASSWORD, Person
from tests.make.claims import a_file, a_row


@pytest.fixture
def operator(market: Market) -> Person:
    operator = market.join("Inès", "Import")
    market.product.bootstrap(operator.email, "operator")
    return operator


def test_an_imported_listing_finds_its_owner(market: Market, operator: Person, welcome: Welcome) -> None:
    email = people.address_of("lucie")
    name = people.unique("wl").upper()
    rows = [a_row(name, owner_email=email.upper()), a_row(f"{name}-2", owner_email=email, city="")]
    staff = welcome(operator)
    staff.open("/exploitation/imports").title("Import de fiches").inspect("imports")
    staff.page.locator("input[type=file]").set_input_files(
        {"name": "fiches.csv", "mimeType": "text/csv", "buffer": a_file(rows, delimiter=";")}
    )
    staff.title("fiches.csv").reads("Terminé")
    staff.reads("Fiches créées : 1 · Déjà là : 0 · Lignes refusées : 1 · Propriétaires prévenus : 1")
    staff.reads("Ce champ est obligatoire.")
    staff.reads("À reprendre")
    staff.inspect("import-done")

    mail = market.product.wait_for_mail(email, f"Espace {name} vous attend sur Pupitre")
    assert "Votre identifiant Neo-nomade ne fonctionne pas" in mail["text"]
    link = re.search(r"/inscription\?\S+", mail["text"])
    assert link

    owner = welcome(width=TELEPHONE)
    owner.allows("401")
    owner.open("/connexion").fill({"Adresse e-mail": email, "Mot de passe": "Mon-ancien-mot-2-passe"})
    owner.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    owner.reads("Vos espaces vous attendent")
    owner.inspect("sign-in-awaited")
    owner.open(link[0]).title("S’inscrire")
    expect(owner.field("Adresse e-mail")).to_have_value(email)
    mixed = email.replace("lucie", "LuCiE")
    owner.fill({"Prénom": "Lucie", "Nom": "Aubry", "Adresse e-mail": mixed, "Mot de passe": PASSWORD})
    owner.page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    owner.title("Confirmer votre adresse")
    owner.fill({"Code reçu par e-mail": str(market.product.wait_for_mail(email, "code")["code"])})
    owner.click("Confirmer").title("Se connecter")
    owner.fill({"Mot de passe": PASSWORD})
    owner.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    owner.title("Accueil")
    owner.reads("Vos espaces ont été transférés")
    owner.reads(f"Espace {name}")
    owner.inspect("claimed-home")
    owner.click("Tout est correct")
    expect(owner.page.get_by_role("button", name="Tout est correct")).to_have_count(0)
    owner.inspect("claimed-checked")

    staff.page.reload()
    staff.reads("Reprises")


def test_the_checklist_at_a_desk(market: Market, operator: Person, welcome: Welcome) -> None:
    owner = market.join("Paul", "Bureau")
    imports.imported(operator, imports.rows_of(owner.email, people.unique("wl")))
    desk = welcome(owner, width=DESK)
    desk.open("/hote").title("Accueil").reads("Vos espaces ont été transférés")
    desk.inspect("claimed-home-desk")
