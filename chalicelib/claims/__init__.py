"""Listings brought in from a file, and how whoever they belong to gets them.

    import     awaiting -> bringing -> inviting -> done
                   |           |
                refused     refused (the file is gone, or was replaced)
    claim      open -> claimed

An imported listing is a draft of a host organisation without members. Whoever proves to read mail at the address of
the file becomes its owner; docs/claims.md.
"""
