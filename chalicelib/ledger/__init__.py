"""The double-entry ledger: every cent that moved, appended and never changed.

    post (in a verb's transaction) -> sealed within minutes (manifest, chain) -> anchored (object lock) -> verified

Read docs/ledger.md first. `post`, `find` and `balances` are what other domains call, with `model` and `chart`; `seal`
is called by a schedule, `audit` by the rules of operations.
"""
