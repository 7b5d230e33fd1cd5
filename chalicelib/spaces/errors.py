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


class NoEditWaiting(Refusal):
    code, kind = "no_edit_waiting", Kind.CONFLICT
    fr = "Aucune modification de cet espace n'attend de décision."
    en = "No edit of this space is waiting for a decision."


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


class UnknownPicture(Refusal):
    code, kind = "unknown_picture", Kind.INVALID
    fr = "Cette photo n'est pas (ou plus) prête : téléversez-la de nouveau."
    en = "This photo is not ready, or no longer there: upload it again."


class PictureTwice(Refusal):
    code, kind = "picture_twice", Kind.INVALID
    fr = "Cette photo figure deux fois."
    en = "This photo appears twice."


class PictureInUse(Refusal):
    code, kind = "picture_in_use", Kind.CONFLICT
    fr = "Cette photo est sur la fiche : retirez-la et enregistrez d'abord."
    en = "This photo is on the page of the space: take it off and save first."


class ZoneIsFixed(Refusal):
    code, kind = "zone_is_fixed", Kind.CONFLICT
    fr = "Le fuseau horaire d'un espace ne change plus une fois l'espace soumis."
    en = "The time zone of a space no longer changes once it was submitted."
