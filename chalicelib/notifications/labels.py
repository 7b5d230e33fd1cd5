"""The words before the lines that every letter lists. Pure."""

from collections.abc import Iterable

from chalicelib.core.errors import Language

LABELS: dict[Language, dict[str, str]] = {
    "fr": {
        "coworker": "Coworker",
        "host": "Hôte",
        "space": "Espace",
        "room": "Salle",
        "rooms": "Salles",
        "where": "Adresse",
        "when": "Quand",
        "people": "Pour",
        "price": "Prix",
        "refund": "À rembourser",
        "booking": "Réservation",
        "payment": "Paiement Stripe",
        "cause": "Cause",
        "company": "Entreprise",
        "siren": "SIREN",
        "signer": "Acceptés par",
        "accepted": "Acceptés le",
        "revoked": "Révoqué le",
        "texts": "Versions",
        "number": "Numéro",
        "what": "Pour",
        "seller": "Vendeur",
        "issued": "Du",
        "ttc": "Montant",
        "given_back": "Rendu",
        "cites": "Corrige",
        "why": "Motif",
    },
    "en": {
        "coworker": "Coworker",
        "host": "Host",
        "space": "Space",
        "room": "Room",
        "rooms": "Rooms",
        "where": "Address",
        "when": "When",
        "people": "For",
        "price": "Price",
        "refund": "To refund",
        "booking": "Booking",
        "payment": "Stripe payment",
        "cause": "Cause",
        "company": "Company",
        "siren": "SIREN",
        "signer": "Accepted by",
        "accepted": "Accepted on",
        "revoked": "Revoked on",
        "texts": "Versions",
        "number": "Number",
        "what": "For",
        "seller": "Seller",
        "issued": "Dated",
        "ttc": "Amount",
        "given_back": "Given back",
        "cites": "Corrects",
        "why": "Reason",
    },
}


def labelled(lines: Iterable[tuple[str, str]], language: Language) -> list[tuple[str, str]]:
    """Without those that say nothing."""
    return [(LABELS[language][name], value) for name, value in lines if value]
