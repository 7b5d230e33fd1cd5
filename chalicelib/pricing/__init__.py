"""Pure rules on rates: the cheapest cover of a span by a room's units. Golden table: `docs/pricing.md`."""
