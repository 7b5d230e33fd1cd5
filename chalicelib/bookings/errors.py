"""Refusals of bookings."""

from chalicelib.core.errors import Kind, Refusal


class OffGrid(Refusal):
    code, kind = "off_grid", Kind.INVALID
    fr = "Les heures se choisissent de quart d'heure en quart d'heure."
    en = "Times are chosen by quarters of an hour."


class EndsBeforeStart(Refusal):
    code, kind = "ends_before_start", Kind.INVALID
    fr, en = "La fin suit le début.", "The end comes after the start."


class InThePast(Refusal):
    code, kind = "in_the_past", Kind.INVALID
    fr, en = "Ce créneau est déjà commencé.", "This time has already begun."


class TooSoon(Refusal):
    code, kind = "too_soon", Kind.CONFLICT
    fr = "L'hôte n'aurait pas le temps de répondre : réservez au moins 2 heures à l'avance."
    en = "The host would not have time to answer: book at least 2 hours ahead."


class TooFarAhead(Refusal):
    """Stripe lets money wait 90 days at most between its capture and the payout (Connect, manual payouts)."""

    code, kind = "too_far_ahead", Kind.CONFLICT
    fr = "Une réservation se termine au plus {days} jours après aujourd'hui."
    en = "A booking ends at most {days} days from today."


class TooLong(Refusal):
    code, kind = "too_long", Kind.INVALID
    fr, en = "Une réservation couvre au plus {days} jours.", "A booking covers at most {days} days."


class OverCapacity(Refusal):
    code, kind = "over_capacity", Kind.INVALID
    fr = "Cette salle accueille {capacity} personne(s) au plus."
    en = "This room takes {capacity} people at most."


class OutsideCardLimits(Refusal):
    """Stripe charges from 0.50 € to 999,999.99 € (Stripe, minimum and maximum charge amounts)."""

    code, kind = "outside_card_limits", Kind.CONFLICT
    fr = "Ce montant ne peut pas être payé par carte (de 0,50 € à 999 999,99 €). Choisissez une autre durée."
    en = "This amount cannot be paid by card (from €0.50 to €999,999.99). Choose another length of time."


class PriceChanged(Refusal):
    """`ttc` in cents is today's price; nothing was booked nor charged."""

    code, kind = "price_changed", Kind.CONFLICT
    fr = "Le prix a changé depuis l'affichage. Vérifiez-le avant de réserver."
    en = "The price has changed since it was shown. Check it before booking."


class TermsChanged(Refusal):
    """`terms` is the version to accept; nothing was booked nor charged."""

    code, kind = "terms_changed", Kind.CONFLICT
    fr = "Les conditions de vente ont changé. Lisez-les et acceptez-les avant de réserver."
    en = "The terms of sale have changed. Read and accept them before booking."


class AlreadyDecided(Refusal):
    code, kind = "already_decided", Kind.CONFLICT
    fr = "Cette demande n'attend plus de réponse : elle est « {status_fr} »."
    en = "This request no longer waits for an answer: it is “{status_en}”."


class TooLate(Refusal):
    code, kind = "too_late", Kind.CONFLICT
    fr = "Le délai de réponse est passé : la demande est expirée."
    en = "The time to answer is over: the request has expired."


class CannotCancel(Refusal):
    code, kind = "cannot_cancel", Kind.CONFLICT
    fr = "Cette réservation ne peut plus être annulée."
    en = "This booking can no longer be cancelled."


class ReasonRequired(Refusal):
    code, kind = "reason_required", Kind.INVALID
    fr = "Expliquez au coworker pourquoi il n'est pas remboursé."
    en = "Tell the coworker why there is no refund."


class NothingToPay(Refusal):
    code, kind = "nothing_to_pay", Kind.CONFLICT
    fr = "Cette réservation n'attend pas de paiement."
    en = "This booking is not waiting for a payment."


class PaymentUnavailable(Refusal):
    code, kind = "payment_unavailable", Kind.UNAVAILABLE
    fr = "Le prestataire de paiement ne répond pas. Vos places sont gardées, réessayez dans un instant."
    en = "The payment provider is not answering. Your places are kept, try again in a moment."
