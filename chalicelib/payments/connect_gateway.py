"""The accounts of hosts at Stripe (Connect, Accounts v2). Every POST carries an idempotency key, as payments do."""

from chalicelib.payments.connect_objects import account_of, params_of
from chalicelib.payments.model import NewConnectedAccount, ProviderAccount
from chalicelib.payments.stripe_gateway import StripeGateway, gateway, translated


class ConnectGateway:
    """Every method raises ProviderUnavailable, ProviderRefused."""

    def __init__(self, payments: StripeGateway) -> None:
        self._client = payments.client

    def create_account(self, wanted: NewConnectedAccount, *, key: str) -> ProviderAccount:
        with translated():
            return account_of(self._client.v2.core.accounts.create(params_of(wanted), {"idempotency_key": key}))

    def account(self, account_id: str) -> ProviderAccount:
        with translated():
            included = {"include": ["configuration.recipient", "requirements"]}
            return account_of(self._client.v2.core.accounts.retrieve(account_id, included))  # type: ignore[arg-type]

    def onboarding_link(self, account_id: str, *, refresh_url: str, return_url: str, key: str) -> str:
        """A page of Stripe's that opens once: made for each click, never kept, never mailed."""
        onboarding = {
            "refresh_url": refresh_url,
            "return_url": return_url,
            "collection_options": {"fields": "eventually_due"},
        }
        with translated():
            link = self._client.v2.core.account_links.create(
                {
                    "account": account_id,
                    "use_case": {"type": "account_onboarding", "account_onboarding": onboarding},  # type: ignore[typeddict-item]
                },
                {"idempotency_key": key},
            )
            return link.url

    def dashboard_link(self, account_id: str, *, key: str) -> str:
        """The Express dashboard; opens once too."""
        with translated():
            return self._client.v1.accounts.login_links.create(account_id, options={"idempotency_key": key}).url

    def hold_payouts(self, account_id: str, *, key: str) -> None:
        """From then on nothing leaves the account but what we send; what it owes is taken from its bank."""
        with translated():
            self._client.v1.balance_settings.update(
                {"payments": {"debit_negative_balances": True, "payouts": {"schedule": {"interval": "manual"}}}},
                {"stripe_account": account_id, "idempotency_key": key},
            )


def connect() -> ConnectGateway:
    return ConnectGateway(gateway())
