"""Refusals about spaces."""

from chalicelib.core.errors import Kind, Refusal


class SpaceIncomplete(Refusal):
    code, kind = "space_incomplete", Kind.CONFLICT
    fr = "Il manque des informations avant de soumettre cet espace."
    en = "Some information is missing before this space can be submitted."


class NotInModeration(Refusal):
    code, kind = "not_in_moderation", Kind.CONFLICT
    fr = "Cet espace n'attend pas de décision."
    en = "This space is not waiting for a decision."


class AlreadySubmitted(Refusal):
    code, kind = "already_submitted", Kind.CONFLICT
    fr = "Cet espace est déjà en modération ou en ligne."
    en = "This space is already in moderation or live."


class UnknownRoom(Refusal):
    code, kind = "unknown_room", Kind.INVALID
    fr = "Cette salle n'appartient pas à cet espace."
    en = "This room does not belong to this space."


class RoomTwice(Refusal):
    code, kind = "room_twice", Kind.INVALID
    fr = "Cette salle figure deux fois."
    en = "This room appears twice."


class ZoneIsFixed(Refusal):
    code, kind = "zone_is_fixed", Kind.CONFLICT
    fr = "Le fuseau horaire d'un espace ne change plus une fois l'espace soumis."
    en = "The time zone of a space no longer changes once it was submitted."
