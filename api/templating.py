"""The web pages: Jinja2 templates around one layout, filled by scripts from the HTTP interface."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Renders templates; everything put into a page is escaped."""

    def __init__(self, version: str, static: str) -> None:
        """Render pages of a version of the program; `static` is the path below which their scripts and styles lie."""
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.globals.update(version=version, static=static)

    def render(self, name: str, **values: object) -> HTMLResponse:
        """The page made from the template `name`.

        It names the scripts that belong to it, so browsers ask each time whether there is a newer one.
        """
        html = self._environment.get_template(name).render(values)
        return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def page(request: Request, name: str, **values: object) -> HTMLResponse:
    """A page rendered by the app that got `request`."""
    pages: Pages = request.app.state.pages
    return pages.render(name, **values)
