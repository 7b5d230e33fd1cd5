"""Money at Stripe: hosted Checkout, holds, captures, releases, refunds, accounts of hosts, and Stripe's events."""
