"""Rehabilitation: the protocols by injury, and one as a handout; to be read, not run here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from ironstride.body.words import REGION_NAMES
from ironstride.catalogue.protocols import protocols
from ironstride.domain.body_region import Region
from ironstride.services.protocol_pages import listed, page_of
from ironstride.web.forms import not_found
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()


@ROUTER.get("/protocols")
def show(
    request: Request, visit: Asked, region: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """Show the protocols, all or those of a region."""
    chosen = Region(region) if region in set(Region) else None
    served = {each for one in protocols() for each in one.regions}
    return render(
        request,
        visit,
        "protocols/template.html",
        page=PAGE,
        where="Rehab",
        groups=listed(chosen),
        chosen=chosen,
        chosen_words="" if chosen is None else REGION_NAMES[chosen],
        regions=[(each.value, REGION_NAMES[each]) for each in Region if each in served],
    )


@ROUTER.get("/protocols/{id}")
def show_one(request: Request, visit: Asked, id: str) -> HTMLResponse:
    """Show one protocol as a handout."""
    found = page_of(id)
    if found is None:
        raise not_found(f"“{id}” is no protocol.", id, "Choose one of Rehab.")
    return render(
        request,
        visit,
        "protocols/one.html",
        page=PAGE,
        where="Rehab",
        one=found,
        protocol=found.protocol,
    )


PAGE = Page(
    name="protocols",
    path="/protocols",
    title="Rehab",
    stand=Stand.MORE,
    order=6,
    router=ROUTER,
    sentence="Ways back from injuries, stage by stage: to read with whoever treats you.",
)
