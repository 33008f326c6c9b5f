"""Pages of the documentation with a part that is generated: between two marks, never by hand."""

from __future__ import annotations

END = "<!-- to here -->"


def with_part(page: str, begin: str, part: str) -> str:
    """Return a page with what stands between `begin` and END written anew.

    Raises ValueError where the page lacks a mark.
    """
    head, _, rest = page.partition(begin)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise ValueError(f"the page needs {begin} and {END}")
    return f"{head}{begin}\n\n{part}\n{END}{tail}"
