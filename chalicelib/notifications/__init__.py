"""E-mails: which fact tells whom what, in which words, and each mail once.

`deliver` and `wants` are the consumer of the facts' queue. `mails.py` is the table, `context.py` chooses the words of
one mail, `words.py` says dates and money, `templates/<language>/<mail>.j2` are the letters. A letter is written once
and rendered twice, through `layout.html.j2` and `layout.txt.j2`, so that its text and its HTML never disagree.
"""
