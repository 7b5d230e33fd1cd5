"""The words before the lines that every letter lists. Pure."""

from collections.abc import Iterable

from chalicelib.core.errors import Language
from chalicelib.identity.model import HostRole
from chalicelib.legal.model import ConnectedState

LABELS: dict[Language, dict[str, str]] = {
    "fr": {
        "coworker": "Coworker",
        "host": "Hôte",
        "space": "Espace",
        "room": "Salle",
        "rooms": "Salles",
        "where": "Adresse",
        "when": "Quand",
        "dates": "Dates",
        "date": "Date",
        "people": "Pour",
        "contact": "Contact",
        "access": "Accès",
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
        "month": "Mois",
        "payout": "Virement n°",
        "sum": "Montant",
        "arrives": "Arrivée",
        "noted": "Constaté le",
        "state": "État",
        "bank_says": "Selon la banque",
        "taken_back": "Repris",
        "debt": "À déduire",
        "duty": "Rôle",
        "duty_was": "Rôle d'avant",
        "may": "Il permet",
        "sender": "Invitation de",
        "until": "Valable jusqu'au",
        "member": "Personne",
        "edit": "Modifications",
    },
    "en": {
        "coworker": "Coworker",
        "host": "Host",
        "space": "Space",
        "room": "Room",
        "rooms": "Rooms",
        "where": "Address",
        "when": "When",
        "dates": "Dates",
        "date": "Date",
        "contact": "Contact",
        "access": "Getting in",
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
        "month": "Month",
        "payout": "Payout no.",
        "sum": "Amount",
        "arrives": "Arrives",
        "noted": "Noted on",
        "state": "State",
        "bank_says": "The bank says",
        "taken_back": "Taken back",
        "debt": "To be taken off",
        "duty": "Role",
        "duty_was": "Role before",
        "may": "It allows",
        "sender": "Invited by",
        "until": "Valid until",
        "member": "Person",
        "edit": "Changes",
    },
}

ACCOUNT_STATES: dict[Language, dict[str, str]] = {
    "fr": {ConnectedState.RESTRICTED: "restreint", ConnectedState.REJECTED: "refusé"},
    "en": {ConnectedState.RESTRICTED: "restricted", ConnectedState.REJECTED: "rejected"},
}
"""Of a connected account, those that a host is written to about."""

BANK_REASONS: dict[Language, dict[str, str]] = {
    "fr": {
        "account_closed": "le compte est fermé",
        "account_frozen": "le compte est bloqué",
        "bank_account_restricted": "le compte ne reçoit pas ce type de virement",
        "bank_ownership_changed": "le compte a changé de titulaire",
        "declined": "la banque a refusé le virement",
        "incorrect_account_holder_name": "le nom du titulaire ne correspond pas",
        "invalid_account_number": "l'IBAN n'est pas valable",
        "invalid_currency": "le compte ne reçoit pas d'euros",
        "no_account": "le compte est introuvable",
    },
    "en": {
        "account_closed": "the account is closed",
        "account_frozen": "the account is frozen",
        "bank_account_restricted": "the account does not take this type of transfer",
        "bank_ownership_changed": "the account has a new holder",
        "declined": "the bank declined the transfer",
        "incorrect_account_holder_name": "the holder's name does not match",
        "invalid_account_number": "the IBAN is not valid",
        "invalid_currency": "the account does not take euros",
        "no_account": "the account could not be found",
    },
}
"""Why a payout came back, in the provider's codes (docs.stripe.com/api/payouts/failures); those that tell a host
nothing are left out."""


HOST_ROLES: dict[Language, dict[str, tuple[str, str]]] = {
    "fr": {
        HostRole.OWNER: ("propriétaire", "tout gérer, l'équipe et la facturation comprises"),
        HostRole.MANAGER: ("gérant", "gérer les espaces, les réservations et l'équipe"),
        HostRole.RECEPTION: ("accueil", "voir les espaces, répondre aux réservations"),
        HostRole.ACCOUNTANT: ("comptable", "lire les documents et les versements"),
    },
    "en": {
        HostRole.OWNER: ("owner", "running everything, the team and the billing included"),
        HostRole.MANAGER: ("manager", "running spaces, bookings and the team"),
        HostRole.RECEPTION: ("reception", "seeing the spaces, answering bookings"),
        HostRole.ACCOUNTANT: ("accountant", "reading documents and payouts"),
    },
}
"""What a role is called, and what it allows (docs/teams.md)."""


SPACE_FIELDS: dict[Language, dict[str, str]] = {
    "fr": {
        "name": "nom",
        "description": "description",
        "address": "adresse",
        "location": "position sur la carte",
        "pictures": "photos",
    },
    "en": {
        "name": "name",
        "description": "description",
        "address": "address",
        "location": "place on the map",
        "pictures": "photos",
    },
}
"""The fields of a published space whose edits wait for the moderators (docs/moderation.md)."""


def labelled(lines: Iterable[tuple[str, str]], language: Language) -> list[tuple[str, str]]:
    """Without those that say nothing."""
    return [(LABELS[language][name], value) for name, value in lines if value]
