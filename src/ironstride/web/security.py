"""The wall around the pages: this machine only, no foreign site, bounded bodies, strict headers.

Without accounts whoever can reach the port reads the diary. A foreign page in the runner's own
browser could try: by a name that it rebinds to 127.0.0.1 (so the Host is checked), by a form or a
fetch (so Origin and Sec-Fetch-Site are), by a frame (so framing is forbidden).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ironstride.domain.problem import Problem
from ironstride.settings import LOOPBACK_HOSTS
from ironstride.web.page import MEGABYTE

CONTENT_POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_SITES: Final = frozenset({"same-origin", "none"})
"""Sec-Fetch-Site of our own pages and of what a person typed or opened from a bookmark."""

FORBIDDEN: Final = 403
TOO_LARGE: Final = 413

Refusal = Callable[[Scope, Problem, int], Response]
"""Makes the page (or JSON) that says why a request was refused."""


def is_loopback(host: str) -> bool:
    """Return whether a Host header, port or none, names this machine."""
    return (urlsplit(f"//{host}").hostname or "") in LOOPBACK_HOSTS


def foreign(headers: Headers, method: str) -> Problem | None:
    """Return why a request is none of ours; None where it is."""
    host = headers.get("host", "")
    try:
        ours = is_loopback(host)
    except ValueError:  # brackets that don't close
        ours = False
    if not ours:
        return Problem(
            code="foreign-host",
            sentence=f"“{host}” is not this machine, and there are no accounts yet to protect "
            "what it would show.",
            location="Host",
            remedy="Open http://127.0.0.1 with the port that Ironstride printed when it started.",
        )
    origin = headers.get("origin")
    if origin is not None and origin != "null" and urlsplit(origin).netloc != host:
        return _from_elsewhere(f"Another site ({origin}) asked for this.", "Origin")
    if method in READING:
        return None
    site = headers.get("sec-fetch-site")
    if origin == "null" or (site is not None and site not in OUR_SITES):
        return _from_elsewhere("A page that is not Ironstride's own sent this.", "Sec-Fetch-Site")
    return None


def _from_elsewhere(sentence: str, location: str) -> Problem:
    return Problem(
        code="foreign-origin",
        sentence=f"{sentence} Nothing was changed.",
        location=location,
        remedy="Do it on Ironstride's own page.",
    )


class Wall:
    """ASGI middleware: refuses what is foreign or too large, and sets the headers of every answer.

    Args:
        limits: most bytes of a body by path; a path counts for what lies below it, too.
        refusal: makes the answer to what is refused.
    """

    def __init__(self, app: ASGIApp, *, limits: Mapping[str, int], refusal: Refusal) -> None:
        self.app = app
        self.limits = dict(sorted(limits.items(), key=lambda each: -len(each[0])))
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        problem = foreign(headers, scope["method"])
        if problem is not None:
            await self.refusal(scope, problem, FORBIDDEN)(scope, receive, guarded_send)
            return
        most = self.most_bytes(scope["path"])
        told = headers.get("content-length", "0")
        if told.isascii() and told.isdigit() and int(told) > most:
            answer = self.refusal(scope, too_large(scope["path"], most), TOO_LARGE)
            await answer(scope, receive, guarded_send)
            return
        await self._counted(scope, receive, guarded_send, most)

    def most_bytes(self, path: str) -> int:
        """Return the largest body that may be sent to a path."""
        for prefix, most in self.limits.items():
            if path == prefix or path.startswith(prefix.rstrip("/") + "/"):
                return most
        return MEGABYTE

    async def _counted(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        """Serve a request whose body tells no length, or a wrong one: count what comes."""
        count, over, started = 0, False, False

        async def counted_receive() -> Message:
            nonlocal count, over
            message = await receive()
            count += len(message.get("body", b""))
            if count > most:
                over = True
                return {"type": "http.disconnect"}
            return message

        async def held_send(message: Message) -> None:
            nonlocal started
            if over and not started:
                return
            started = True
            await send(message)

        try:
            await self.app(scope, counted_receive, held_send)
        except Exception:  # a page that is cut off may fail in any way; the answer says why it was
            if not over or started:
                raise
        if over and not started:
            await self.refusal(scope, too_large(scope["path"], most), TOO_LARGE)(
                scope, receive, send
            )


def too_large(path: str, most: int) -> Problem:
    """Return why a body is refused."""
    return Problem(
        code="too-large",
        sentence=f"What was sent is larger than {most / MEGABYTE:g} MB, the most that fits here.",
        location=path,
        remedy="Send it in parts, or import the folder with `ironstride import`.",
    )
