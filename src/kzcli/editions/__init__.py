"""Two editions of a brief: what differs, what that does to its recommendations, and what must be looked at again.

Pure functions of briefs. What never counts: the order of items and in lists, and spacing.
"""
