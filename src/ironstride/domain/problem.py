"""What went wrong, said so that somebody can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """How much a problem costs: an error refuses, a warning is told and goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One expected failure: what, where and the remedy.

    Args:
        code: stable kebab-case key, e.g. ``not-an-activity``.
        sentence: what is wrong, with the facts in it.
        location: where: a key path, a file (``outer.zip/inner.fit``), a byte offset; empty if none.
        remedy: what the person can do; None where nothing is known.
    """

    code: str
    sentence: str
    location: str = ""
    remedy: str | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed(Generic[T]):
    """A value and the problems met on the way; ``value`` is None where nothing could be kept."""

    value: T | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)
