"""Refusals of payouts."""

from chalicelib.core.errors import Kind, Refusal


class NotYetOver(Refusal):
    code, kind = "month_not_over", Kind.CONFLICT
    fr = "Ce mois n'est pas encore terminé partout : la clôture se fait le 1er à midi (UTC)."
    en = "This month is not over everywhere yet: it is closed on the 1st at noon (UTC)."


class NothingToContest(Refusal):
    code, kind = "nothing_to_contest", Kind.CONFLICT
    fr = "Cette facture ne peut pas, ou ne peut plus, être contestée."
    en = "This invoice cannot be contested, or no longer."


class NotContested(Refusal):
    code, kind = "not_contested", Kind.CONFLICT
    fr = "Ce mois n'est pas contesté."
    en = "This month is not contested."


class TransferUnderway(Refusal):
    code, kind = "transfer_underway", Kind.CONFLICT
    fr = "L'argent de cette réservation est en mouvement à l'instant. Réessayez dans quelques minutes."
    en = "The money of this booking is moving right now. Try again in a few minutes."


class NothingToSend(Refusal):
    code, kind = "nothing_to_send", Kind.CONFLICT
    fr = "Il n'y a rien à verser pour le moment."
    en = "There is nothing to pay out at the moment."


class MoreThanFree(Refusal):
    """`free` is what may leave, in cents: the money of open payables stays."""

    code, kind = "more_than_free", Kind.CONFLICT
    fr = "Seuls {euros} peuvent être versés : le reste est dû aux hôtes et aux clients."
    en = "Only {euros} can be paid out: the rest is owed to hosts and clients."
