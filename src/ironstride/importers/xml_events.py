"""XML read as events, entity attacks refused, everything before a fault kept.

The parser is defusedxml's; only its tree building is left out, because a one-hour track spends two
thirds of its time there (benchmarks/import_xml.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast
from xml.etree.ElementTree import ParseError  # the exception alone; nothing is parsed with it
from xml.parsers.expat import errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ironstride.domain.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

BLANKS = b" \t\r\n"
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
PREFIX_OF_TAG = re.compile(rb"<(/?)[A-Za-z_][\w.\-]*:(?=[A-Za-z_])")
PREFIX_OF_ATTRIBUTE = re.compile(rb"(\s)[A-Za-z_][\w.\-]*:([A-Za-z_][\w.\-]*\s*=\s*[\"'])")
BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);)")
FORBIDDEN_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DECLARATION = re.compile(rb"^<\?xml[^>]*\?>")


class Sink(Protocol):
    """What takes the events.

    Within points, which are nine tenths of a file, a sink may set other handlers on ``parser``, and
    do with ends alone: half the calls, and a quarter of the time.

    Args:
        text: collects characters; the sink clears it, at the latest at every end.
        parser: set before the first event.
        count: how much was taken so far, in whatever the sink collects.
    """

    text: list[str]
    parser: Expat
    count: int

    def start(self, tag: str, attributes: list[str]) -> None:
        """Take the start of an element, attributes as name, value, name, value."""

    def end(self, tag: str) -> None:
        """Take the end of an element; its own characters, and blanks, are in ``text``."""


S = TypeVar("S", bound=Sink)


class Expat(Protocol):
    """The handlers of expat that are set here (the stubs of defusedxml do not name them)."""

    buffer_text: bool
    ordered_attributes: bool
    StartElementHandler: object
    EndElementHandler: object
    CharacterDataHandler: object
    DefaultHandlerExpand: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why reading stopped before the end of the document.

    Args:
        attack: the document defines entities or points outside itself; nothing of it is used.
        code: expat's error code, None for an attack.
    """

    sentence: str
    line: int | None = None
    code: int | None = None
    attack: bool = False


def feed(content: bytes, sink: Sink) -> Fault | None:
    """Send the events of a document to the sink; return why it stopped early, else None."""
    parser = DefusedXMLParser(target=_NoTree())
    expat = cast("Expat", parser.parser)
    expat.buffer_text = True
    expat.ordered_attributes = True
    expat.StartElementHandler = sink.start
    expat.EndElementHandler = sink.end
    expat.DefaultHandlerExpand = None  # the tree's, which would be called for every silent start
    expat.CharacterDataHandler = sink.text.append
    sink.parser = expat
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException:
        return Fault(
            sentence="The XML defines entities or points outside itself, "
            "which no activity needs; it may be an attack, so nothing was read.",
            attack=True,
        )
    except ParseError as error:
        line, _ = error.position
        reason = str(error).partition(":")[0]
        return Fault(sentence=reason, line=line, code=error.code)
    except (LookupError, ValueError) as error:
        # An encoding that nobody knows, or one of several bytes that expat cannot use.
        return Fault(sentence=f"unusable encoding ({error})")
    return None


class _NoTree:
    """A parser target without methods: the handlers are set on expat itself."""

    def close(self) -> None:
        """End without a result."""


def trimmed(content: bytes) -> bytes:
    """Return a document without the blanks and marks that exporters put before its declaration.

    Strava puts ten blanks there; strict parsers refuse such a file.
    """
    if content.startswith(UTF16_MARKS):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return content
        content = DECLARATION.sub(b"", text.lstrip().encode())
    previous = None
    while content != previous:
        previous = content
        content = content.lstrip(BLANKS).removeprefix(UTF8_MARK)
    return content


def mended(content: bytes, fault: Fault) -> bytes | None:
    """Return the document with its known slip mended, None where no mending is known.

    Undeclared prefixes, bare ampersands, forbidden control characters and wrong encodings come
    from hand-edited files and from exporters that glue strings together.
    """
    if fault.attack:
        return None
    if fault.code == errors.codes[errors.XML_ERROR_UNBOUND_PREFIX]:
        bare = PREFIX_OF_TAG.sub(rb"<\1", content)
        return PREFIX_OF_ATTRIBUTE.sub(rb"\1\2", bare)
    slips = (errors.XML_ERROR_INVALID_TOKEN, errors.XML_ERROR_UNDEFINED_ENTITY)
    if fault.code is not None and fault.code not in {errors.codes[slip] for slip in slips}:
        return None
    try:
        content.decode()
        text = content
    except UnicodeDecodeError:
        text = DECLARATION.sub(b"", content).decode("utf-8", "replace").encode()
    if fault.code is None:
        text = DECLARATION.sub(b"", text)
    text = BARE_AMPERSAND.sub(b"&amp;", FORBIDDEN_BYTES.sub(b"", text))
    return None if text == content else text


def feed_mended(content: bytes, make_sink: Callable[[], S]) -> tuple[S, Fault | None]:
    """Return a sink that took a document's events, and why they stopped early (None: they did not).

    A document whose slip has a known mending is read a second time; what gave more is kept.
    """
    content = trimmed(content)
    sink = make_sink()
    fault = feed(content, sink)
    repaired = None if fault is None else mended(content, fault)
    if repaired is None:
        return sink, fault
    again = make_sink()
    second = feed(repaired, again)
    return (again, second) if second is None or again.count > sink.count else (sink, fault)


def fault_problem(fault: Fault, *, kept: int, what: str) -> Problem:
    """Return the problem to show for a fault after ``kept`` of ``what`` (e.g. points)."""
    again = "Export the activity again from the app or watch that recorded it."
    if fault.attack:
        return Problem(code="xml-attack", sentence=fault.sentence, remedy=again)
    where = f" in line {fault.line}" if fault.line else ""
    location = f"line {fault.line}" if fault.line else ""
    if kept:
        return Problem(
            code="broken-xml",
            sentence=f"The XML breaks off{where} ({fault.sentence}); "
            f"the {kept} {what} before it were kept.",
            location=location,
            remedy=again,
            severity=Severity.WARNING,
        )
    return Problem(
        code="broken-xml",
        sentence=f"The XML is broken{where} ({fault.sentence}), with nothing usable before it.",
        location=location,
        remedy=again,
    )
