"""The web pages: templates, filled by their scripts from the HTTP interface."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from api.reference import read_reference
from api.templating import page

STATIC_FOLDER = Path(__file__).parent.parent / "static"

# Monitors and link checkers ask for the head alone.
PAGE_METHODS = ["GET", "HEAD"]

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=PAGE_METHODS)
def chat_page(request: Request) -> HTMLResponse:
    """Questions and answers."""
    return page(request, "chat.html")


@router.api_route("/shared/{share_id}", methods=PAGE_METHODS)
def shared_page(share_id: str, request: Request) -> HTMLResponse:
    """A conversation that somebody shared; its script reads the link's name from the address."""
    return page(request, "shared.html")


@router.api_route("/documents", methods=PAGE_METHODS)
def documents_page(request: Request) -> HTMLResponse:
    """The list of documents, with the upload form."""
    return page(request, "documents.html")


@router.api_route("/documents/{doc_id}", methods=PAGE_METHODS)
def document_page(doc_id: str, request: Request) -> HTMLResponse:
    """One document; its script reads the id from the address."""
    return page(request, "document.html")


@router.api_route("/ledger", methods=PAGE_METHODS)
def ledger_page(request: Request) -> HTMLResponse:
    """Responsibilities, targets and deadlines of all documents."""
    return page(request, "ledger.html")


@router.api_route("/bodies/{name}", methods=PAGE_METHODS)
def body_page(name: str, request: Request) -> HTMLResponse:
    """What one body has to do; its script reads the name from the address."""
    return page(request, "body.html")


@router.api_route("/unanswered", methods=PAGE_METHODS)
def unanswered_page(request: Request) -> HTMLResponse:
    """Questions that the documents did not answer."""
    return page(request, "unanswered.html")


@router.api_route("/feedback", methods=PAGE_METHODS)
def feedback_page(request: Request) -> HTMLResponse:
    """What askers said of answers; the list itself needs the editor's key."""
    return page(request, "feedback.html")


@router.api_route("/help", methods=PAGE_METHODS)
def help_page(request: Request) -> HTMLResponse:
    """How to ask, and what an answer is worth."""
    return page(request, "help.html")


@router.api_route("/docs", methods=PAGE_METHODS)
def reference_page(request: Request) -> HTMLResponse:
    """The HTTP interface, as its OpenAPI description tells it; needs no script."""
    reference = read_reference(request.app.openapi())
    return page(request, "reference.html", reference=reference, host=request.url.netloc)


@router.api_route("/favicon.ico", methods=PAGE_METHODS)
def favicon() -> FileResponse:
    """The icon, where a browser looks for it unasked."""
    return FileResponse(STATIC_FOLDER / "icon.svg", media_type="image/svg+xml")
