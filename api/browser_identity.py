"""Which browser asks: an unguessable name in a cookie that scripts cannot read."""

from __future__ import annotations

import hashlib
import re
import secrets

from fastapi import HTTPException, Request, Response

from api.access import is_same_origin

COOKIE = "zhengda_browser"
_YEAR = 365 * 24 * 3600  # seconds
_NAME = re.compile(r"[0-9a-f]{32}")


def owner_of(request: Request) -> str:
    """What the store calls this browser: a hash, so that the file does not hold what opens conversations; "" if new.

    Raises:
        HTTPException: 403, a page of another site asks.
    """
    if not is_same_origin(request):
        raise HTTPException(403, "这个请求由别的网站的页面发出，已拒绝；请在本系统的页面上操作。")
    name = request.cookies.get(COOKIE, "")
    return _hashed(name) if _NAME.fullmatch(name) else ""


class NewBrowser:
    """A name for a browser that has none yet."""

    def __init__(self) -> None:
        self._name = secrets.token_hex(16)
        self.owner = _hashed(self._name)

    def remember(self, response: Response, *, secure: bool) -> None:
        """Set the cookie, for a year."""
        response.set_cookie(
            COOKIE, self._name, max_age=_YEAR, httponly=True, samesite="strict", secure=secure, path="/"
        )


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
