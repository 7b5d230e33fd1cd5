"""Calendar feeds: a secret address per room, space or coworker, which a calendar program asks again and again.

Whoever holds the address reads the feed without signing in, until it is revoked or, for a host's, until its maker is
no longer of the desk. docs/feeds.md
"""
