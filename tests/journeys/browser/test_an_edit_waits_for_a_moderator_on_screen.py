"""A host renames a published space and words its rules anew: the rules hold at once, the name once a moderator has
compared both versions. What he refuses comes back to its host, who gives it up."""

import re

from playwright.sync_api import expect

from tests.journeys import offers
from tests.journeys.browser.visitor import TELEPHONE, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import Offer, as_edit
from tests.journeys.people import unique


def test_an_edit_of_a_published_space_waits_beside_it(welcome: Welcome, market: Market) -> None:
    old, new = unique("La Fabrique"), unique("La Halle")
    offer = offers.published(market.seller("Violette", "Perrin"), market.moderator, name=old)
    host = welcome(offer.host.owner, width=TELEPHONE)
    _rename(host, offer, old, new)
    host.inspect("edit-waits")
    anybody = welcome()
    anybody.open(f"/espaces/{offer.id}").title(old)
    anybody.reads(re.compile("^Fermez la porte du fond"))

    moderator = welcome(market.moderator, width=TELEPHONE)
    _compare(moderator, old, new)
    moderator.click("Approuver les modifications")
    moderator.click("Approuver les modifications", moderator.dialog(f"Approuver les modifications de {old} ?"))
    moderator.title("Espaces à vérifier")
    anybody.open(f"/espaces/{offer.id}").title(new)
    market.product.wait_for_mail(offer.host.owner.email, "sont en ligne", new)

    _is_refused(host, moderator, offer, new)


def _rename(host: Visitor, offer: Offer, old: str, new: str) -> None:
    host.open(f"/hote/{offer.host.id}/espaces/{offer.id}").title(f"Modifier {old}")
    host.fill({"Nom de l’espace": new})
    host.field(re.compile("^Règlement intérieur")).fill("Fermez la porte du fond.")
    host.click("Mettre à jour").reads("Enregistré. Ce qui doit être vérifié attend la modération.")
    notice = host.page.get_by_role("status").filter(has_text="Ces changements attendent la modération")
    expect(notice).to_contain_text("À vérifier : nom.")
    expect(host.field("Nom de l’espace")).to_have_value(new)
    host.open(f"/hote/{offer.host.id}/espaces")
    row = host.page.get_by_role("listitem").filter(has_text=old)
    expect(row).to_contain_text("En ligne")
    expect(row).to_contain_text("Modifications en attente")
    host.open(f"/hote/{offer.host.id}/espaces/{offer.id}")
    host.reads("Modifications proposées à la modération")


def _compare(moderator: Visitor, old: str, new: str) -> None:
    moderator.open("/moderation").title("Espaces à vérifier")
    entry = moderator.page.get_by_role("listitem").filter(has_text=old)
    expect(entry).to_contain_text("Espace en ligne, à vérifier : nom")
    moderator.inspect("moderation-queue-edit")
    moderator.click(f"Vérifier {old}").title(old)
    compared = moderator.page.get_by_role("region", name="Ce que l’hôte propose de changer")
    gone, come = compared.get_by_role("deletion"), compared.get_by_role("insertion")
    expect(gone.last).to_have_text(old.rpartition(" ")[2])
    expect(come.last).to_have_text(new.rpartition(" ")[2])
    moderator.inspect("moderation-compare")


def _is_refused(host: Visitor, moderator: Visitor, offer: Offer, name: str) -> None:
    host.open(f"/hote/{offer.host.id}/espaces/{offer.id}").title(f"Modifier {name}")
    host.fill({"Nom de l’espace": "Le moins cher de Paris"}).click("Mettre à jour")
    host.reads("Enregistré. Ce qui doit être vérifié attend la modération.")
    moderator.open(f"/moderation/{offer.id}").title(name)
    # Saved again while the moderator reads: what he has not seen is not decided on.
    seen = offer.host.api.get(offer.path)
    moderator.allows("412")
    moderator.page.get_by_role("button", name="Refuser les modifications").wait_for()
    offer.host.api.put(offer.path, as_edit(seen, name="Le moins cher de France"), version=seen["version"])
    _refuse(moderator, name)
    moderator.reads(re.compile("^L’hôte a enregistré pendant votre lecture"))
    moderator.reads(re.compile("France"))
    _refuse(moderator, name)
    moderator.title("Espaces à vérifier")
    host.page.reload()
    host.reads("Motif : Un nom n’est pas une publicité.")
    host.inspect("edit-refused")
    host.click("Revenir à la version publiée")
    host.click("Revenir à la version publiée", host.dialog("Revenir à la version publiée ?"))
    host.reads("La fiche est de nouveau celle qui est en ligne.")
    expect(host.field("Nom de l’espace")).to_have_value(name)


def _refuse(moderator: Visitor, name: str) -> None:
    moderator.click("Refuser les modifications")
    dialog = moderator.dialog(f"Refuser les modifications de {name} ?")
    moderator.fill({"Motif du refus": "Un nom n’est pas une publicité."}, dialog)
    moderator.click("Refuser les modifications", dialog)
