"""Properties that Word and PDF files carry, kept only where they can be believed."""

from __future__ import annotations

import re

_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")
_MIN_TITLE = 5
_BEGINNING = 2000


def document_properties(text: str, title: str, author: str, created: str) -> dict[str, str]:
    """`title`, `author` and `created` (an ISO date) where they are known.

    The title is kept only when it stands at the beginning of the text: files are often made from others and
    keep the title of the first. `created` is when the file was made, not when the document was issued.
    """
    found = {"author": author.strip()}
    wanted = "".join(title.split())
    if len(wanted) >= _MIN_TITLE and wanted in "".join(text[:_BEGINNING].split()):
        found["title"] = wanted
    date = _DATE.match(created.strip())
    if date:
        found["created"] = "-".join(date.groups())
    return {key: value for key, value in found.items() if value}
