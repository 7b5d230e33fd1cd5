"""A host puts his bookings into his own calendar and a coworker hers: an address is made, copied, read, revoked."""

from dataclasses import dataclass

import icalendar
import pytest
import requests
from playwright.sync_api import expect

from tests.journeys import offers
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.client import Json
from tests.journeys.days import in_paris, wall
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room
from tests.journeys.people import Person

WAY_IN = "Sonnez à la porte verte, code 4471."
NOTE = "Fuite au plafond"
EVENTS = dict[str, icalendar.Event]


@dataclass(frozen=True)
class Story:
    """Two rooms of a host: a booking is sure in the first, somebody else's is asked for in the second."""

    offer: Offer
    coworker: Person
    sure: Json
    asked: Json
    block: str

    @property
    def rooms(self) -> tuple[str, str]:
        return self.offer.room(0)["name"], self.offer.room(1)["name"]


@pytest.fixture
def story(market: Market) -> Story:
    host, coworker = offers.found(market.join("Agathe", "Horloge")), market.join("Soline", "Ponctuelle")
    rooms = (
        a_room(name="Salle Aube", tariff=None, automatic_acceptance=True),
        a_room(name="Salle Brume", tariff=None),
    )
    offer, day = offers.published(host, market.moderator, *rooms, access_notes=WAY_IN), market.day()
    sure = market.book(coworker, offer, offer.body(day, "10:00", "12:00", people=3))
    asked = market.book(market.coworker, offer, offer.body(day, "14:00", "15:00", index=1), 1)
    slot = {"start": wall(day, "16:00"), "end": wall(day, "17:00")}
    made = host.api.post(f"{offer.path}/blocks", {"rooms": [offer.room(0)["id"]], "periods": [slot], "reason": NOTE})
    return Story(offer, coworker, sure, asked, made["blocks"][0]["id"])


def copied(visitor: Visitor, name: str) -> str:
    """The address that the button puts into the clipboard, which is the one that is shown."""
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.click(f"Copier l’adresse : {name}").reads("L’adresse est copiée")
    address = str(visitor.page.evaluate("navigator.clipboard.readText()"))
    expect(visitor.field(f"Adresse secrète : {name}")).to_have_value(address)
    return address


def followed(address: str, *hidden: str) -> EVENTS:
    """What a calendar program finds there, which knows nothing but the address; nothing of `hidden` may be in it."""
    answer = requests.get(address, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    read = icalendar.Calendar.from_ical(answer.text)
    assert isinstance(read, icalendar.Calendar)
    told = read.to_ical().decode()
    assert [word for word in hidden if word in told] == []
    return {str(event["UID"]).partition("@")[0]: event for event in read.events}


def revoked(visitor: Visitor, name: str, address: str) -> None:
    visitor.click(f"Révoquer l’adresse : {name}")
    dialog = visitor.dialog(f"Révoquer cette adresse ? {name}")
    visitor.inspect("feeds-revoking")
    visitor.click("Révoquer l’adresse", dialog)
    visitor.reads("L’adresse est révoquée.")
    expect(visitor.field(f"Adresse secrète : {name}")).to_have_count(0)
    answer = requests.get(address, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_host_follows_a_space_and_a_room_in_his_calendar(
    welcome: Welcome, market: Market, story: Story, width: int
) -> None:
    host, space, (first, second) = story.offer.host, story.offer.space["name"], story.rooms
    private = (NOTE, WAY_IN, story.coworker.email, market.coworker.email, "€")
    visitor = welcome(host.owner, width=width).open(f"/hote/{host.id}/profil").title("Mon profil")
    visitor.inspect("feeds-host-profile")
    visitor.click("Agendas", visitor.page.get_by_role("main")).title("Réservations")
    visitor.reads("Aucune adresse pour l’instant")
    visitor.inspect("feeds-host-none")

    visitor.click("Créer une adresse")
    of_space = copied(visitor, space)
    events = followed(of_space, *private)
    assert {uid: (str(event["SUMMARY"]), str(event["STATUS"])) for uid, event in events.items()} == {
        story.sure["id"]: (f"Soline Ponctuelle · {first} · 3 personnes", "CONFIRMED"),
        story.asked["id"]: (f"Karim Benali · {second} · 1 personne (demande)", "TENTATIVE"),
        story.block: (f"Créneau bloqué · {first}", "CONFIRMED"),
    }
    sure, day = events[story.sure["id"]], market.day()
    assert (sure.start, sure.end) == (in_paris(day, "10:00"), in_paris(day, "12:00"))
    assert str(sure["URL"]) == f"{market.product.url}/hote/{host.id}/reservations/{story.sure['id']}"

    visitor.field("Ce que montre l’agenda").select_option(label=second)
    visitor.click("Créer une adresse")
    of_room = copied(visitor, f"{second}, {space}")
    assert followed(of_room, *private, story.coworker.name).keys() == {story.asked["id"]}
    visitor.inspect("feeds-host-two")

    revoked(visitor, f"{second}, {space}", of_room)
    assert followed(of_space).keys() == events.keys()
    visitor.page.reload()
    visitor.title("Réservations")
    expect(visitor.field(f"Adresse secrète : {space}")).to_have_value(of_space)
    visitor.inspect("feeds-host-one-left")


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_coworker_follows_her_bookings_and_nobody_elses(
    welcome: Welcome, market: Market, story: Story, width: int
) -> None:
    visitor = welcome(story.coworker, width=width).open("/reservations").title("Mes réservations")
    visitor.inspect("feeds-my-bookings")
    visitor.click("Dans mon agenda").title("Mon compte")
    make = visitor.page.get_by_role("button", name="Créer une adresse")
    expect(make).to_be_focused()
    expect(make).to_be_in_viewport()
    visitor.click("Créer une adresse")
    address = copied(visitor, "Mes réservations")
    ((uid, event),) = followed(address, WAY_IN, NOTE, "€", "Karim", story.coworker.email).items()
    assert (uid, str(event["SUMMARY"])) == (story.sure["id"], f"{story.rooms[0]}, {story.offer.space['name']}")
    assert "12 rue Rébeval" in str(event["LOCATION"])
    assert str(event["URL"]) == f"{market.product.url}/reservations/{uid}"
    visitor.inspect("feeds-mine")

    other = market.coworker.api.post("/me/feeds")["address"]
    assert uid not in followed(other)
    revoked(visitor, "Mes réservations", address)
    visitor.reads("Aucun agenda n’est abonné")
    assert story.asked["id"] in followed(other)


def test_whoever_hosts_finds_his_calendars_in_his_account_in_english_too(
    welcome: Welcome, market: Market, story: Story
) -> None:
    host = story.offer.host
    visitor = welcome(host.owner, language="en")
    visitor.page.add_init_script("localStorage.setItem('pupitre.language', 'en')")
    visitor.open("/mon-compte").title("My account")
    visitor.inspect("feeds-account-en")
    visitor.click(f"Calendars of {host.name}").title("Bookings")
    visitor.reads("No address yet")
    visitor.open(f"/hote/{host.id}/profil").reads("Your bookings in Google Calendar")
    visitor.inspect("feeds-profile-en")
    coworker = welcome(story.coworker, width=TELEPHONE, language="en")
    coworker.page.add_init_script("localStorage.setItem('pupitre.language', 'en')")
    coworker.open("/reservations").click("In my calendar").title("My account")
    coworker.reads("No calendar is subscribed")
    assert coworker.page.get_by_text("Calendars of").count() == 0
