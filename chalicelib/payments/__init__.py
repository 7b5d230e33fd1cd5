"""Money at Stripe: hosted Checkout, holds, captures, releases, refunds, the accounts of hosts, and Stripe's events."""
