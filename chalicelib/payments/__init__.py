"""Money at Stripe: hosted Checkout, holds, captures, releases, refunds, and the events Stripe sends back."""
