"""Refusals of the operations pages."""

from chalicelib.core.errors import Kind, Refusal


class AlreadyRunning(Refusal):
    code, kind = "already_running", Kind.CONFLICT
    fr, en = "Cette vérification est déjà en cours.", "This check is already running."
