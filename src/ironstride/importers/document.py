"""Typed reading of a document's tables: every fault is noted with its key path, none stops it."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import math
import re
import tomllib
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, TypeVar, cast

from ironstride.domain.clock import clock_minute
from ironstride.domain.problem import Parsed, Problem, Severity

Word = TypeVar("Word", bound=StrEnum)
Table = dict[str, object]

TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_CHARACTERS: Final = 32 * 1024 * 1024
"""A plan of 52 weeks has two million; anything much larger is no document of ours (house)."""
SHOWN: Final = 24
"""A remedy that lists more names than this is not read (house)."""


DIGITS = "integer string conversion"
"""What Python says of a number with thousands of digits, followed by advice for programmers."""


class TwiceError(ValueError):
    """A key that stands twice in one JSON object."""


class Faults:
    """The problems of one document, by key path; a path with an error counts as unread."""

    def __init__(self, location: str) -> None:
        self.location = location
        self.problems: list[Problem] = []
        self._bad: list[str] = []

    def add(
        self,
        path: str,
        code: str,
        sentence: str,
        remedy: str | None = None,
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem at a key path, e.g. ``races[2].date``."""
        if severity is Severity.ERROR:
            self._bad.append(path)
        where = f"{self.location}: {path}" if self.location and path else self.location or path
        self.problems.append(
            Problem(code=code, sentence=sentence, location=where, remedy=remedy, severity=severity)
        )

    def warn(self, path: str, code: str, sentence: str, remedy: str | None = None) -> None:
        """Note something that is told and goes on."""
        self.add(path, code, sentence, remedy, severity=Severity.WARNING)

    def good(self, *paths: str) -> bool:
        """Whether all that stands at these paths, and in what holds them, was read."""
        return not any(is_within(path, bad) for path in paths for bad in self._bad)

    @property
    def refuses(self) -> bool:
        """Whether an error was noted."""
        return bool(self._bad)


def is_within(path: str, outer: str) -> bool:
    """Return whether a key path is another, or lies in it."""
    return not outer or path == outer or path.startswith((f"{outer}.", f"{outer}["))


