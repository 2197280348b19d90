"""The web app: pages, static files, the wall."""

from __future__ import annotations

import mimetypes

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from ironstride.web.pages import PAGES
from ironstride.web.refusals import add_handlers, refusal
from ironstride.web.rendering import STATIC, shell_version, static_files
from ironstride.web.replanning import Replanner
from ironstride.web.security import Wall
from ironstride.web.shelf import Shelf

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
REVALIDATE = {"Cache-Control": "no-cache"}


class Static(StaticFiles):
    """Static files that browsers ask about again: they change with the program, without a name."""

    def file_response(self, *args: object, **kwargs: object) -> FileResponse:
        """Return a file that is revalidated by its ETag."""
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # as given
        answer.headers.update(REVALIDATE)
        return answer  # type: ignore[return-value]  # or a bare 304, which has headers, too


def create_app(shelf: Shelf) -> FastAPI:
    """Return the app that serves a shelf's databases."""
    limits = {page.path: page.most_bytes for page in PAGES}
    app = FastAPI(
        title="Ironstride",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Wall, limits=limits, refusal=refusal)],
    )
    app.state.shelf = shelf
    app.state.pages = PAGES
    app.state.replanner = Replanner(in_background=shelf.in_background, settings=shelf.settings)
    add_handlers(app)
    app.mount("/static", Static(directory=STATIC), name="static")
    for page in PAGES:
        app.include_router(page.router)

    @app.get("/sw.js", include_in_schema=False)
    def service_worker() -> FileResponse:
        return FileResponse(STATIC / "sw.js", media_type="text/javascript", headers=REVALIDATE)

    @app.get("/shell.json", include_in_schema=False)
    def shell() -> JSONResponse:
        files = [f"/static/{path.relative_to(STATIC).as_posix()}" for path in static_files()]
        return JSONResponse({"version": shell_version(), "files": files}, headers=REVALIDATE)

    return app
