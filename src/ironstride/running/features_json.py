"""Features as plain JSON values and back, so that storage keeps them and streams stay closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from ironstride.domain.run import ActivityKind
from ironstride.running.bouts import Bout, Bouts
from ironstride.running.features import RunFeatures

VERSION: Final = 1
"""Raised whenever `features` would measure something else: what is stored is then measured anew."""


def to_json(features: RunFeatures) -> dict[str, Any]:
    """Return the features as JSON values, with the version that measured them."""
    plain = asdict(features)
    plain["start"] = None if features.start is None else features.start.isoformat()
    plain["kind"] = features.kind.value
    plain["version"] = VERSION
    return plain


def from_json(plain: Mapping[str, Any]) -> RunFeatures | None:
    """Return the features of `to_json`; None where another version measured them."""
    if plain.get("version") != VERSION:
        return None
    fields = {name: value for name, value in plain.items() if name != "version"}
    bouts = fields["bouts"]
    fields["kind"] = ActivityKind(fields["kind"])
    if fields["start"] is not None:
        fields["start"] = dt.datetime.fromisoformat(fields["start"])
    fields["bouts"] = Bouts(
        bouts=tuple(Bout(**bout) for bout in bouts["bouts"]),
        source=bouts["source"],
        contrast=bouts["contrast"],
    )
    for name in ("bests", "power_bests", "cells"):
        fields[name] = tuple(tuple(row) for row in fields[name])
    fields["doubts"] = tuple(fields["doubts"])
    return RunFeatures(**fields)
