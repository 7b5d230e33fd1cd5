"""Refusals about the accounts on which hosts collect their money."""

from chalicelib.core.errors import Kind, Refusal


class NoAccount(Refusal):
    code, kind = "no_account", Kind.CONFLICT
    fr = "Vous n'avez pas encore activé Stripe."
    en = "You have not activated Stripe yet."


class AccountRejected(Refusal):
    code, kind = "account_rejected", Kind.CONFLICT
    fr = "Stripe a refusé ce compte. Écrivez-nous : nous chercherons une solution avec vous."
    en = "Stripe has rejected this account. Write to us: we will look for a way with you."


class DashboardNotReady(Refusal):
    """The Express dashboard exists once the form was sent."""

    code, kind = "dashboard_not_ready", Kind.CONFLICT
    fr = "Votre tableau de bord Stripe s'ouvrira une fois le formulaire terminé."
    en = "Your Stripe dashboard opens once the form is finished."


class ProviderDown(Refusal):
    code, kind = "provider_down", Kind.UNAVAILABLE
    fr = "Stripe ne répond pas. Rien n'est perdu, réessayez dans un instant."
    en = "Stripe is not answering. Nothing is lost, try again in a moment."
