"""Steps 1 and 2 on screen, at a desk: from sign-up to the catalogue, with what a seller must say and a refusal on the
way."""

import re

from playwright.sync_api import expect

from localdev import demo
from tests.journeys import people
from tests.journeys.browser.visitor import Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.people import code_mailed_to, unique

TOO_SHORT = re.compile("^Au moins 10 .*[.]$")


def test_a_host_signs_up_describes_a_space_and_goes_live(welcome: Welcome, market: Market) -> None:
    host, email = welcome(), people.address_of("margot")
    _sign_up(host, market, email)
    organisation, space = unique("Les Ateliers"), unique("La Halle")
    _found(host, organisation)
    _describe(host, space)
    _become_a_seller(host, market, email)
    _see_both_sides_of_the_price(host, space)
    _submit(host, space)

    moderator = welcome(market.moderator)
    _refuse(moderator, space, "Dites comment on entre dans la cour.")
    mail = market.product.wait_for_mail(email, "pas encore publié", space)
    link = re.search(r"https?://\S+/hote/espaces/\S+", mail["text"])
    assert link is not None
    host.page.goto(link.group())
    host.title(f"Modifier {space}")
    host.reads("Refusé par la modération : Dites comment on entre dans la cour.")
    host.inspect("host-space-refused")
    host.fill({"Description": "Une halle calme au fond de la cour, code d'entrée envoyé la veille."})
    host.click("Mettre à jour")
    host.reads("L’espace est à jour.")
    _submit(host, space)

    _publish(moderator, space)
    market.product.wait_for_mail(email, "est en ligne", space)
    host.open("/hote")
    host.click("Mes espaces")
    host.title("Mes espaces")
    host.reads("En ligne")
    host.inspect("host-spaces-live")
    _both_rooms_are_in_the_catalogue(welcome(), space)


def test_a_refused_password_is_announced_and_gets_the_focus(welcome: Welcome) -> None:
    anybody = welcome()
    anybody.allows("422")
    anybody.open("/inscription")
    anybody.fill({"Prénom": "Margot", "Nom": "Duval", "Adresse e-mail": "m@people.example", "Mot de passe": "court"})
    anybody.page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    anybody.reads(TOO_SHORT)
    expect(anybody.field("Mot de passe")).to_be_focused()
    expect(anybody.field("Mot de passe")).to_have_attribute("aria-invalid", "true")


def _sign_up(host: Visitor, market: Market, email: str) -> None:
    host.open("/").click("S’inscrire").title("S’inscrire")
    host.fill({"Prénom": "Margot", "Nom": "Duval", "Adresse e-mail": email, "Mot de passe": "court"})
    host.allows("422", "403")
    host.page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    host.reads(TOO_SHORT)
    # What was typed is still there.
    expect(host.field("Prénom")).to_have_value("Margot")
    host.inspect("sign-up-refused")
    host.fill({"Mot de passe": people.PASSWORD})
    host.page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    host.title("Confirmer votre adresse")
    host.fill({"Code reçu par e-mail": code_mailed_to(market.product, email)})
    host.click("Confirmer")
    host.title("Se connecter")
    host.reads("Votre adresse est confirmée. Connectez-vous.")
    expect(host.field("Adresse e-mail")).to_have_value(email)
    host.fill({"Mot de passe": people.PASSWORD})
    host.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    host.title("Trouver un espace")


def _found(host: Visitor, organisation: str) -> None:
    host.click("Hôte").title("Devenir hôte")
    host.inspect("host-entry-empty")
    host.click("Créer une organisation").title("Créer une organisation")
    host.fill({"Nom de l’organisation": organisation})
    host.page.get_by_role("main").get_by_role("button", name="Créer une organisation").click()
    host.title("Mes espaces")


def _describe(host: Visitor, space: str) -> None:
    host.click("Ajouter un espace").title("Ajouter un espace")
    host.fill({"Nom de l’espace": space, "Description": "Une halle calme au fond de la cour."})
    host.fill({"Adresse": "8 rue des Halles", "Code postal": "59000", "Ville": "Lille"})
    host.page.get_by_text("Wi-Fi", exact=True).click()
    host.click("Ajouter une salle")
    host.fill({"Nom de la salle": "Salle Vauban", "Capacité (personnes)": "8"})
    host.fill({"Prix de l’heure": "20", "Prix de la journée": "90,50"})
    # Who sells is not known yet, so nor is the tax.
    host.reads(re.compile("L’autre côté de la TVA s’affiche une fois"))
    host.click("Replier la salle Salle Vauban")
    host.click("Ajouter une salle")
    host.fill({"Nom de la salle": "Plateau", "Capacité (personnes)": "12"})
    host.field("Type de salle").select_option("open_space")
    host.page.get_by_label("À la place", exact=False).check()
    host.page.get_by_label("Gratuit", exact=True).check(force=True)
    host.page.get_by_label("Acceptation automatique des réservations").check(force=True)
    host.inspect("host-space-new")
    host.click("Enregistrer")
    host.reads("L’espace est enregistré.")
    host.title(f"Modifier {space}")
    host.page.reload()
    host.title(f"Modifier {space}")
    expect(host.field("Adresse")).to_have_value("8 rue des Halles")
    host.click("Modifier la salle Salle Vauban")
    expect(host.field("Prix de la journée")).to_have_value(re.compile("90,50?"))
    host.inspect("host-space-draft")


