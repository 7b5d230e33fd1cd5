"""Every page, on a telephone and at a desk, in French and in English: nothing overflows, axe finds nothing, the
console is silent."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys import offers, people
from tests.journeys.browser.visitor import DESK, TELEPHONE, Welcome
from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space, an_open_space
from tests.journeys.people import Person
from tests.journeys.waiting import until

Page = tuple[str, str, Person | None]

CALMER = "Un atelier calme et lumineux sur le ponton, à deux pas de la gare."
SPEAK = "localStorage.setItem('pupitre.language', '{language}')"


@pytest.fixture(scope="module")
def pages(market: Market) -> list[Page]:
    """Name, address and visitor of every page, with something to show on it."""
    host = market.seller("Jeanne", "Morvan", "Les Ateliers du Port")
    beginner = offers.found(market.join("Tom", "Débutant"), "Les Débuts")
    offers.drafted(beginner, a_space(a_room(), name="Le Grenier"))
    offer = offers.published(host, market.moderator, *_rooms(), name="La Capitainerie")
    draft = offers.drafted(host, a_space(description="À finir", name="La Remise"))
    waiting = offers.submitted(host, a_space(a_room(name="Salle des cartes"), name="Le Phare"))
    day = market.day()
    pending = market.request(offer, day, "09:00", "10:30")
    confirmed = market.request(offer, day, "11:00", "12:00")
    host.api.post(f"{host.path}/bookings/{confirmed['id']}/acceptance")
    market.status(market.coworker, confirmed, "confirmed", "captured")
    market.product.settle()
    unpaid = market.book(market.coworker, offer, offer.body(day, "14:00", "18:00"))
    series = _a_series(market, offer, day)
    _waits(market.coworker, offer.body(day, "11:00", "12:00"))
    waiter, offered = _offered(market, offer, day)
    edited = _edited(host, market)
    newcomer = market.join("Noé", "Nouveau")
    operator = market.join("Inès", "Exploitation")
    market.product.bootstrap(operator.email, "operator")
    return [
        *_public(offer, day.isoformat()),
        *_coworkers(market.coworker, newcomer, pending["id"], unpaid["id"], confirmed["id"]),
        ("booking-offered", f"/reservations/{offered}", waiter),
        ("my-bookings-waiting", "/reservations", waiter),
        ("host-booking-offered", f"/hote/{host.id}/reservations/{offered}", host.owner),
        ("host-space-pending", f"/hote/{host.id}/espaces/{edited.id}", host.owner),
        ("moderation-comparison", f"/moderation/{edited.id}", market.moderator),
        ("series", f"/series/{series}", market.coworker),
        ("series-missing", "/series/se_unknown", market.coworker),
        ("host-series", f"/hote/{host.id}/reservations/series/{series}", host.owner),
        *_hosts(host, newcomer, offer, draft, pending["id"], confirmed["id"]),
        ("host-month", f"/hote/{host.id}/versements/{day:%Y-%m}", host.owner),
        *_beginners(beginner),
        ("moderation-queue", "/moderation", market.moderator),
        ("moderation-review", f"/moderation/{waiting.id}", market.moderator),
        ("moderation-journal", f"/moderation/hotes/{host.id}/journal", market.moderator),
        ("moderation-denied", "/moderation", newcomer),
        *_operators(operator, host),
        ("operations-denied", "/exploitation", newcomer),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_every_page_is_fit_to_be_seen(welcome: Welcome, pages: list[Page], width: int, language: str) -> None:
    faults = []
    for visitor_of, group in _by_visitor(pages):
        visitor = welcome(visitor_of, width=width, language=language)
        visitor.page.add_init_script(SPEAK.format(language=language))
        # What is not there answers 404, and 403 is what the moderators' door says to others.
        visitor.allows("404", "403")
        for name, path, _ in group:
            try:
                visitor.open(path).inspect(f"page-{name}-{language}")
                expect(visitor.page.locator("html")).to_have_attribute("lang", language)
            except AssertionError as fault:
                faults.append(f"{name} ({path}) at {width} px in {language}: {fault}")
                visitor.forget()
        visitor.context.close()
    assert not faults, "\n\n".join(faults)


def _rooms() -> list[dict[str, object]]:
    return [
        a_room(name="Salle de la rade", description="Huit personnes, un grand écran, la vue sur le port."),
        an_open_space(name="Le grand plateau"),
        a_room(name="Cabine", kind="phone_booth", capacity=1, tariff=None, automatic_acceptance=True),
    ]


def _edited(host: offers.Host, market: Market) -> Offer:
    """A published space of which other words wait for a moderator."""
    published = offers.published(host, market.moderator, name="Le Ponton")
    edited = offers.proposed(published, name="Le Ponton des Arts", description=CALMER)
    assert edited.space["pending"]["state"] == "waiting"
    return edited


def _offered(market: Market, offer: Offer, day: date) -> tuple[Person, str]:
    """Somebody who waits for two times of which one came free, and the booking that it was offered as."""
    waiter = market.join("Alix", "Patiente")
    holder = market.request(offer, day, "10:30", "11:00")
    for start, end in (("09:00", "10:30"), ("10:30", "11:00")):
        _waits(waiter, offer.body(day, start, end))
    market.coworker.api.post(f"/bookings/{holder['id']}/cancellation")
    booking = until("an offer", lambda: next(iter(waiter.api.get("/bookings")["items"]), None))
    assert (booking["status"], len(waiter.api.get("/waiting")["items"])) == ("offered", 1)
    return waiter, str(booking["id"])


def _waits(person: Person, taken: Json) -> None:
    person.api.post("/waiting", {name: taken[name] for name in ("space_id", "room_id", "start", "end", "people")})


def _a_series(market: Market, offer: Offer, day: date) -> str:
    """Three weeks, unpaid; the first is taken already."""
    body = offer.body(day, "14:00", "15:00")
    wish = {name: body[name] for name in ("start", "end", "people")} | {"weeks": 3}
    shown = market.anonymous.get(f"{offer.catalogue()}/series-price", **wish)
    asked = {"expected_dates": shown["bookable"], "expected_ttc": shown["total"]["ttc"], "mode": "best_effort"}
    return str(market.coworker.api.post("/series", body | {"weeks": 3} | asked)["id"])


def _public(offer: Offer, day: str) -> Iterator[Page]:
    room = offer.room()["id"]
    for name, path in (
        ("search", "/"),
        ("search-nothing", "/?where=Nulle-part"),
        ("search-timed", f"/?date={day}&from=14:00&to=16:00&people=2"),
        ("search-map", "/?near=48.87,2.37&km=5&kind=meeting_room&amenities=wifi&max=50&view=map"),
        ("space", f"/espaces/{offer.id}"),
        ("space-missing", "/espaces/sp_unknown"),
        ("book", f"/espaces/{offer.id}/salles/{room}/reserver"),
        ("book-chosen", f"/espaces/{offer.id}/salles/{room}/reserver?date={day}&from=12:00&to=14:00"),
        ("book-series", f"/espaces/{offer.id}/salles/{room}/reserver?date={day}&from=12:00&to=14:00&weeks=3"),
        ("sign-in", "/connexion"),
        ("sign-up", "/inscription"),
        ("confirm", f"/confirmation?email={people.address_of('nobody')}"),
        ("forgot-password", "/mot-de-passe-oublie"),
        ("reset-password", "/nouveau-mot-de-passe"),
        ("terms-of-sale", "/conditions"),
        ("invitation-unknown", "/invitations/made-up"),
        ("not-found", "/nulle/part"),
    ):
        yield name, path, None


def _coworkers(coworker: Person, newcomer: Person, pending: str, unpaid: str, confirmed: str) -> Iterator[Page]:
    yield "my-bookings", "/reservations", coworker
    yield "my-bookings-filtered", "/reservations?status=declined", newcomer
    yield "my-bookings-empty", "/reservations", newcomer
    yield "booking-pending", f"/reservations/{pending}", coworker
    yield "booking-unpaid", f"/reservations/{unpaid}", coworker
    yield "booking-confirmed", f"/reservations/{confirmed}", coworker
    yield "my-documents", "/mes-documents", coworker
    yield "my-documents-empty", "/mes-documents", newcomer
    yield "booking-missing", "/reservations/bk_unknown", coworker
    yield "me", "/mon-compte", coworker


def _hosts(
    host: offers.Host, newcomer: Person, offer: Offer, draft: Offer, pending: str, confirmed: str
) -> Iterator[Page]:
    base = f"/hote/{host.id}"
    for name, path in (
        ("host-home", ""),
        ("host-spaces", "/espaces"),
        ("host-space-new", "/espaces/nouveau"),
        ("host-space-draft", f"/espaces/{draft.id}"),
        ("host-space-live", f"/espaces/{offer.id}"),
        ("host-bookings", "/reservations"),
        ("host-planning", "/reservations/planification"),
        ("host-feeds", "/reservations/agendas"),
        ("host-arrival", f"/arrivees/{confirmed}"),
        ("host-booking-pending", f"/reservations/{pending}"),
        ("host-booking-confirmed", f"/reservations/{confirmed}"),
        ("host-documents", "/documents"),
        ("host-documents-not-found", "/documents?search=Personne-de-ce-nom"),
        ("host-documents-received", "/documents/recues"),
        ("host-payouts", "/versements"),
        ("host-profile", "/profil"),
        ("host-journal", "/journal"),
        ("host-team", "/equipe"),
    ):
        yield name, f"{base}{path}", host.owner
    yield "host-new", "/hote/nouvelle", newcomer
    yield "host-entry", "/hote", newcomer
    yield "host-not-yours", base, newcomer


def _beginners(beginner: offers.Host) -> Iterator[Page]:
    for name, path in (
        ("host-home-beginner", ""),
        ("host-profile-empty", "/profil"),
        ("host-documents-empty", "/documents"),
        ("host-documents-received-empty", "/documents/recues"),
        ("host-payouts-empty", "/versements"),
        ("host-month-missing", "/versements/2026-10"),
    ):
        yield name, f"/hote/{beginner.id}{path}", beginner.owner


def _operators(operator: Person, host: offers.Host) -> Iterator[Page]:
    for name, path in (
        ("operations-rules", ""),
        ("operations-messages", "/messages"),
        ("operations-billing", "/facturation"),
        ("operations-documents", "/documents"),
        ("operations-documents-received", "/documents/recues"),
        ("operations-closings", "/clotures"),
        ("operations-closings-past", "/clotures?month=2026-10"),
        ("operations-balance", "/solde"),
        ("operations-imports", "/imports"),
        ("operations-import-missing", "/imports/ip_unknown"),
        ("operations-commission", f"/hotes/{host.id}/commission"),
    ):
        yield name, f"/exploitation{path}", operator


def _by_visitor(pages: list[Page]) -> Iterator[tuple[Person | None, list[Page]]]:
    """One browser per person: opening one takes longer than looking at a page."""
    emails = dict.fromkeys(visitor.email if visitor else None for _, _, visitor in pages)
    for email in emails:
        group = [page for page in pages if (page[2].email if page[2] else None) == email]
        yield group[0][2], group
