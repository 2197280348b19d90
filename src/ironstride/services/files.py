"""The files that a runner names, read or refused with what, where and the remedy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.body.red_flags import BY_ID
from ironstride.catalogue import load
from ironstride.catalogue.protocols import pain_rules, rehab_now
from ironstride.catalogue.self_tests import known_test
from ironstride.domain.problem import Parsed, Problem
from ironstride.importers.athlete_checks import KnownIds
from ironstride.importers.athlete_file import read_athlete
from ironstride.importers.plan_json import read_plan
from ironstride.services.measures import Measures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ironstride.domain.athlete import Athlete
    from ironstride.domain.plan import Plan

T = TypeVar("T")

ALWAYS_COUNTS: Final = "“{title}” ({rule}) must hold in every plan and can't be switched off."

MOST_BYTES: Final = 64 * 1024 * 1024
"""Far more than any document of ours; guards against a file named by mistake (house)."""

FORMATS: Final = {".toml": "toml", ".json": "json"}


def known_ids() -> KnownIds:
    """Return the ids that an athlete file may name."""
    catalogue = load()
    return KnownIds(
        exercises=frozenset(catalogue.by_id),
        equipment=frozenset(each.id for each in catalogue.equipment),
        protocols=pain_rules(),
        red_flags=frozenset(BY_ID),
        tests=known_test,
        rules=known_rules,
        rehab=rehab_now,
    )


@cache
def known_rules() -> Mapping[str, str | None]:
    """Return every rule of the planner by id, with a sentence where it can't be switched off."""
    # The rules import the planner with numpy, which most files do without.
    from ironstride.planner.rules import RULES  # noqa: PLC0415 (see above)

    return {
        rule.id: ALWAYS_COUNTS.format(title=rule.title.rstrip("."), rule=rule.id)
        if rule.is_hard
        else None
        for rule in RULES
    }


def read_bytes(path: Path) -> Parsed[bytes]:
    """Return a file's bytes, or why they cannot be had."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return refused(path, "no-such-file", "There is no such file.", "Check the path.")
    except IsADirectoryError:
        return refused(path, "is-a-folder", "This is a folder.", "Name the file in it.")
    except OSError as error:
        sentence = f"The file cannot be opened ({error.strerror})."
        return refused(path, "unreadable-file", sentence, "Check that you may read it.")
    except ValueError:  # a NUL in the name
        return refused(path, "no-such-file", "There is no such file.", "Check the path.")
    if len(content) > MOST_BYTES:
        sentence = f"The file is larger than {MOST_BYTES >> 20} MB."
        return refused(path, "file-too-large", sentence, "Check that it is the right file.")
    return Parsed(value=content)


def read_text(path: Path) -> Parsed[str]:
    """Return a file's text (UTF-8), or why it cannot be had."""
    content = read_bytes(path)
    if content.value is None:
        return Parsed(value=None, problems=content.problems)
    try:
        return Parsed(value=content.value.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        sentence = f"The file is no UTF-8 text: byte {error.start} is not."
        return refused(path, "not-text", sentence, "Save it as UTF-8, or check that it is it.")


def read_athlete_file(path: Path, today: dt.date) -> Parsed[Athlete]:
    """Return the athlete of a TOML or JSON file, by its ending."""
    file_format = FORMATS.get(path.suffix.lower())
    if file_format is None:
        return refused(
            path,
            "wrong-ending",
            f"An athlete file ends in .toml or .json, not in “{path.suffix}”.",
            "Name it by what it holds.",
        )
    text = read_text(path)
    if text.value is None:
        return Parsed(value=None, problems=text.problems)
    return read_athlete(
        text.value, location=str(path), file_format=file_format, today=today, known=known_ids()
    )


def measures_of_file(path: Path, today: dt.date) -> Measures:
    """Return the units that an athlete file asks for; metric where it can't be read."""
    athlete = read_athlete_file(path, today).value
    return Measures(imperial=athlete is not None and athlete.imperial)


def read_plan_file(path: Path) -> Parsed[Plan]:
    """Return the plan of a JSON file."""
    text = read_text(path)
    if text.value is None:
        return Parsed(value=None, problems=text.problems)
    return read_plan(text.value, location=str(path))


def refused(path: Path, code: str, sentence: str, remedy: str) -> Parsed[T]:
    """Return nothing, and the one problem that says why."""
    problem = Problem(code=code, sentence=sentence, location=str(path), remedy=remedy)
    return Parsed(value=None, problems=(problem,))
