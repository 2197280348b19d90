"""Every dependency's licence is one that Apache-2.0 work may be distributed with."""

from __future__ import annotations

import pytest

from tools.licences import dependencies, is_allowed


def test_every_dependency_has_a_licence_that_fits() -> None:
    rows = dependencies()
    assert {"numpy", "ortools", "sqlalchemy"} <= {row.name for row in rows}
    assert [(row.name, row.licence) for row in rows if not row.is_allowed()] == []


@pytest.mark.parametrize(
    "licence",
    ["MIT", "MIT AND PSF-2.0", "GPL-3.0-only OR MIT", "(Apache-2.0 OR BSD-2-Clause)"],
)
def test_a_licence_that_can_be_met_is_allowed(licence: str) -> None:
    assert is_allowed(licence)


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "MIT AND GPL-2.0-only", "not stated", "", "Proprietary"]
)
def test_any_other_licence_is_refused(licence: str) -> None:
    assert not is_allowed(licence)
