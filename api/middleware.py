"""What holds for every request: a limit on the body, and headers that keep pages to their own resources."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem

# Questions and conversations are text; a conversation of the greatest length allowed fits.
MAX_JSON_BYTES = 8 * 1024 * 1024
# Room for the boundaries and headers of a form around the file itself.
FORM_OVERHEAD_BYTES = 64 * 1024

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
KEPT = "public, max-age=31536000, immutable"  # a year, as long as browsers keep anything


class BodyLimit:
    """Answer 413 to a body over the limit, whether its length is announced or found while reading."""

    def __init__(self, app: ASGIApp, *, max_upload_bytes: int) -> None:
        self.app = app
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit, detail = self._limit(headers)
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > limit:
            await problem(Request(scope), 413, detail)(scope, receive, send)
            return
        received = 0

        async def limited_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, detail)
            return message

        await self.app(scope, limited_receive, send)

    def _limit(self, headers: Headers) -> tuple[int, str]:
        if headers.get("content-type", "").startswith("multipart/"):
            megabytes = self.max_upload_bytes // (1024 * 1024)
            return (
                self.max_upload_bytes + FORM_OVERHEAD_BYTES,
                f"上传的文件超过 {megabytes} MB，请拆分文件，或由管理员调大环境变量 ZHENGDA_MAX_UPLOAD_MB。",
            )
        return MAX_JSON_BYTES, f"请求正文超过 {MAX_JSON_BYTES // (1024 * 1024)} MB，请缩短。"


class SecurityHeaders:
    """Add the headers above to every response; what lies below the path `lasting` never changes and may be kept."""

    def __init__(self, app: ASGIApp, *, lasting: str) -> None:
        self.app = app
        self.lasting = f"{lasting}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(self.lasting):
                    headers.setdefault("Cache-Control", KEPT)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
