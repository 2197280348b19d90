"""Finds the written-out lists (`RULES`, `IMPORTERS`, …) and says which files they leave out."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tests.repo.tree import PACKAGE, dotted, files, syntax


class WrittenList(NamedTuple):
    """A list by its name, the folder whose files it lists, and how they are found there.

    Args:
        name: of the module-level tuple that lists them.
        room: the folder below the package that holds the list.
        pattern: which files below the room must be listed.
        may_serve: whether a file may be there because a listed one imports it.
    """

    name: str
    room: str
    pattern: str
    may_serve: bool


def defining_module(row: WrittenList) -> str | None:
    """Return the import name of the module that assigns the list; None if there is none."""
    for path in sorted((PACKAGE / row.room.split("/")[0]).rglob("*.py")):
        for node in syntax(path).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            target = node.target if isinstance(node, ast.AnnAssign) else None
            names = {t.id for t in (*targets, target) if isinstance(t, ast.Name)}
            if row.name in names:
                return dotted(path)
    return None


def candidates(row: WrittenList) -> tuple[Path, ...]:
    """Return the files that the list must know: modules, or packages by their `__init__`."""
    room = PACKAGE / row.room
    return tuple(
        path
        for path in files()
        if room in path.parents
        and path.relative_to(room).match(row.pattern)
        and len(path.relative_to(room).parts) == len(Path(row.pattern).parts)
        and (path.name == "__init__.py") == row.pattern.endswith("__init__.py")
    )


def is_listed(module: ModuleType, entries: tuple[object, ...]) -> bool:
    """Return whether an entry is the module, names it, or was made in it."""
    name = module.__name__
    own = [value for key, value in vars(module).items() if not key.startswith("__")]
    for entry in entries:
        if entry is module or entry in (name, name.rpartition(".")[2]):
            return True
        if any(entry is value for value in own):
            return True
        if any(_comes_from(value, name) for value in _values(entry)):
            return True
    return False


def _values(entry: object) -> list[object]:
    """Return the field values of a record in a list, or its parts if it is a tuple."""
    if isinstance(entry, tuple):
        return list(entry)
    slots = getattr(type(entry), "__dataclass_fields__", {})
    return [getattr(entry, field) for field in slots]


def _comes_from(value: object, name: str) -> bool:
    """Return whether a record's value is a function, class or name of the module."""
    if isinstance(value, str):
        return value == name or value.startswith((f"{name}:", f"{name}."))
    made_in = getattr(value, "__module__", "") if callable(value) else ""
    return made_in == name or made_in.startswith(f"{name}.")


def serves(module: str, room: str, listed: set[str]) -> bool:
    """Return whether a listed module, or one that serves a listed one, imports `module`."""
    imports = {
        dotted(path): imported_names(syntax(path))
        for path in files()
        if path.suffix == ".py" and PACKAGE / room in path.parents
    }
    reached, waiting = set[str](), [n for n in imports if any(is_within(n, top) for top in listed)]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        waiting += [n for n in imports if any(is_within(i, n) for i in imports[name])]
    return any(is_within(name, module) for name in reached)


def is_within(name: str, package: str) -> bool:
    """Return whether an import name is a package's or of something in it."""
    return name == package or name.startswith(f"{package}.")


def imported_names(tree: ast.Module) -> set[str]:
    """Return the names a module imports, each with what is taken from it."""
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def left_out(row: WrittenList) -> list[str]:
    """Return the import names of the modules that the list should know and does not."""
    where = defining_module(row)
    if where is None:
        return [f"{row.room}: no list named {row.name}"]
    entries = tuple(getattr(importlib.import_module(where), row.name))
    names = [name for name in map(dotted, candidates(row)) if name != where]
    listed = {name for name in names if is_listed(importlib.import_module(name), entries)}
    return [
        name
        for name in names
        if name not in listed and not (row.may_serve and serves(name, row.room, listed))
    ]
