"""Documents: ordered by a sale, numbered and frozen by one writer per series, rendered once, kept for ten years.

    ordered -> issued (number, frozen data) -> stored (original bytes, SHA-256 in the ledger)

Other domains order documents in their own transactions (`orders`); docs/billing.md draws the rest.
"""
