"""The page that says how an exercise is drawn, followed word for word."""

from __future__ import annotations

import re
import tomllib

import pytest

from ironstride.catalogue.figure_file import (
    ANGLE_NAMES,
    LIMBS,
    postures,
    read_figure,
)
from ironstride.drawing.figure.checks import faults_of
from ironstride.drawing.figure.description import ThingKind, View
from ironstride.drawing.figure.loads import LOADS
from ironstride.drawing.figure.picture import moving_figure, still_figure
from ironstride.drawing.figure.placing import place_all
from tests.repo.tree import ROOT

PAGE = (ROOT / "docs" / "how-to" / "draw-an-exercise.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_first_figure_of_the_page_is_one_that_could_be_copied() -> None:
    assert len(EXAMPLE) == 1
    parsed = read_figure(tomllib.loads(EXAMPLE[0])["figure"], "page.toml", lambda _: None)
    assert parsed.problems == ()
    assert parsed.value is not None
    assert faults_of(parsed.value) == ()
    assert "<animate" in moving_figure(parsed.value, "Squat", "page").svg
    assert still_figure(parsed.value, "Squat", "page").svg


def test_what_the_page_says_of_the_first_figure_holds() -> None:
    """The page: both feet stay planted, the knees bend by 105°, the trunk leans 35°."""
    shown = read_figure(tomllib.loads(EXAMPLE[0])["figure"], "page.toml", lambda _: None).value
    assert shown is not None
    before, after = place_all(shown)
    assert round(after.skeleton.angles["knee_left"]) == 105
    assert round(after.skeleton.angles["lean"]) == 35
    for heel in ("heel_left", "heel_right"):
        assert before.skeleton.points[heel] == pytest.approx(after.skeleton.points[heel])


def test_the_page_names_every_posture_thing_load_view_and_angle() -> None:
    words = set(re.findall(r"[a-z][a-z_-]*", PAGE))
    assert set(postures()) <= words
    assert {kind.value for kind in ThingKind} <= words
    assert {view.value for view in View} <= words
    assert {load.removesuffix("s") for load in LOADS} <= {word.removesuffix("s") for word in words}
    joints = {re.sub(r"_(left|right)$", "", name) for name in ANGLE_NAMES}
    assert joints <= words
    assert set(LIMBS) <= words | {"foot_right", "hand_right"}


def test_the_command_of_the_page_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "make figures ONLY=" in PAGE
    assert re.search(r"^figures:.*\n\t.*tools\.figures \$\(ONLY\)", makefile, re.MULTILINE)
