"""Bookings: requested, paid, answered, cancelled, expired. The pattern that every domain follows.

    awaiting_payment -> pending_host -> confirming -> confirmed
            |                |              |             |
        abandoned     declined|expired   expired      cancelled

A free booking starts at pending_host, or at confirmed where the room accepts by itself; so does a paid one in such
a room once the card is charged. Each state that waits on the clock has a `due_at`; docs/bookings.md draws it all.
"""
