"""People as the journeys need them: each signed up, confirmed by the mailed code and signed in through the API."""

import itertools
import unicodedata
from dataclasses import dataclass, field

from tests.journeys.client import Client
from tests.journeys.product import Product

PASSWORD = "Un-mot-de-passe-1"
_numbers = itertools.count(1)


@dataclass
class Person:
    given_name: str
    family_name: str
    email: str
    api: Client = field(repr=False)
    password: str = field(default=PASSWORD, repr=False)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def sign_in(self) -> None:
        session = self.api.post("/auth/sign-in", {"email": self.email, "password": self.password})
        self.api.token = session["access_token"]


def unique(word: str) -> str:
    """A word that no other test of this run uses."""
    return f"{word}-{next(_numbers)}"


def address_of(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return f"{unique(plain)}@people.example"


def join(product: Product, anonymous: Client, given_name: str, family_name: str, language: str = "fr") -> Person:
    """Sign-up, code from the mailbox, confirmation, sign-in."""
    person = Person(given_name, family_name, address_of(given_name.lower()), anonymous.as_("", language))
    names = {"given_name": given_name, "family_name": family_name, "language": language}
    person.api.post("/auth/sign-up", {"email": person.email, "password": PASSWORD, **names})
    code = code_mailed_to(product, person.email)
    person.api.post("/auth/confirm", {"email": person.email, "code": code})
    person.sign_in()
    return person


def code_mailed_to(product: Product, email: str) -> str:
    mail = product.wait_for_mail(email, "")
    assert mail["code"], mail
    return str(mail["code"])
