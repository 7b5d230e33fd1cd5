"""Refusals of the waiting list."""

from chalicelib.core.errors import Kind, Refusal


class PlacesAreFree(Refusal):
    code, kind = "places_are_free", Kind.CONFLICT
    fr = "Ces places sont libres : vous pouvez les réserver tout de suite."
    en = "These places are free: you can book them right away."


class TooManyWaiting(Refusal):
    code, kind = "too_many_waiting", Kind.CONFLICT
    fr = "Vous attendez déjà {most} créneaux. Quittez une liste d'attente pour en rejoindre une autre."
    en = "You already wait for {most} time slots. Leave a waiting list to join another one."


class OfferOver(Refusal):
    code, kind = "offer_over", Kind.CONFLICT
    fr = "Cette place ne vous est plus gardée : elle est proposée à la personne suivante."
    en = "This place is no longer kept for you: it is offered to the next person."
