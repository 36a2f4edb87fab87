"""The web pages: fixed files, filled by their scripts from the HTTP interface."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

TEMPLATES = Path(__file__).parent.parent / "templates"

# Monitors and link checkers ask for the head alone.
PAGE_METHODS = ["GET", "HEAD"]

router = APIRouter(include_in_schema=False)


def _page(name: str) -> FileResponse:
    return FileResponse(
        TEMPLATES / name, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@router.api_route("/", methods=PAGE_METHODS)
def chat_page() -> FileResponse:
    """Questions and answers."""
    return _page("chat.html")


@router.api_route("/documents", methods=PAGE_METHODS)
def documents_page() -> FileResponse:
    """The list of documents, with the upload form."""
    return _page("documents.html")


@router.api_route("/documents/{doc_id}", methods=PAGE_METHODS)
def document_page(doc_id: str) -> FileResponse:
    """One document; its script reads the id from the address."""
    return _page("document.html")


@router.api_route("/docs", methods=PAGE_METHODS)
def reference_page() -> FileResponse:
    """The HTTP interface, read from `/openapi.json`."""
    return _page("reference.html")


@router.api_route("/favicon.ico", methods=PAGE_METHODS)
def favicon() -> FileResponse:
    """The icon, where a browser looks for it unasked."""
    return FileResponse(TEMPLATES.parent / "static" / "icon.svg", media_type="image/svg+xml")
