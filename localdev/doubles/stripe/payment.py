"""What happens when a payer submits the hosted page."""

from localdev.doubles.stripe import intents
from localdev.doubles.stripe.cards import KNOWN_CARDS, Decline, KnownCard
from localdev.doubles.stripe.charges import Payer
from localdev.doubles.stripe.checkout import EXPIRE_SESSION
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork


def pay(
    unit: UnitOfWork, session: Json, card: KnownCard, payer: Payer, *, forced_decline: Decline | None = None
) -> Json:
    """One attempt on an open session; the returned intent's status tells how it went."""
    private = unit.private(session["id"])
    if session["payment_intent"]:
        intent = unit.get("payment_intent", session["payment_intent"])
    else:
        intent = intents.create_for_session(unit, session, private["payment_intent_data"])
        session["payment_intent"] = intent["id"]
    unit.put(session, {**private, "attempt": {"card": card.number, "email": payer.email, "name": payer.name}})
    decline = forced_decline or card.decline
    if decline:
        intents.decline(unit, intent, card, payer, decline)
    elif card.three_d_secure:
        bank_page = f"{unit.configuration.base_url}/pay/{session['id']}/3ds"
        intents.require_three_d_secure(unit, intent, bank_page)
    else:
        _authorize_and_complete(unit, session, intent, card, payer)
    return intent


def finish_three_d_secure(unit: UnitOfWork, session: Json, *, approved: bool) -> Json:
    intent = unit.get("payment_intent", session["payment_intent"])
    if not approved:
        intents.refuse_authentication(unit, intent)
        return intent
    attempt = unit.private(session["id"])["attempt"]
    payer = Payer(attempt["email"], attempt["name"])
    _authorize_and_complete(unit, session, intent, KNOWN_CARDS[attempt["card"]], payer)
    return intent


def address_after_success(session: Json) -> str:
    address: str = session["success_url"]
    return address.replace("{CHECKOUT_SESSION_ID}", session["id"])


def _authorize_and_complete(unit: UnitOfWork, session: Json, intent: Json, card: KnownCard, payer: Payer) -> None:
    intents.authorize(unit, intent, card, payer)
    address = {"city": None, "country": payer.country, "line1": None, "line2": None, "postal_code": None}
    session.update(
        status="complete",
        url=None,
        # Money that is only held does not count as paid; capturing it does.
        payment_status="paid" if intent["status"] == "succeeded" else "unpaid",
        customer_details={
            "address": {**address, "state": None},
            "email": payer.email,
            "name": payer.name,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    )
    unit.put(session)
    unit.unschedule(EXPIRE_SESSION, session["id"])
    unit.emit("checkout.session.completed", session)
