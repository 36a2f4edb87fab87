"""Who may read and who may write: keys, and the rule for machines without keys."""

from __future__ import annotations

import ipaddress
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from api.settings import Settings

_ASK_FOR_KEY = {"WWW-Authenticate": 'Bearer realm="zhengda"'}


async def require_reader(request: Request) -> None:
    """Let readers and editors pass where a reader key is set, everybody otherwise.

    A coroutine, as what needs no thread is not handed to one.

    Raises:
        HTTPException: 401, the key is missing or wrong.
    """
    settings: Settings = request.app.state.settings
    if settings.reader_key and not _has_key(request, settings.reader_key, settings.editor_key):
        raise HTTPException(
            401,
            "查询需要口令，请在请求头 Authorization: Bearer 或 X-API-Key 中给出 "
            "ZHENGDA_READER_KEY 所设的口令。",
            _ASK_FOR_KEY,
        )


async def require_editor(request: Request) -> None:
    """Let holders of the editor key pass; without such a key, programs on this machine.

    Raises:
        HTTPException: 401, the key is missing or wrong; 403, the request comes from another machine or from a
            page of another site.
    """
    settings: Settings = request.app.state.settings
    if not is_same_origin(request):
        raise HTTPException(403, "这个请求由别的网站的页面发出，已拒绝；请在本系统的页面上操作。")
    if settings.editor_key:
        if not _has_key(request, settings.editor_key):
            raise HTTPException(
                401,
                "导入、替换和删除文档需要口令，请在请求头 Authorization: Bearer 或 X-API-Key 中给出 "
                "ZHENGDA_EDITOR_KEY 所设的口令。",
                _ASK_FOR_KEY,
            )
    elif not _from_this_machine(request):
        raise HTTPException(
            403,
            "未设编辑口令时只能在运行本系统的机器上导入、替换和删除文档；"
            "要从别的机器操作，请设置环境变量 ZHENGDA_EDITOR_KEY 后重新启动。",
        )


def _has_key(request: Request, *keys: str) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    offered = [request.headers.get("x-api-key", ""), token.strip() if scheme.lower() == "bearer" else ""]
    return any(
        secrets.compare_digest(given.encode(), key.encode())
        for given in offered
        for key in keys
        if given and key
    )


def is_same_origin(request: Request) -> bool:
    """Browsers send `Origin` with writing requests; a page of another site must not write through them."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def _from_this_machine(request: Request) -> bool:
    """The client's address and the name it asked for are both local.

    The name matters because another site can make its own name point to 127.0.0.1.
    """
    client = request.client.host if request.client else ""
    # A proxy on this machine speaks for clients elsewhere.
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not forwarded and _is_local(client) and _is_local(request.url.hostname or "")


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
