"""Refusals about what is free."""

from chalicelib.core.errors import Kind, Refusal


class SlotTaken(Refusal):
    code, kind = "slot_taken", Kind.CONFLICT
    fr = "Ces places viennent d'être prises. Choisissez un autre créneau."
    en = "These places have just been taken. Choose another time."


class OutsideOpeningHours(Refusal):
    code, kind = "outside_opening_hours", Kind.INVALID
    fr = "L'espace n'est pas ouvert à ces heures."
    en = "The space is not open at these times."