class TableReader:
    """Reads the keys of one table; a key that is missing or wrong gives a placeholder.

    Args:
        table: None where there was no table: nothing more is then said about its keys.
        path: key path of the table, empty for the document.
        strict: whether a key that nothing asked for is an error.
    """

    def __init__(
        self, table: Mapping[str, object] | None, path: str, faults: Faults, *, strict: bool
    ) -> None:
        self._table = {} if table is None else table
        self._dead = table is None
        self._asked: set[str] = set()
        self.path = path
        self.faults = faults
        self.strict = strict

    def at(self, key: str) -> str:
        """Return the key path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is written; asking makes it a known key."""
        self._asked.add(key)
        return key in self._table

    def has_value(self, key: str) -> bool:
        """Whether the key is written with something other than null."""
        return self.has(key) and self._table[key] is not None

    def missing(self, key: str) -> None:
        """Note that a key must be there and is not."""
        if not self._dead:
            self.faults.add(
                self.at(key), "missing-key", f"“{key}” is missing.", f"Add {self.at(key)}."
            )

    def wrong(self, key: str, wanted: str) -> None:
        """Note that what stands at a key is not what is wanted."""
        shown = _shown(self._table[key])
        self.faults.add(
            self.at(key),
            "wrong-value",
            f"“{key}” is {shown}; it must be {wanted}.",
            f"Write {wanted}.",
        )

    def _value(self, key: str) -> object:
        if not self.has(key):
            self.missing(key)
            return None
        return self._table[key]

    def text(
        self, key: str, *, longest: int | None = None, pattern: str | None = None, like: str = ""
    ) -> str:
        """Return a text; ``pattern`` must match all of it and ``like`` says it in words."""
        value = self._value(key)
        if not self.has(key):
            return ""
        if not isinstance(value, str):
            self.wrong(key, "a text")
        elif longest is not None and len(value) > longest:
            self.wrong(key, f"a text of at most {longest} characters")
        elif pattern is not None and re.fullmatch(pattern, value) is None:
            self.wrong(key, like)
        else:
            return value
        return ""

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the key is left out."""
        return self.text(key) if self.has(key) else None

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a truth value."""
        if not self.has(key):
            return default
        value = self._table[key]
        if isinstance(value, bool):
            return value
        self.wrong(key, "true or false")
        return default

    def number(
        self,
        key: str,
        low: float = -math.inf,
        high: float = math.inf,
        *,
        above: float | None = None,
    ) -> float:
        """Return a finite number from low to high, both included, and over ``above``."""
        value = self._value(key)
        if not self.has(key):
            return 0.0
        number = _number(value)
        if number is not None and low <= number <= high and (above is None or number > above):
            return number
        self.wrong(key, _number_words("a number", low, high, above))
        return 0.0

    def optional_number(
        self,
        key: str,
        low: float = -math.inf,
        high: float = math.inf,
        *,
        above: float | None = None,
    ) -> float | None:
        """Return a number, or None where the key is left out."""
        return self.number(key, low, high, above=above) if self.has(key) else None

    def integer(self, key: str, low: float = -math.inf, high: float = math.inf) -> int:
        """Return a whole number from low to high, both included; ``3.0`` is one (JSON Schema)."""
        value = self._value(key)
        if not self.has(key):
            return 0
        number = _number(value)
        if number is not None and number == int(number) and low <= number <= high:
            return value if isinstance(value, int) else int(number)
        self.wrong(key, _number_words("a whole number", low, high))
        return 0

    def optional_integer(
        self, key: str, low: float = -math.inf, high: float = math.inf
    ) -> int | None:
        """Return a whole number, or None where the key is left out."""
        return self.integer(key, low, high) if self.has(key) else None

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one word of an enumeration."""
        value = self._value(key)
        if self.has(key):
            if isinstance(value, str) and value in words.__members__.values():
                return words(value)
            self.unknown(key, value, [word.value for word in words])
        return next(iter(words))

    def optional_word(self, key: str, words: type[Word]) -> Word | None:
        """Return one word of an enumeration, or None where the key is left out."""
        return self.word(key, words) if self.has(key) else None

    def unknown(self, key: str, value: object, known: Collection[str]) -> None:
        """Note that a word is none of the known ones, with the nearest in the remedy."""
        self.faults.add(
            self.at(key),
            "unknown-word",
            f"“{key}” is {_shown(value)}, which is not known.",
            nearest(value, known),
        )

    def date(self, key: str) -> dt.date:
        """Return a date written as ``YYYY-MM-DD``."""
        value = self._value(key)
        if self.has(key):
            if isinstance(value, str) and DATE.fullmatch(value):
                try:
                    return dt.date.fromisoformat(value)
                except ValueError:
                    pass
            self.wrong(key, "a date as YYYY-MM-DD")
        return dt.date.min

    def optional_date(self, key: str) -> dt.date | None:
        """Return a date, or None where the key is left out."""
        return self.date(key) if self.has(key) else None

    def minute(self, key: str) -> int:
        """Return minutes since midnight of a local clock time written as ``HH:MM``."""
        value = self._value(key)
        if self.has(key):
            if isinstance(value, str) and TIME.fullmatch(value):
                return clock_minute(value)
            self.wrong(key, "a local clock time as HH:MM, from 00:00 to 23:59")
        return 0

    def optional_minute(self, key: str) -> int | None:
        """Return minutes since midnight, or None where the key is left out."""
        return self.minute(key) if self.has(key) else None

    def rows(self, key: str) -> list[object]:
        """Return what a list holds; nothing where the key is left out."""
        if not self.has(key):
            return []
        value = self._table[key]
        if isinstance(value, list):
            return cast("list[object]", value)
        self.wrong(key, "a list")
        return []

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; an empty one where the key is left out."""
        found = []
        for index, row in enumerate(self.rows(key)):
            if isinstance(row, str):
                found.append(row)
            else:
                self.wrong_row(key, index, row, "a text")
                found.append("")
        return tuple(found)

    def numbers(self, key: str, *, above: float) -> tuple[float, ...]:
        """Return a list of numbers over ``above``; an empty one where the key is left out."""
        found = []
        for index, row in enumerate(self.rows(key)):
            number = _number(row)
            if number is None or number <= above:
                self.wrong_row(key, index, row, _number_words("a number", above=above))
                number = 0.0
            found.append(number)
        return tuple(found)

    def words(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Return a list of words of an enumeration; an empty one where the key is left out."""
        found = []
        for index, row in enumerate(self.rows(key)):
            if isinstance(row, str) and row in set(words):
                found.append(words(row))
            else:
                wanted = "one of " + ", ".join(words)
                self.wrong_row(key, index, row, wanted)
        return tuple(found)

    def wrong_row(self, key: str, index: int, row: object, wanted: str) -> None:
        """Note that one entry of a list is not what is wanted."""
        self.faults.add(
            f"{self.at(key)}[{index}]",
            "wrong-value",
            f"An entry of “{key}” is {_shown(row)}; it must be {wanted}.",
            f"Write {wanted}.",
        )

    def table(self, key: str) -> TableReader:
        """Return the reader of a table in this one; an empty table where the key is left out."""
        if not self.has(key):
            return TableReader({}, self.at(key), self.faults, strict=self.strict)
        return self._reader(self._table[key], self.at(key), key)

    def required_table(self, key: str) -> TableReader:
        """Return the reader of a table that must be there."""
        if self.has(key):
            return self.table(key)
        self.missing(key)
        return TableReader(None, self.at(key), self.faults, strict=self.strict)

    def tables(self, key: str) -> tuple[TableReader, ...]:
        """Return a reader for each table of a list; none where the key is left out."""
        return tuple(
            self._reader(row, f"{self.at(key)}[{index}]", key)
            for index, row in enumerate(self.rows(key))
        )

    def _reader(self, value: object, path: str, key: str) -> TableReader:
        if isinstance(value, dict):
            return TableReader(cast("Table", value), path, self.faults, strict=self.strict)
        self.faults.add(
            path,
            "wrong-value",
            f"“{key}” holds {_shown(value)} where a table with keys belongs.",
            "Write keys with their values.",
        )
        return TableReader(None, path, self.faults, strict=self.strict)

    def close(self) -> None:
        """Note every key that nothing asked for: a typo must not be ignored."""
        if not self.strict:
            return
        for key in sorted(self._table.keys() - self._asked):
            self.faults.add(
                self.at(key),
                "unknown-key",
                f"The key “{key}” means nothing here.",
                nearest(key, self._asked),
            )


def nearest(value: object, known: Collection[str]) -> str:
    """Return the remedy for a word that is not known: the nearest, else what there is."""
    near = difflib.get_close_matches(str(value), sorted(known), n=1)
    if near:
        return f"Did you mean “{near[0]}”?"
    shown = ", ".join(sorted(known)[:SHOWN])
    more = ", …" if len(known) > SHOWN else ""
    return f"Write one of: {shown}{more}." if known else "Take it away."


def _number(value: object) -> float | None:
    """Return a finite number; None for anything else, a truth value included."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _number_words(
    kind: str, low: float = -math.inf, high: float = math.inf, above: float | None = None
) -> str:
    if above is not None:
        return f"{kind} over {above:g}" + (f" and at most {high:g}" if high < math.inf else "")
    if low > -math.inf and high < math.inf:
        return f"{kind} from {low:g} to {high:g}"
    return f"{kind} of at least {low:g}" if low > -math.inf else kind


