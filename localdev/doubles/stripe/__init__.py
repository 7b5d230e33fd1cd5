"""A stateful double of Stripe for development and tests: API, hosted Checkout page, webhooks, movable clock.

Start it with `python -m localdev.doubles.stripe`, or `StripeDouble(...).start()` inside a test.
"""

from localdev.doubles.stripe.double import RefusedToStart, StripeDouble

__all__ = ["RefusedToStart", "StripeDouble"]
