"""How many of what, in words."""

__all__ = ["many"]


def many(count: int, what: str) -> str:
    """So many of something.

    >>> many(1, "row"), many(2, "row")
    ('1 row', '2 rows')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
