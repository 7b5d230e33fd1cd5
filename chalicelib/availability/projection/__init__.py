"""What the search knows of a city without asking its rooms: a directory of what is sold, and bits for each room and
day that carries something (docs/search.md, ADR 0022).

Nobody depends on it: it only says which rooms are worth an exact look. It is written after the counters, from what
they are at that moment, never from what an event says, so that late, repeated and swapped events do no harm.
"""
