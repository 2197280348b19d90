"""The rehabilitation protocols that an athlete file may name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolName:
    """A protocol by id and name, with its row of evidence."""

    id: str
    name: str
    evidence: str


@cache
def protocols() -> tuple[ProtocolName, ...]:
    """Return the protocols, in the order of the dossier.

    Raises:
        KeyError: the file of the package is wrong, which is a bug.
    """
    text = (files("ironstride") / "data" / "protocols.toml").read_text(encoding="utf-8")
    return tuple(
        ProtocolName(id=id, name=row["name"], evidence=row["evidence"])
        for id, row in tomllib.loads(text).items()
    )
