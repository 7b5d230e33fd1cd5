"""An owner invites a colleague, who joins from the mail, does what her role allows, and sees nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import offers, people, teams
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import Host, a_room
from tests.journeys.people import PASSWORD

DESK_PAGES = ["Accueil", "Mes espaces", "Réservations", "Équipe"]
PAPER_PAGES = ["Documents", "Mes versements", "Mon profil", "Équipe"]


@pytest.fixture
def host(market: Market) -> Host:
    host = market.seller("Nadia", "Ferrand", "Les Halles")
    offers.published(host, market.moderator, a_room())
    return host


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_colleague_joins_from_the_mail_and_sees_what_her_role_opens(
    market: Market, host: Host, welcome: Welcome, width: int
) -> None:
    email = people.address_of("rita")
    owner = welcome(host.owner, width=width)
    owner.open(f"/hote/{host.id}/profil").click("Équipe", owner.page.get_by_role("main")).title("Équipe")
    owner.reads("Seul propriétaire")
    owner.inspect("team-alone")
    owner.fill({"Adresse e-mail": email.upper()})
    owner.page.get_by_role("radio", name="Accueil").check()
    owner.click("Envoyer l’invitation")
    owner.reads(f"L’invitation est partie à {email}.")
    owner.inspect("team-invited")

    link = f"/invitations/{teams.mailed_token(market, email)}"
    rita = welcome(width=width)
    rita.open(link).title("Nadia Ferrand vous invite à gérer Les Halles")
    rita.inspect("invitation-signed-out")
    _sign_up(market, rita, email)
    rita.title("Nadia Ferrand vous invite à gérer Les Halles").inspect("invitation-signed-in")
    rita.click("Rejoindre l’équipe").title("Accueil")
    rita.inspect("team-reception-home")
    assert _menu(rita, width) == DESK_PAGES
    rita.open(f"/hote/{host.id}/versements").reads("Votre rôle ne permet pas d’ouvrir cette page.")
    rita.inspect("team-no-right")
    rita.open(f"/hote/{host.id}/espaces").title("Mes espaces")
    expect(rita.page.get_by_role("link", name="Ajouter un espace")).to_have_count(0)
    rita.inspect("team-reception-spaces")

    market.product.wait_for_mail(host.owner.email, "Rita Halles a rejoint l'équipe")
    owner.open(f"/hote/{host.id}/equipe").reads("Rita Halles")
    owner.inspect("team-two")
    _change_role(owner, "Rita Halles", "accountant")
    market.product.wait_for_mail(email, "Votre rôle a changé")
    rita.open(f"/hote/{host.id}").title("Factures et avoirs")
    assert _menu(rita, width) == PAPER_PAGES
    rita.open(f"/hote/{host.id}/profil").reads("Seul un propriétaire peut modifier")
    expect(rita.field("SIREN")).to_be_disabled()
    rita.inspect("team-accountant-profile")


def test_somebody_else_is_told_which_address_is_invited(market: Market, host: Host, welcome: Welcome) -> None:
    teams.invited(host, email := people.address_of("zoe"), "manager")
    other = welcome(market.coworker, width=TELEPHONE)
    other.open(f"/invitations/{teams.mailed_token(market, email)}")
    other.reads("Cette invitation est adressée à z***@people.example.")
    other.inspect("invitation-elsewhere")
    other.click("Se déconnecter", other.page.get_by_role("main"))
    other.reads("Connectez-vous ou inscrivez-vous")
    other.forget()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_an_organisation_changes_hands_and_keeps_an_owner(
    market: Market, host: Host, welcome: Welcome, width: int
) -> None:
    heir = teams.hired(market, host, "manager")
    owner = welcome(host.owner, width=width)
    owner.open(f"/hote/{host.id}/equipe").reads(heir.name)
    expect(owner.page.get_by_role("button", name="Quitter l’équipe")).to_have_count(0)
    owner.click(f"Confier l’organisation à {heir.name}")
    dialog = owner.dialog(f"Confier Les Halles à {heir.name} ?")
    owner.inspect("team-hand-over")
    dialog.get_by_label("Devenir gérant").check()
    owner.click("Confier l’organisation", dialog)
    owner.reads(f"{heir.name} est maintenant propriétaire principal.")
    owner.click("Quitter l’équipe").inspect("team-leave")
    owner.click("Quitter l’équipe", owner.dialog("Quitter Les Halles ?"))
    owner.reads("Vous ne faites plus partie de Les Halles.")
    market.product.wait_for_mail(host.owner.email, "Vous ne faites plus partie de Les Halles")

    last = welcome(heir, width=width)
    last.open(f"/hote/{host.id}/equipe").reads("Seul propriétaire")
    expect(last.page.get_by_role("button", name="Quitter l’équipe")).to_have_count(0)
    last.open(f"/hote/{host.id}/journal").reads(f"Organisation confiée à {heir.name}")
    last.inspect("team-journal")


def _sign_up(market: Market, visitor: Visitor, email: str) -> None:
    """From the invitation, and back to it."""
    visitor.click("S’inscrire", visitor.page.get_by_role("main")).settle()
    visitor.fill({"Prénom": "Rita", "Nom": "Halles", "Adresse e-mail": email, "Mot de passe": PASSWORD})
    visitor.page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    visitor.title("Confirmer votre adresse")
    visitor.fill({"Code reçu par e-mail": str(market.product.wait_for_mail(email, "code")["code"])})
    visitor.click("Confirmer").title("Se connecter")
    visitor.fill({"Mot de passe": PASSWORD})
    visitor.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    visitor.page.wait_for_url(re.compile("/invitations/"))


def _menu(visitor: Visitor, width: int) -> list[str]:
    """The pages that the main navigation offers."""
    if width == TELEPHONE:
        visitor.click("Ouvrir le menu")
    links = visitor.page.get_by_role("navigation", name="Navigation principale").get_by_role("link")
    expect(links.first).to_be_visible()
    found = links.all_inner_texts()
    if width == TELEPHONE:
        visitor.click("Fermer le menu")
    return found


def _change_role(visitor: Visitor, name: str, role: str) -> None:
    visitor.page.get_by_label(f"Rôle de {name}").select_option(role)
    dialog = visitor.dialog(f"Changer le rôle de {name}")
    visitor.inspect("team-change-role")
    visitor.click("Changer le rôle", dialog)
    visitor.reads("Le rôle a changé.")
