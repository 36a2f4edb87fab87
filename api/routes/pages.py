"""The web pages: fixed files, filled by their scripts from the HTTP interface."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

TEMPLATES = Path(__file__).parent.parent / "templates"

router = APIRouter(include_in_schema=False)


def _page(name: str) -> FileResponse:
    return FileResponse(
        TEMPLATES / name, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@router.get("/")
def chat_page() -> FileResponse:
    """Questions and answers."""
    return _page("chat.html")


@router.get("/documents")
def documents_page() -> FileResponse:
    """The list of documents, with the upload form."""
    return _page("documents.html")


@router.get("/documents/{doc_id}")
def document_page(doc_id: str) -> FileResponse:
    """One document; its script reads the id from the address."""
    return _page("document.html")


@router.get("/docs")
def reference_page() -> FileResponse:
    """The HTTP interface, read from `/openapi.json`."""
    return _page("reference.html")


@router.get("/favicon.ico")
def favicon() -> FileResponse:
    """The icon, where a browser looks for it unasked."""
    return FileResponse(TEMPLATES.parent / "static" / "icon.svg", media_type="image/svg+xml")
