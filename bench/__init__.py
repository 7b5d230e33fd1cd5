"""Benchmarks that print ratios: what our code costs above the same work made by hand, in one run on one machine.

`make bench` runs them all. Milliseconds are those of this machine and this emulator; only ratios and counts compare.
"""
