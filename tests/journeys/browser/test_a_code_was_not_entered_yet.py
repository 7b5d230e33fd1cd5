"""Signing in does not tell who waits for a code, and yet whoever does finds the way."""

import re

from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys.browser.visitor import Welcome, sign_in
from tests.journeys.market import Market
from tests.journeys.people import Person


def test_somebody_who_left_before_the_code_came_is_led_to_where_it_is_entered(
    welcome: Welcome, market: Market
) -> None:
    person = Person("Retardataire", "Personne", people.address_of("late"), market.anonymous.as_(""))
    names = {"given_name": person.given_name, "family_name": person.family_name, "language": "fr"}
    market.anonymous.post("/auth/sign-up", {"email": person.email, "password": person.password, **names})
    visitor = welcome().open("/connexion")
    # A refused sign-in is what this story is about.
    visitor.allows("401")
    sign_in(visitor, person)
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("ou adresse pas encore confirmée")
    visitor.inspect("sign-in-refused")
    visitor.click("Confirmer votre adresse").title("Confirmer votre adresse")
    visitor.fill({"Code reçu par e-mail": people.code_mailed_to(market.product, person.email)})
    visitor.click("Confirmer").title("Se connecter")
    sign_in(visitor, person)
    visitor.title("Trouver un espace")


def test_somebody_who_tried_too_often_reads_when_to_come_back(welcome: Welcome, market: Market) -> None:
    person = market.join("Distraite", "Personne")
    wrong = {"email": person.email, "password": "Un-autre-mot-de-passe-1"}
    for _ in range(10):
        market.anonymous.send("POST", "/auth/sign-in", wrong)
    visitor = welcome().open("/connexion")
    visitor.allows("429")
    sign_in(visitor, person)
    expect(visitor.page.get_by_role("alert")).to_contain_text(re.compile(r"Trop d'essais\. Réessayez dans \d+ min\."))
    visitor.inspect("sign-in-too-often")