def _shown(value: object) -> str:
    """Return a value as a sentence can show it: short, as JSON writes it."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = str(value)
    most = 60
    return text if len(text) <= most else f"{text[:most]}…"


def parse_document(text: str, location: str, file_format: str) -> Parsed[Table]:
    """Return the table that a TOML or JSON text holds; TOML's dates and times become texts.

    Args:
        file_format: ``toml`` or ``json``.
    """
    if len(text) > MOST_CHARACTERS:
        return _unreadable(location, "the file is far too large for one of ours")
    try:
        document: object = (
            tomllib.loads(text)
            if file_format == "toml"
            else json.loads(text, object_pairs_hook=_without_twins)
        )
        # JSON knows no dates.
        plain = _plain(document) if file_format == "toml" else document
    except RecursionError:
        return _unreadable(location, "it is nested too deeply")
    except ValueError as error:  # tomllib's and json's errors are ValueErrors, with the line
        long = DIGITS in str(error)
        return _unreadable(location, "a number in it is far too long" if long else str(error))
    if not isinstance(plain, dict):
        return _unreadable(location, "it holds no keys")
    return Parsed(value=cast("Table", plain))


def _without_twins(pairs: list[tuple[str, object]]) -> Table:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise TwiceError(f"the key “{twin}” stands twice in one table")
    return table


def _unreadable(location: str, why: str) -> Parsed[Table]:
    problem = Problem(
        code="unreadable-document",
        sentence=f"The file cannot be read: {why}.",
        location=location,
        remedy="Mend the file at that place, or write it anew.",
    )
    return Parsed(value=None, problems=(problem,))


def _plain(value: object) -> object:
    """Return a value as JSON would hold it: TOML's dates and times as texts."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        whole = not value.second and not value.microsecond
        return value.isoformat("minutes") if whole else value.isoformat()
    return value