def _become_a_seller(host: Visitor, market: Market, email: str) -> None:
    """From what the draft lacks, through the profile, to the mandate and its copy."""
    entity = demo.host_settings("")["entity"]
    lacking = host.page.get_by_role("status").filter(has_text="Facturation : il manque")
    for code in ("le nom de l’entreprise", "le SIREN", "le régime de TVA", "le mandat de facturation"):
        expect(lacking).to_contain_text(code)
    host.click("le SIREN", lacking).title("Mon profil")
    expect(host.field("SIREN")).to_be_focused()
    missing = host.page.get_by_role("status").filter(has_text="Avant de vendre des salles payantes, il manque encore")
    expect(missing.get_by_role("listitem").first).to_have_text("le nom de l’entreprise")
    host.reads("Enregistrez d’abord, pour que le mandat nomme votre entreprise")
    host.inspect("host-profile-empty")
    host.fill({"Nom ou dénomination sociale": entity["name"], "Capital social": "10000"})
    # Its suggestions bear the same label.
    host.page.locator("#legal_form").fill(entity["form"])
    host.fill({"SIREN": entity["siren"], "SIRET de l’établissement": entity["siret"]})
    host.fill({"Registre": entity["registry"], "Numéro de TVA intracommunautaire": entity["vat_number"]})
    host.fill({"Adresse du siège": "8 rue des Halles", "Code postal": "59000", "Ville": "Lille"})
    host.field("TVA à l’encaissement").check()
    host.field("Par réservation").check()
    host.click("Enregistrer les paramètres").reads("Les paramètres de facturation sont enregistrés.")
    expect(missing.get_by_role("listitem")).to_have_text(
        ["le mandat de facturation", "un compte Stripe actif pour encaisser"]
    )
    host.reads(f"Vous le donnez au nom de {entity['name']}, SIREN {entity['siren']}.")
    host.click("Donner le mandat").reads("Cochez cette case pour donner le mandat.")
    host.inspect("host-mandate-unread")
    host.field(re.compile("^J’ai lu le mandat et les conditions de vente")).check()
    host.click("Donner le mandat").reads(re.compile("^Mandat en cours, donné le .* par Margot Duval"))
    market.product.wait_for_mail(email, "mandat")
    _collect_on_stripe(host)
    host.reads("Tout y est : vos salles payantes peuvent être vendues.")
    host.inspect("host-profile-complete")


def _collect_on_stripe(host: Visitor) -> None:
    """Stripe's form is begun, left, taken up again and finished; its link opens once."""
    section = host.page.locator("#collection")
    expect(section).to_contain_text("Pas encore activé")
    host.click("Activer", section)
    link = host.page
    expect(link.get_by_role("heading", level=1)).to_contain_text("Activer les paiements")
    link.get_by_role("button", name="Plus tard").click()
    host.title("Mon profil")
    expect(section).to_contain_text("À finaliser")
    expect(section).to_contain_text("un compte bancaire, pour vos versements")
    host.inspect("host-stripe-to-finish")
    host.click("Finaliser", section)
    link.get_by_label("Nom du représentant").fill("Margot Duval")
    link.get_by_label("IBAN du compte à créditer").fill("FR76 3000 6000 0112 3456 7890 189")
    link.get_by_role("button", name="Terminer", exact=True).click()
    host.title("Mon profil")
    expect(section).to_contain_text("Actif")
    expect(host.page).not_to_have_url(re.compile("encaissement"))
    host.inspect("host-stripe-active")


def _see_both_sides_of_the_price(host: Visitor, space: str) -> None:
    host.click("Mes espaces").title("Mes espaces")
    host.click(f"Modifier {space}").title(f"Modifier {space}")
    host.reads("Tout y est : vous pouvez soumettre l’espace à la modération.")
    host.click("Modifier la salle Salle Vauban")
    host.reads(re.compile(r"soit 24,00\s€ TTC"))


def _submit(host: Visitor, space: str) -> None:
    host.click("Soumettre à la modération")
    dialog = host.dialog(f"Soumettre {space} à la modération ?")
    host.click("Soumettre à la modération", dialog)
    host.reads(re.compile("En modération. Réponse au plus tard le"))
    expect(dialog).to_be_hidden()


def _refuse(moderator: Visitor, space: str, reason: str) -> None:
    moderator.open("/moderation").title("Espaces à vérifier")
    entry = moderator.page.get_by_role("listitem").filter(has_text=space)
    expect(entry).to_contain_text(re.compile(r"encore (2 j|1 j|4[78] h)"))
    moderator.inspect("moderation-queue")
    moderator.click(f"Vérifier {space}").title(space)
    moderator.inspect("moderation-review")
    moderator.click("Refuser")
    dialog = moderator.dialog(f"Refuser {space} ?")
    expect(dialog.get_by_role("button", name="Refuser")).to_be_disabled()
    moderator.fill({"Motif du refus": reason}, dialog)
    moderator.inspect("moderation-refusal")
    moderator.click("Refuser", dialog)
    moderator.title("Espaces à vérifier")
    expect(moderator.page.get_by_text(space, exact=True)).to_have_count(0)


def _publish(moderator: Visitor, space: str) -> None:
    moderator.open("/moderation").click(f"Vérifier {space}").title(space)
    moderator.click("Publier")
    moderator.click("Publier", moderator.dialog(f"Publier {space} ?"))
    moderator.title("Espaces à vérifier")


def _both_rooms_are_in_the_catalogue(anybody: Visitor, space: str) -> None:
    anybody.open("/").fill({"Où": "Lille"}).click("Rechercher")
    anybody.click(space).title(space)
    anybody.reads("Salle Vauban")
    anybody.reads("Plateau")
    anybody.inspect("space")
