"""What the operator's staff watch and mend: rules that must always hold, and messages that no worker could handle.

Read docs/operations.md first. `walk` takes a rule through all it has to examine, page by page, over the queue
`checks`; each file of `rules` is one rule.
"""
