"""Documents to look at: one of every kind, with the names, rates and lengths that are hard to print.

`make samples` writes them to build/samples/ and has them validated.
"""
