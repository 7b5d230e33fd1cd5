"""What the hosted page says, in French and in English."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["fr", "en"]

_FRENCH = {
    "accepted_card": "Carte acceptée",
    "approve": "Autoriser le paiement",
    "back": "Retour",
    "back_to": "Revenir chez",
    "bank_intro": "La banque demande à confirmer ce paiement. Choisissez la réponse du porteur de la carte.",
    "bank_title": "Authentification 3-D Secure",
    "card_details": "Informations de la carte",
    "card_number": "Numéro de carte",
    "card_pay": "Payer par carte",
    "complete_text": "Ce paiement a déjà été enregistré. Il ne sera pas demandé une deuxième fois.",
    "complete_title": "Paiement terminé",
    "continue": "Continuer",
    "cvc": "Code CVC",
    "double_notice": "Paiement simulé sur cette machine : ne saisissez jamais une vraie carte.",
    "email": "Adresse e-mail",
    "error_authentication": "L'authentification a été refusée. Choisissez une autre carte ou réessayez.",
    "error_card_declined": "Votre carte a été refusée. Essayez une autre carte.",
    "error_card_incomplete": "Saisissez les 16 chiffres du numéro de carte.",
    "error_card_invalid": "Ce numéro de carte n'est pas valable.",
    "error_card_unknown": "Seules les cartes de test sont acceptées : ne saisissez jamais une vraie carte.",
    "error_cvc": "Saisissez les 3 chiffres au dos de la carte.",
    "error_email": "Saisissez une adresse e-mail valable.",
    "error_expired_card": "Votre carte est expirée. Essayez une autre carte.",
    "error_expiry": "Saisissez la date sous la forme MM / AA.",
    "error_expiry_past": "Cette date d'expiration est passée.",
    "error_incorrect_cvc": "Le code CVC de votre carte est incorrect.",
    "error_insufficient_funds": "Votre carte n'a pas assez de provision. Essayez une autre carte.",
    "error_name": "Saisissez le nom qui figure sur la carte.",
    "error_title": "Le paiement n'a pas abouti",
    "expired_card": "Carte expirée",
    "expired_text": "Le délai de paiement est dépassé. Rien n'a été débité.",
    "expired_title": "Cette page de paiement a expiré",
    "expiry": "Expiration",
    "expiry_hint": "MM / AA",
    "insufficient_card": "Provision insuffisante",
    "link_missing_text": "Ce lien ne correspond à aucun compte.",
    "link_missing_title": "Lien introuvable",
    "link_used_text": "Un lien de connexion sert une seule fois, pendant cinq minutes. Demandez-en un autre.",
    "link_used_title": "Ce lien a déjà servi",
    "missing_text": "Ce lien ne correspond à aucun paiement.",
    "missing_title": "Paiement introuvable",
    "name": "Nom du titulaire",
    "pay": "Payer",
    "pay_to": "Payer",
    "powered": "Double local de Stripe Checkout",
    "processing": "Traitement…",
    "quantity": "Qté",
    "refuse": "Refuser",
    "test_cards": "Remplir avec une carte de test",
    "three_d_secure_card": "3-D Secure",
    "total": "Total à payer",
}
_ENGLISH = {
    "accepted_card": "Accepted card",
    "approve": "Approve the payment",
    "back": "Back",
    "back_to": "Back to",
    "bank_intro": "The bank asks to confirm this payment. Choose what the card holder answers.",
    "bank_title": "3-D Secure authentication",
    "card_details": "Card details",
    "card_number": "Card number",
    "card_pay": "Pay with card",
    "complete_text": "This payment has already been recorded. It will not be asked for again.",
    "complete_title": "Payment complete",
    "continue": "Continue",
    "cvc": "CVC code",
    "double_notice": "Simulated payment on this machine: never type a real card.",
    "email": "E-mail address",
    "error_authentication": "The authentication was refused. Choose another card or try again.",
    "error_card_declined": "Your card was declined. Try another card.",
    "error_card_incomplete": "Type the 16 digits of the card number.",
    "error_card_invalid": "This card number is not valid.",
    "error_card_unknown": "Only test cards are accepted here. Never type a real card.",
    "error_cvc": "Type the 3 digits of the security code.",
    "error_email": "Type a valid e-mail address.",
    "error_expired_card": "Your card has expired. Try another card.",
    "error_expiry": "Type the date as MM / YY.",
    "error_expiry_past": "This expiry date is in the past.",
    "error_incorrect_cvc": "The security code of your card is incorrect.",
    "error_insufficient_funds": "Your card has insufficient funds. Try another card.",
    "error_name": "Type the name on the card.",
    "error_title": "The payment did not go through",
    "expired_card": "Expired card",
    "expired_text": "The time to pay has run out. Nothing was charged.",
    "expired_title": "This payment page has expired",
    "expiry": "Expiry",
    "expiry_hint": "MM / YY",
    "insufficient_card": "Insufficient funds",
    "link_missing_text": "This link matches no account.",
    "link_missing_title": "Link not found",
    "link_used_text": "A login link works once, within five minutes. Ask for another one.",
    "link_used_title": "This link has been used",
    "missing_text": "This link matches no payment.",
    "missing_title": "Payment not found",
    "name": "Name on the card",
    "pay": "Pay",
    "pay_to": "Pay",
    "powered": "Local double of Stripe Checkout",
    "processing": "Processing…",
    "quantity": "Qty",
    "refuse": "Refuse",
    "test_cards": "Fill in a test card",
    "three_d_secure_card": "3-D Secure",
    "total": "Total due",
}
TEXTS: Mapping[Language, Mapping[str, str]] = {"fr": _FRENCH, "en": _ENGLISH}

# The control page is for the people who develop Pupitre, in French.
FAULT_LABELS = {
    "error_before_effect": "Erreur 500 avant l'effet",
    "error_after_effect": "Erreur 500 après l'effet",
    "rate_limited": "Trop d'appels (429)",
    "key_in_flight": "Clé d'idempotence en cours d'utilisation (409)",
    "timeout_before_effect": "Délai dépassé, sans effet",
    "timeout_after_effect": "Délai dépassé, effet produit",
    "card_declined": "Carte refusée",
    "charge_expired_for_capture": "Autorisation expirée à la capture",
    "balance_insufficient": "Solde insuffisant",
}

CAPABILITY_LABELS = {
    "active": "actif",
    "pending": "en cours de vérification",
    "restricted": "à compléter",
    "unrequested": "sans transferts",
    "unsupported": "refusé",
}
PAYOUT_LABELS = {
    "pending": "en préparation",
    "in_transit": "en route",
    "paid": "arrivé",
    "failed": "échoué",
    "canceled": "annulé",
}

_SYMBOLS = {"eur": "€", "gbp": "£", "usd": "$"}
_NO_BREAK_SPACE = "\u00a0"


def language_of(session_locale: str | None, accept_language: str) -> Language:
    """The session's language; `auto` and none at all follow the browser, French first."""
    if session_locale in (None, "auto"):
        first = accept_language.split(",")[0].strip().lower()
        return "fr" if not first or first.startswith("fr") else "en"
    return "fr" if session_locale.startswith("fr") else "en"


def money(amount: int, currency: str, language: Language) -> str:
    units, cents = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    symbol = _SYMBOLS.get(currency, currency.upper())
    if language == "fr":
        grouped = f"{units:,}".replace(",", _NO_BREAK_SPACE)
        return f"{sign}{grouped},{cents:02d}{_NO_BREAK_SPACE}{symbol}"
    return f"{sign}{symbol}{units:,}.{cents:02d}"
