"""Which Stripe the product talks to: the double, or Stripe's own test mode when a test key is given."""

import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from localdev.doubles.stripe import StripeDouble
from localdev.doubles.stripe.double import (
    DEFAULT_CONNECT_WEBHOOK_SECRET,
    DEFAULT_THIN_WEBHOOK_SECRET,
    DEFAULT_WEBHOOK_SECRET,
)

TEST_KEYS = ("sk_test_", "rk_test_")
STRIPE = "https://api.stripe.com"
WEBHOOKS_PATH = "/api/v1/stripe/platform"
DOUBLE_KEY = "sk_test_local_double"
DOUBLE_WEBHOOK_SECRETS = " ".join(
    (DEFAULT_WEBHOOK_SECRET, DEFAULT_CONNECT_WEBHOOK_SECRET, DEFAULT_THIN_WEBHOOK_SECRET)
)


class StripeRefused(RuntimeError):
    """The environment names a Stripe account that cannot be used."""


@dataclass(frozen=True)
class StripeAccount:
    """A test account at Stripe."""

    key: str
    webhook_secret: str


def account_of(environment: Mapping[str, str], url: str) -> StripeAccount | None:
    """None means the double. Raises StripeRefused."""
    key = environment.get("STRIPE_SECRET_KEY", "")
    if not key:
        return None
    if not key.startswith(TEST_KEYS):
        raise StripeRefused("STRIPE_SECRET_KEY is not a test key (sk_test_…): no real money from a laptop.")
    webhook_secret = environment.get("STRIPE_WEBHOOK_SECRET", "")
    if not webhook_secret:
        raise StripeRefused(
            "Stripe's test mode also needs STRIPE_WEBHOOK_SECRET. Keep this running in another terminal:\n\n"
            f"    stripe listen --forward-to {url}{WEBHOOKS_PATH}\n\n"
            "It prints the secret (whsec_…): set it in STRIPE_WEBHOOK_SECRET and start again."
        )
    return StripeAccount(key, webhook_secret)


class RunningStripe:
    """The double of this process, or nothing at all when Stripe itself plays its part."""

    def __init__(self, account: StripeAccount | None, *, port: int, state_file: Path, url: str) -> None:
        self._double = None
        if account is None:
            events = f"{url}{WEBHOOKS_PATH}"
            self._double = StripeDouble(
                port=port,
                state_file=state_file,
                webhook_url=events,
                connect_webhook_url=events,
                thin_webhook_url=events,
            ).start()
        self.base = self._double.url if self._double else STRIPE

    @property
    def page(self) -> str:
        """The double's control page, "" without a double."""
        return f"{self.base}/_double" if self._double else ""

    def move_clock(self, offset_seconds: int) -> None:
        """Stripe's own clock cannot be moved."""
        if self._double is None:
            return
        request = urllib.request.Request(  # noqa: S310 - our own double
            f"{self.base}/_double/clock",
            data=json.dumps({"offset_seconds": offset_seconds}).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310

    def stop(self) -> None:
        if self._double is not None:
            self._double.stop()


def secret_of(account: StripeAccount | None) -> dict[str, str]:
    """What the stage's secret says of Stripe."""
    return {
        "stripe_secret_key": account.key if account else DOUBLE_KEY,
        "stripe_webhook_secret": account.webhook_secret if account else DOUBLE_WEBHOOK_SECRETS,
    }
