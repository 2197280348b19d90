"""Typed reading of one TOML table: every fault is noted, none stops the reading."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Word = TypeVar("Word", bound=StrEnum)
Table = dict[str, object]


@cache
def _members(words: type[StrEnum]) -> dict[str, StrEnum]:
    """Return the words of an enumeration by their texts."""
    return {word.value: word for word in words}


class Fields:
    """Reads fields of a table and collects the problems met.

    A field that is missing or wrong is noted once, its key joins ``bad``, and a harmless
    placeholder is returned, so that one pass finds the faults of the whole table.

    Args:
        location: what stands before a key in a problem's location: the file, or file and table.
    """

    def __init__(self, table: Mapping[str, object], location: str) -> None:
        self.table = table
        self.location = location
        self.problems: list[Problem] = []
        self.bad: set[str] = set()
        self._asked: set[str] = set()

    def fault(self, key: str, code: str, sentence: str, remedy: str | None = None) -> None:
        """Note a problem at a key (``muscles.calf``); its field counts as unread from now on."""
        self.bad.add(key.partition(".")[0])
        self.problems.append(
            Problem(code=code, sentence=sentence, location=f"{self.location}: {key}", remedy=remedy)
        )

    def has(self, key: str) -> bool:
        """Whether the key is written; asking makes it a known key."""
        self._asked.add(key)
        return key in self.table

    def _value(self, key: str, kinds: tuple[type, ...], kind_name: str) -> object | None:
        """Return the value if it is there and exactly of a kind: a bool is no whole number."""
        self._asked.add(key)
        value = self.table.get(key)
        if type(value) in kinds:
            return value
        if value is None:
            self.fault(key, "missing-key", f"The key “{key}” is missing.", f"Add {key}.")
        else:
            self.fault(key, "wrong-type", f"“{key}” must be {kind_name}, not {value!r}.")
        return None

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._value(key, (str,), "a text")
        if value is None:
            return ""
        text = cast("str", value)
        if not text.strip() or text != text.strip():
            self.fault(key, "empty-text", f"“{key}” is empty or has spaces around it.")
        return text

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the key is left out."""
        return self.text(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """Return a truth value; False where the key is left out."""
        return bool(self.has(key) and self._value(key, (bool,), "true or false"))

    def number(self, key: str, low: float, high: float) -> float:
        """Return a number from low to high, both included."""
        value = self._value(key, (int, float), "a number")
        if value is None:
            return low
        number = float(cast("float", value))
        if not low <= number <= high:
            self.fault(
                key, "out-of-range", f"“{key}” is {number:g}; it must lie in {low:g}…{high:g}."
            )
        return number

    def optional_number(self, key: str, low: float, high: float) -> float | None:
        """Return a number, or None where the key is left out."""
        return self.number(key, low, high) if self.has(key) else None

    def integer(self, key: str, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        value = self._value(key, (int,), "a whole number")
        if value is None:
            return low
        number = cast("int", value)
        if not low <= number <= high:
            self.fault(key, "out-of-range", f"“{key}” is {number}; it must lie in {low}…{high}.")
        return number

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one word of an enumeration."""
        text = self._value(key, (str,), "a text")
        known = _members(words)
        if text in known:
            return cast("Word", known[text])
        if text is not None:
            self._unknown(key, str(text), known)
        return next(iter(words))

    def one_of(self, key: str, known: Collection[str]) -> str:
        """Return a text that is one of the known ones."""
        text = self.text(key)
        if key not in self.bad and text not in known:
            self._unknown(key, text, known)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that are not empty and differ from each other."""
        return self._texts(key, self._value(key, (list,), "a list of texts"))

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; an empty one where the key is left out."""
        return self.texts(key) if self.has(key) else ()

    def known_texts(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of texts that are all known."""
        return self._known(key, self.texts(key), known)

    def alternatives(self, key: str, known: Collection[str]) -> tuple[frozenset[str], ...]:
        """Return a list of sets of known texts; the list is not empty, a set may be."""
        value = self._value(key, (list,), "a list of lists")
        rows = cast("list[object]", value or [])
        if value is not None and not rows:
            self.fault(key, "empty-list", f"“{key}” is empty; no kit is written [[]].")
        return tuple(frozenset(self._known(key, self._texts(key, row), known)) for row in rows)

    def integers(self, key: str, count: int, low: int, high: int) -> tuple[int, ...]:
        """Return exactly ``count`` whole numbers from low to high."""
        value = self._value(key, (list,), f"a list of {count} whole numbers")
        if value is None:
            return (low,) * count
        numbers = [n for n in cast("list[object]", value) if type(n) is int and low <= n <= high]
        if len(numbers) != count or len(cast("list[object]", value)) != count:
            self.fault(
                key,
                "wrong-type",
                f"“{key}” must be {count} whole numbers in {low}…{high}, not {value}.",
            )
            return (low,) * count
        return tuple(numbers)

    def numbers(self, key: str, low: float, high: float) -> tuple[float, ...]:
        """Return a list of at least one number, each from low to high."""
        value = self._value(key, (list,), "a list of numbers")
        rows = cast("list[object]", value or [])
        numbers = [float(n) for n in rows if isinstance(n, int | float) and type(n) is not bool]
        found = tuple(number for number in numbers if low <= number <= high)
        if value is not None and (len(found) != len(rows) or not rows):
            self.fault(
                key,
                "wrong-type",
                f"“{key}” must be a list of numbers in {low:g}…{high:g}, not {value}.",
            )
        return found

    def numbers_by_id(
        self, key: str, known: Collection[str], low: float, high: float
    ) -> dict[str, float]:
        """Return a table of known ids to numbers from low to high."""
        value = self._value(key, (dict,), "a table of ids to numbers")
        found: dict[str, float] = {}
        for name, number in cast("Table", value or {}).items():
            if name not in known:
                self._unknown(f"{key}.{name}", name, known)
            if (
                not isinstance(number, (int, float))
                or isinstance(number, bool)
                or not low <= number <= high
            ):
                self.fault(
                    f"{key}.{name}",
                    "out-of-range",
                    f"“{name}” is {number!r}; it must be a number in {low:g}…{high:g}.",
                )
            else:
                found[name] = number
        return found

    def texts_by_key(self, key: str, known: Collection[str]) -> dict[str, str]:
        """Return a table of known keys to texts; an empty one where the key is left out."""
        if not self.has(key):
            return {}
        value = self._value(key, (dict,), "a table of texts")
        inner = Fields(cast("Table", value or {}), self.location)
        for name in inner.table:
            if name not in known:
                self._unknown(f"{key}.{name}", name, known)
        found = {name: inner.text(name) for name in inner.table}
        self._adopt(key, inner)
        return found

    def table_of(self, key: str) -> Fields:
        """Return the fields of a table inside this one; ``adopt`` it when it is read."""
        value = self._value(key, (dict,), "a table")
        return Fields(cast("Table", value or {}), f"{self.location}: {key}")

    def tables(self, key: str) -> tuple[Fields, ...]:
        """Return the fields of each table in a list; ``adopt`` each when it is read."""
        value = self._value(key, (list,), "a list of tables")
        rows = cast("list[object]", value or [])
        found = []
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                found.append(Fields(cast("Table", row), f"{self.location}: {key}[{index}]"))
            else:
                self.fault(key, "wrong-type", f"“{key}” must be a list of tables, not {row!r}.")
        return tuple(found)

    def adopt(self, key: str, inner: Fields) -> None:
        """Take over the problems of an inner table that was read, unknown keys included."""
        inner.refuse_unknown_keys()
        if inner.problems:
            self.bad.add(key)
            self.problems.extend(inner.problems)

    def refuse_unknown_keys(self) -> None:
        """Note every key that nothing asked for: a typo must not be ignored."""
        if self.table.keys() <= self._asked:
            return
        for key in sorted(self.table.keys() - self._asked):
            self.fault(
                key, "unknown-key", f"The key “{key}” means nothing here.", "Correct or remove it."
            )

    def _adopt(self, key: str, inner: Fields) -> None:
        for problem in inner.problems:
            self.bad.add(key)
            self.problems.append(problem)

    def _texts(self, key: str, value: object | None) -> tuple[str, ...]:
        rows = value if isinstance(value, list) else []
        texts = tuple(row for row in rows if isinstance(row, str) and row.strip())
        if value is not None and (not isinstance(value, list) or len(texts) != len(rows)):
            self.fault(key, "wrong-type", f"“{key}” must hold texts that are not empty: {value!r}.")
        if len(set(texts)) != len(texts):
            self.fault(key, "twice", f"“{key}” names something twice: {', '.join(texts)}.")
        return texts

    def _known(self, key: str, texts: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
        for text in texts:
            if text not in known:
                self._unknown(key, text, known)
        return texts

    def _unknown(self, key: str, text: str, known: Collection[str]) -> None:
        shown = ", ".join(sorted(known)[:_SHOWN])
        more = ", …" if len(known) > _SHOWN else ""
        self.fault(key, "unknown-id", f"“{text}” is not known for {key}.", f"Known: {shown}{more}.")


_SHOWN = 40
"""A remedy that lists more names than this is not read (house)."""
