"""Personal trust: what a viewer's colleagues, and theirs, say about somebody, and on what basis.

`vouches` and `statement` read as the specification; `graph` answers the same at any size.
"""
