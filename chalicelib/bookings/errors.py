"""Refusals of bookings."""

from datetime import timedelta
from typing import Any

from chalicelib.core.errors import Kind, Refusal
from chalicelib.core.lengths import length_words


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


def in_words(length: timedelta) -> dict[str, Any]:
    """What the next three refusals say of a length; `minutes` is there for programs."""
    return {
        "minutes": length // timedelta(minutes=1),
        "length_fr": length_words(length, "fr"),
        "length_en": length_words(length, "en"),
    }


class TooSoon(Refusal):
    code, kind = "too_soon", Kind.CONFLICT
    fr = "Cette salle se réserve au moins {length_fr} à l'avance."
    en = "This room is booked at least {length_en} ahead."


class TooShort(Refusal):
    code, kind = "too_short", Kind.INVALID
    fr = "Cette salle se réserve pour {length_fr} au moins."
    en = "This room is booked for {length_en} at least."


class LongerThanAllowed(Refusal):
    code, kind = "longer_than_allowed", Kind.INVALID
    fr = "Cette salle se réserve pour {length_fr} au plus."
    en = "This room is booked for {length_en} at most."


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


class SeriesWaits(Refusal):
    code, kind = "series_waits", Kind.CONFLICT
    fr = "Cette date fait partie d'une série que l'hôte n'a pas encore acceptée : annulez toute la demande."
    en = "This date is part of a series that the host has not accepted yet: cancel the whole request."


class NothingToPay(Refusal):
    code, kind = "nothing_to_pay", Kind.CONFLICT
    fr = "Cette réservation n'attend pas de paiement."
    en = "This booking is not waiting for a payment."


class PaymentUnavailable(Refusal):
    code, kind = "payment_unavailable", Kind.UNAVAILABLE
    fr = "Le prestataire de paiement ne répond pas. Vos places sont gardées, réessayez dans un instant."
    en = "The payment provider is not answering. Your places are kept, try again in a moment."


class CannotMove(Refusal):
    code, kind = "cannot_move", Kind.CONFLICT
    fr = "Seule une demande en attente ou une réservation confirmée, pas encore commencée, se déplace."
    en = "Only a pending request or a confirmed booking that has not begun can be moved."


class PriceWouldChange(Refusal):
    """`ttc` in cents is the booking's price, `ttc_there` that of the new time. Nothing was moved."""

    code, kind = "price_would_change", Kind.CONFLICT
    fr = (
        "Le prix n'est pas le même à ce nouvel horaire. Gardez le prix convenu, rendez la différence s'il est moins "
        "cher, ou choisissez une autre heure."
    )
    en = (
        "The price is not the same at that time. Keep the agreed price, give back what it costs less, or choose "
        "another time."
    )


class NothingTakenYet(Refusal):
    """Of a request the money is only held: there is nothing to give back yet."""

    code, kind = "nothing_taken_yet", Kind.CONFLICT
    fr = "Rien n'est encore encaissé : acceptez d'abord la demande, puis déplacez-la."
    en = "Nothing was charged yet: accept the request first, then move it."


class ConflictingBookings(Refusal):
    """`bookings` are those under the block that the host has not decided about. Nothing was blocked."""

    code, kind = "conflicting_bookings", Kind.CONFLICT
    fr = "Des réservations occupent déjà ces créneaux. Choisissez ce qu'elles deviennent."
    en = "Bookings already lie in these slots. Choose what becomes of them."


class ImpactNotChosen(Refusal):
    """`bookings` are those that the edit touches, the first thousand by their start; `total` counts all. Nothing was
    saved."""

    code, kind = "impact_not_chosen", Kind.CONFLICT
    fr = "Ces modifications touchent {total} réservation(s) ou demande(s). Choisissez ce qu'elles deviennent."
    en = "These changes touch {total} booking(s) or request(s). Choose what becomes of them."


class ImpactTooLarge(Refusal):
    code, kind = "impact_too_large", Kind.CONFLICT
    fr = (
        "{total} réservations sont touchées, et {most} au plus s'annulent à la fois. Enregistrez en les gardant, "
        "puis annulez-les par périodes : bloquez les créneaux depuis la planification."
    )
    en = (
        "{total} bookings are touched, and at most {most} are cancelled at once. Save and keep them, then cancel "
        "them by periods: block the slots on the planning."
    )


class TooManyBlocks(Refusal):
    code, kind = "too_many_blocks", Kind.INVALID
    fr = "Au plus {most} blocages à la fois (salles × créneaux)."
    en = "At most {most} blocks at once (rooms × slots)."


class CannotRefund(Refusal):
    code, kind = "cannot_refund", Kind.CONFLICT
    fr = "Il n'y a plus rien à rembourser, ou la réservation n'est pas terminée : annulez-la plutôt."
    en = "There is nothing left to refund, or the booking is not over: cancel it instead."


class SeriesNotPossible(Refusal):
    """`dates` are those that cannot be booked, with what stands against each. Nothing was booked nor charged."""

    code, kind = "series_not_possible", Kind.CONFLICT
    fr = "Toutes les dates ne sont pas libres. Réservez celles qui le sont, ou changez d'horaire."
    en = "Not all dates are free. Book those that are, or choose another time."


class SeriesChanged(Refusal):
    """`ttc` in cents and `dates` are what can be booked now; nothing was booked nor charged."""

    code, kind = "series_changed", Kind.CONFLICT
    fr = "Les dates libres ou leur prix ont changé depuis l'affichage. Vérifiez la liste avant de réserver."
    en = "The free dates or their price have changed since they were shown. Check the list before booking."


class DateTooLong(Refusal):
    code, kind = "date_too_long", Kind.INVALID
    fr = "Chaque date d'une série dure au plus {days} jours."
    en = "Each date of a series lasts at most {days} days."


class TooManyDates(Refusal):
    code, kind = "too_many_dates", Kind.INVALID
    fr = "À cette durée, une série compte au plus {most} dates."
    en = "At this length, a series has at most {most} dates."


class NotSkipped(Refusal):
    code, kind = "not_skipped", Kind.CONFLICT
    fr = "Cette date n'est pas de celles que la série a laissées de côté."
    en = "This date is not one that the series has left out."


class CannotMarkArrival(Refusal):
    code, kind = "cannot_mark_arrival", Kind.CONFLICT
    fr = "Seule une réservation confirmée se pointe."
    en = "Only the guest of a confirmed booking is checked in."


class NotArrivalTime(Refusal):
    code, kind = "not_arrival_time", Kind.CONFLICT
    fr = "L'arrivée se pointe de deux heures avant le début à un jour après la fin ; par code, jusqu'à la fin."
    en = "Check-in is from two hours before the start to a day after the end; by code, until the end."


class NotBegun(Refusal):
    code, kind = "not_begun", Kind.CONFLICT
    fr = "La réservation n'a pas commencé : il est trop tôt pour dire que personne n'est venu."
    en = "The booking has not begun: it is too soon to say that nobody came."


class WrongArrivalCode(Refusal):
    code, kind, about = "wrong_arrival_code", Kind.INVALID, "code"
    fr = "Aucune arrivée attendue en ce moment ne porte ce code. Vérifiez-le sur le téléphone du coworker."
    en = "No arrival expected at this moment has that code. Check it on the coworker's telephone."
