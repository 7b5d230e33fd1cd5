"""Refusals of feeds."""

from chalicelib.core.errors import Kind, Refusal


class TooManyFeeds(Refusal):
    code, kind = "too_many_feeds", Kind.CONFLICT
    fr = "Vous avez déjà {most} adresses d'agenda. Révoquez celles qui ne servent plus."
    en = "You have {most} calendar addresses already. Revoke those that nobody uses."
