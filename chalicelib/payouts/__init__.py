"""Hosts get paid: what the platform owes them for each booking, the month-end run that bills it, the transfers to
their accounts and the payouts to their banks (docs/payouts.md, ADR 0018, ADR 0019).

    capture ──fact──► payable ──due──► release ──► transfer ──► movement ──► payout ──► bank
                         └──► month ──run──► documents (389, commission) ──► payday

    payables   what is owed, following the bookings        release    from what is owed to the host's account
    closing    a host's month is billed, once              bank       from there to his bank, on business days
    run        every host's month, one message each        take_back  a refund or a dispute after the transfer
    explain    any month, to the cent                      reconcile  our movements beside the provider's
"""
