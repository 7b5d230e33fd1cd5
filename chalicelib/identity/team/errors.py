"""Refusals of invitations and of changes of a team."""

from chalicelib.core.errors import Kind, Refusal


class LastOwner(Refusal):
    code, kind = "last_owner", Kind.CONFLICT
    fr = "Une organisation garde toujours un propriétaire. Nommez d'abord quelqu'un d'autre."
    en = "An organisation always keeps an owner. Name somebody else first."


class AlreadyMember(Refusal):
    code, kind, about = "already_member", Kind.CONFLICT, "email"
    fr, en = "Cette personne fait déjà partie de l'équipe.", "This person is already in the team."


class AlreadyInvited(Refusal):
    code, kind, about = "already_invited", Kind.CONFLICT, "email"
    fr = "Une invitation attend déjà cette personne. Vous pouvez la renvoyer."
    en = "An invitation already waits for this person. You may send it again."


class TooManyInvitations(Refusal):
    code, kind = "too_many_invitations", Kind.CONFLICT
    fr = "{most} invitations attendent déjà une réponse. Retirez-en une d'abord."
    en = "{most} invitations already wait for an answer. Withdraw one first."


class TeamFull(Refusal):
    code, kind = "team_full", Kind.CONFLICT
    fr, en = "Une équipe compte {most} personnes au plus.", "A team has {most} people at most."


class InvitationOver(Refusal):
    """Taken, withdrawn, too old, or sent by somebody who may not invite any more."""

    code, kind = "invitation_over", Kind.CONFLICT
    fr = "Cette invitation n'est plus valable. Demandez-en une nouvelle."
    en = "This invitation is not valid any more. Ask for a new one."


class InvitedElsewhere(Refusal):
    """Said only to whoever holds the link."""

    code, kind = "invited_elsewhere", Kind.FORBIDDEN
    fr = "Cette invitation est adressée à {email}. Connectez-vous avec cette adresse."
    en = "This invitation is addressed to {email}. Sign in with that address."
