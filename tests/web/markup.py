"""What tests ask of a page's HTML, with the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "use", "path", "rect", "circle"})


@dataclass
class Element:
    """An element with its attributes, its ancestors and the text in it."""

    tag: str
    attributes: dict[str, str]
    ancestors: tuple[Element, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, white space as one space."""
        return " ".join("".join(self.parts).split())


class Markup(HTMLParser):
    """All elements of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].tag == tag:
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag with these attributes (``_`` reads as ``-``)."""
        return [
            each
            for each in self.elements
            if each.tag == tag
            and all(each.attributes.get(k.replace("_", "-")) == v for k, v in attributes.items())
        ]

    def named(self, element: Element) -> str:
        """Return the accessible name that an element's own markup gives it."""
        told = element.attributes.get("aria-label", "")
        if told:
            return told
        by = element.attributes.get("aria-labelledby")
        if by:
            return " ".join(e.text for e in self.elements if e.attributes.get("id") in by.split())
        labels = [e.text for e in self.elements if e.tag == "label" and e in element.ancestors]
        own = element.attributes.get("id")
        labels += [e.text for e in self.elements if own and e.attributes.get("for") == own]
        return element.text or " ".join(labels) or element.attributes.get("title", "")
