"""Our published schemas say what the contracts say; they may add, and change nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT.parent / "shared" / "contracts"


def missing(contract: object, ours: object, at: str = "") -> list[str]:
    """Return the places where ours leaves out or changes what the contract says."""
    if isinstance(contract, dict) and isinstance(ours, dict):
        found = []
        for key, value in contract.items():
            path = f"{at}/{key}"
            found += missing(value, ours[key], path) if key in ours else [path]
        return found
    return [] if contract == ours else [at]


@pytest.mark.parametrize("name", ["athlete.schema.json", "plan.schema.json"])
def test_a_published_schema_keeps_its_contract(name: str) -> None:
    if not CONTRACTS.is_dir():
        pytest.skip("the contracts are not beside this checkout")
    ours = json.loads((ROOT / "docs" / "reference" / name).read_text("utf-8"))
    assert missing(json.loads((CONTRACTS / name).read_text("utf-8")), ours) == []


def test_the_check_finds_what_was_changed() -> None:
    contract = {"a": {"type": "string"}, "b": {"enum": [1, 2]}}
    assert missing(contract, {"a": {"type": "number"}, "c": 1}) == ["/a/type", "/b"]
    assert missing(contract, {**contract, "c": 1}) == []
