"""A quick way through TOML that is written plainly, as the catalogue's own files are.

``tomllib`` walks a text character by character in Python, 0.4 ms an exercise: a tenth of a second
at every start of the program. Plain TOML (single-quoted strings, numbers, true, false, arrays,
inline tables, at most one table) differs from JSON in little more than punctuation, so it is
rewritten as JSON and read in C. Whatever is not plain, right or wrong, is left to ``tomllib``,
which also words the errors; a property test holds that the two never differ.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import cast

Table = dict[str, object]

_CHARACTERS = re.compile(r"[a-z0-9_=\[\]{},.\0 \n-]*")
"""All that may stand outside strings, which are NUL here."""
_INLINE_TABLE = re.compile(
    r"\{\}|\{ (?:[a-z][a-z0-9_-]* = [^\s,={}\[\]]+(?:, (?=[a-z])| (?=\})))+\}"
)
_STATEMENT = re.compile(r"^[a-z][a-z0-9_-]* = [^\s=]", re.MULTILINE)
_STRAY_COMMA = re.compile(r"[\[,]\s*,")
_TABLE_HEADER = re.compile(r"\n+\[([a-z][a-z0-9_-]*)\]\n+")
_NEXT_STATEMENT = re.compile(r"\n+(?=[a-z])")
_FIGURE = "\n[figure]\n"
_OTHER_TABLE = re.compile(r"^\[+(?!\[|figure[\].])", re.MULTILINE)


def load_toml(text: str) -> Table:
    """Return the table of a TOML text.

    Raises:
        tomllib.TOMLDecodeError: the text is not TOML.
    """
    plain = read_plain_toml(text)
    return tomllib.loads(text) if plain is None else plain


def load_record(text: str) -> Table:
    """Return the table of an exercise's TOML text; the tables of its figure may be left unread.

    A figure is longer than its record and is drawn seldom: where it stands at the end of a plain
    text it is not read here (``drawing`` reads and checks it). Wherever it stands otherwise, the
    whole text is read.

    Raises:
        tomllib.TOMLDecodeError: the text is not TOML.
    """
    record = without_figure(text)
    plain = read_plain_toml(record)
    if plain is None or _OTHER_TABLE.search(text, len(record)) is not None:
        return tomllib.loads(text)
    return plain


def without_figure(text: str) -> str:
    """Return the text before its figure; all of it where it has none."""
    return text.partition(_FIGURE)[0]


def read_plain_toml(text: str) -> Table | None:
    """Return the table of a plain TOML text; None where the text is not plain, right or wrong."""
    if "\0" in text or "\x7f" in text:
        return None
    pieces = text.strip("\n").replace("\\", "\\\\").replace('"', '\\"').split("'")
    outside = "\0".join(pieces[::2])
    if len(pieces) % 2 == 0 or _CHARACTERS.fullmatch(outside) is None:
        return None
    flat = _INLINE_TABLE.sub("\0", outside)
    statements = len(_STATEMENT.findall(flat))
    if "{" in flat or flat.count("=") != statements or _STRAY_COMMA.search(flat):
        return None
    tables = 0
    if "\n[" in outside:
        outside, tables = _TABLE_HEADER.subn(r',"\1":{"', outside)
    outside = _INLINE_TABLE.sub(_with_quoted_keys, outside)
    outside, further = _NEXT_STATEMENT.subn(',"', outside)
    if tables > 1 or statements != 1 + tables + further:
        return None
    pieces[::2] = outside.replace(" = ", '":').replace(",\n]", "]").split("\0")
    try:
        table = _DECODER.decode('{"' + '"'.join(pieces) + "}" * (1 + tables))
    except ValueError:
        return None
    return cast("Table", table)


def _with_quoted_keys(inline_table: re.Match[str]) -> str:
    """Return an inline table with a quote before every key."""
    return inline_table[0].replace("{ ", '{"').replace(", ", ',"')


def _without_repeats(pairs: list[tuple[str, object]]) -> Table:
    """Return a table whose keys differ from each other.

    Raises:
        ValueError: a key is there twice; ``tomllib`` words the error.
    """
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError
    return table


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats)
"""Made once: to make it takes as long as to read a file."""
