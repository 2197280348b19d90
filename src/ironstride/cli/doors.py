"""The database behind a command: opened, asked, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ironstride.cli.output import refuse, tell
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from ironstride.domain.problem import Parsed
    from ironstride.storage import Database, Glance, UnitOfWork

T = TypeVar("T")


def database_path(given: Path | None, *, as_json: bool) -> Path:
    """Return the database file: as given, else as the settings say."""
    return surroundings().settings(as_json=as_json).database if given is None else given


@contextmanager
def opened(given: Path | None, *, as_json: bool) -> Iterator[Database]:
    """Give the database, made where there is none; end with exit code 2 where it cannot be."""
    from ironstride.storage import StorageError, open_database

    path = database_path(given, as_json=as_json)
    try:
        database = open_database(path)
    except StorageError as error:
        refuse([error.problem], as_json=as_json)
    try:
        yield database
    except StorageError as error:
        refuse([error.problem], as_json=as_json)
    finally:
        database.close()


def read(given: Path | None, work: Callable[[UnitOfWork | Glance], T], *, as_json: bool) -> T:
    """Return what work reads of the database; end with exit code 2 where it cannot be read."""
    from ironstride.storage import StorageError, at_a_glance

    try:
        seen = at_a_glance(database_path(given, as_json=as_json), work)
    except StorageError as error:
        refuse([error.problem], as_json=as_json)
    if seen is not None:
        return seen.value
    with opened(given, as_json=as_json) as store:
        return got(store.read(work), as_json=as_json)


def got(parsed: Parsed[T], *, as_json: bool) -> T:
    """Return the value, its warnings told; without a value end with exit code 2."""
    if parsed.value is None:
        refuse(parsed.problems, as_json=as_json)
    tell(parsed.problems)
    return parsed.value
