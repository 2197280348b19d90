"""What exercises are called in other languages, and names that mean several: names.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.fields import Fields
from ironstride.catalogue.installed import BrokenCatalogueError
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.problem import Parsed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ironstride.domain.problem import Problem

FILE: Final = "names.toml"
LANGUAGES: Final = ("en", "pt", "de", "es", "zh")
LEAST_CANDIDATES: Final = 2
MOST_CANDIDATES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Phrases of other languages with their English, and bare names that are asked about.

    Args:
        phrases: phrase to English words; a phrase of two languages means the same in both.
        asked: bare name to the two or three exercises that it may mean, likeliest first.
    """

    phrases: Mapping[str, str]
    asked: Mapping[str, tuple[str, ...]]


def read_glossary(text: str, path: str, exercises: Collection[str]) -> Parsed[Glossary]:
    """Return the glossary of a TOML text, or every fault in it.

    Args:
        exercises: ids that a name may mean.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    top = Fields(table.value, path)
    phrases: dict[str, str] = {}
    problems: list[Problem] = []
    for language in LANGUAGES:
        rows = top.table_of(language)
        for phrase in rows.table:
            english = rows.text(phrase)
            if phrases.setdefault(phrase.casefold(), english) != english:
                rows.fault(
                    phrase,
                    "two-meanings",
                    f"“{phrase}” means “{english}” here and “{phrases[phrase.casefold()]}” before.",
                )
        problems += rows.problems
    asked: dict[str, tuple[str, ...]] = {}
    rows = top.table_of("asked")
    for name in rows.table:
        asked[name] = rows.known_texts(name, exercises)
        if name not in rows.bad and not LEAST_CANDIDATES <= len(asked[name]) <= MOST_CANDIDATES:
            rows.fault(
                name,
                "candidate-count",
                f"“{name}” has {len(asked[name])} candidates; two or three are asked about.",
                "A name that means one exercise is its alias.",
            )
    problems += rows.problems
    top.refuse_unknown_keys()
    problems += top.problems
    if problems:
        return Parsed(value=None, problems=tuple(problems))
    return Parsed(value=Glossary(phrases=phrases, asked=asked))


@cache
def glossary() -> Glossary:
    """Return the installed glossary; read when the first name is looked for, not at the start.

    Raises:
        BrokenCatalogueError: the file of the package is wrong.
    """
    folder = files("ironstride") / "data"
    exercises = {each.name.removesuffix(".toml") for each in (folder / "exercises").iterdir()}
    parsed = read_glossary((folder / FILE).read_text(encoding="utf-8"), FILE, exercises)
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value
