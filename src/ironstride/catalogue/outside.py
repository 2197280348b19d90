"""Movements outside the catalogue, read from outside.toml and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.fields import Fields
from ironstride.catalogue.installed import BrokenCatalogueError, vocabulary
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.outside import WITHOUT_MUSCLES, OutsideKind, OutsideMovement
from ironstride.domain.problem import Parsed, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

FILE: Final = "outside.toml"
SUM_TOLERANCE: Final = 0.005
UPPER_KINDS: Final = frozenset({OutsideKind.ISOLATION, OutsideKind.PUSH, OutsideKind.PULL})


def read_outside(
    text: str, path: str, muscles: Collection[str]
) -> Parsed[tuple[OutsideMovement, ...]]:
    """Return the movements of a TOML text sorted by id, or every fault in it.

    Args:
        muscles: ids of muscles that may be named.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    top = Fields(table.value, path)
    problems: list[Problem] = []
    found: list[OutsideMovement] = []
    claimed: dict[str, str] = {}
    for movement_id in sorted(top.table):
        row = top.table_of(movement_id)
        movement = _movement(movement_id, row, muscles)
        for name in movement.names:
            owner = claimed.setdefault(name.casefold(), movement_id)
            if owner != movement_id:
                row.fault("names", "two-movements", f"“{name}” is a name of “{owner}”, too.")
        row.refuse_unknown_keys()
        problems += row.problems
        found.append(movement)
    problems += top.problems
    if problems:
        return Parsed(value=None, problems=tuple(problems))
    return Parsed(value=tuple(found))


def _movement(id: str, row: Fields, muscles: Collection[str]) -> OutsideMovement:
    kind = row.word("kind", OutsideKind)
    shares = row.numbers_by_id("muscles", muscles, 0.01, 1.0) if row.has("muscles") else {}
    upper = row.flag("upper")
    if not {"kind", "muscles"} & row.bad:
        _check_shares(kind, shares, row)
    if "kind" not in row.bad and upper != (kind in UPPER_KINDS):
        row.fault(
            "upper",
            "upper-and-kind",
            f"“upper” does not go with the kind “{kind}”.",
            "Isolation, push and pull are upper; the rest is not.",
        )
    return OutsideMovement(
        id=id,
        name=row.text("name"),
        kind=kind,
        muscles=shares,
        upper=upper,
        names=row.texts("names"),
        is_loose=row.flag("loose"),
    )


def _check_shares(kind: OutsideKind, shares: dict[str, float], row: Fields) -> None:
    if kind in WITHOUT_MUSCLES:
        if shares:
            row.fault("muscles", "muscles-without-sets", f"“{kind}” trains no muscle in sets.")
        return
    total = sum(shares.values())
    if abs(total - 1.0) > SUM_TOLERANCE:
        row.fault("muscles", "shares", f"The shares of the muscles sum to {total:g}, not to 1.")


@cache
def outside() -> tuple[OutsideMovement, ...]:
    """Return the installed movements; read when a name is no exercise's, not at the start.

    Raises:
        BrokenCatalogueError: the file of the package is wrong.
    """
    text = (files("ironstride") / "data" / FILE).read_text(encoding="utf-8")
    parsed = read_outside(text, FILE, vocabulary().muscle_ids)
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value
