"""Templates to pages: one environment, one frame, our words for figures."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ironstride.services import citations
from ironstride.services.figures import pictures_of
from ironstride.services.measures import IMPERIAL, METRIC, Measures
from ironstride.web import short_words, words
from ironstride.web.page import Page, Stand
from ironstride.web.shelf import Runner, Visit

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"


@cache
def shell_version() -> str:
    """Return a short name of all static files together: changes when one of them does."""
    seen = hashlib.sha256()
    for path in static_files():
        seen.update(path.relative_to(STATIC).as_posix().encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def static_files() -> tuple[Path, ...]:
    """Return every static file, sorted."""
    return tuple(sorted(path for path in STATIC.rglob("*") if path.is_file()))


def as_json(value: object) -> Markup:
    """Return JSON for a ``<script type="application/json">``, which no text in it can end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  every letter that could end the element is escaped above


def _environment(measures: Measures) -> Environment:
    made = Environment(
        loader=FileSystemLoader([HERE / "templates", HERE / "pages"]),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.filters_of(measures))
    made.filters["as_json"] = as_json
    made.filters["short_words"] = short_words.explained
    made.filters["meanings"] = short_words.meanings
    made.filters["sentences"] = short_words.sentences
    made.filters["linked"] = short_words.linked
    made.filters["with_beside"] = citations.with_beside
    made.filters["certainty"] = citations.certainty_words
    made.filters["effect_words"] = citations.effect_words
    made.globals["shell_version"] = shell_version()
    made.globals["measures"] = measures
    made.globals["pictures_of"] = pictures_of
    return made


ENVIRONMENTS: Final = {each: _environment(each) for each in (METRIC, IMPERIAL)}
"""One for each choice of units, so that components say figures as their page does."""
ENVIRONMENT: Final = ENVIRONMENTS[METRIC]
"""For pages that show no figure of a runner."""


def render(
    request: Request,
    visit: Visit,
    template: str,
    *,
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """Return a page in the frame.

    Args:
        template: its path below ``templates/`` or ``pages/``.
        context: must hold ``page`` (its `Page`) and ``where`` (the top line's words).
    """
    pages = request.app.state.pages
    html = (
        ENVIRONMENTS[visit.measures]
        .get_template(template)
        .render(
            request=request,
            visit=visit,
            has_demo=request.app.state.shelf.demo is not None,
            runners=Runner,
            bar=in_nav(pages, Stand.BAR),
            more=in_nav(pages, Stand.MORE),
            **context,
        )
    )
    return HTMLResponse(html, status_code=status)


def in_nav(pages: tuple[Page, ...], stand: Stand) -> tuple[Page, ...]:
    """Return the pages that the navigation shows at a place, in their order."""
    return tuple(sorted((p for p in pages if p.stand is stand), key=lambda p: p.order))
