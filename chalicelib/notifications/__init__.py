"""E-mails: which fact tells whom what, in which words, and each mail once.

`deliver` and `wants` are the consumer of the facts' queue. `mails.py` is the table, `cases.py` what was read for one
mail, `context.py` chooses its words (`documents.py` those about invoices, `settlement.py` those about what a host is
owed, `team.py` those about who acts for a host), `words.py` says dates and money, `templates/<language>/<mail>.j2`
are the letters. A letter is written once and rendered twice, through `layout.html.j2` and `layout.txt.j2`, so that
its text and its HTML never disagree.
"""
