"""Who acts for a host: members and their roles, invitations by e-mail. docs/teams.md has the table of rights.

`policy.py` says who may do what to whom; `invite.py`, `accept.py`, `change.py` are the verbs. Every change of a team
moves the version of its host: of two changes at once the second is decided again, on what the first one left.
"""
