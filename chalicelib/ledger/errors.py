"""What the ledger refuses."""


class NotOwed(Exception):
    """More would leave a guarded account than lies on it: somebody has to look."""

    code = "not_owed"
