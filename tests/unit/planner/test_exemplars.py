"""Programmes that worked are met by plans of ours, found by ordinary athlete files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from benchmarks.exemplar_dose import compared
from benchmarks.exemplars import EXEMPLARS, NOT_ASKED, Dose, Exemplar

BY_TITLE: Final = {each.title: each for each in EXEMPLARS}
SOLVED: Final = ("Støren 2008", "Spurrs 2003")
"""Those whose doses need the solver; the others' are there before it."""
PREVIEWED: Final = (
    "Saunders 2006",
    "Millet 2002",
    "Beattie 2017, first 20 weeks",
    "Zanini 2025",
    "Blagrove 2018",
    "Piacentini 2013",
    "Damasceno 2015",
    "Skovgaard 2014",
    "Berryman 2010, jumps",
    "Berryman 2010, weights",
    "Rønnestad 2010, first 12 weeks",
)
PAGE: Final = Path(__file__).parents[3] / "docs" / "explanation" / "exemplars.md"
POSITIVE: Final = {f"PE-{n:02d}" for n in range(1, 25)} - {"PE-15", "PE-16", "PE-19", "PE-20"}


@pytest.mark.parametrize("title", SOLVED)
def test_the_solver_s_plan_holds_the_trial_s_dose(title: str) -> None:
    exemplar = BY_TITLE[title]
    plan = compared(exemplar)
    assert not plan.outside(exemplar), plan.given


@pytest.mark.parametrize("title", PREVIEWED)
def test_a_plan_holds_the_trial_s_dose_before_the_solver_is_done(title: str) -> None:
    exemplar = BY_TITLE[title]
    plan = compared(exemplar, preview=True)
    assert not plan.outside(exemplar), plan.given


def test_at_least_twelve_lifting_and_jumping_trials_are_met() -> None:
    assert len({BY_TITLE[title].id for title in (*SOLVED, *PREVIEWED)}) >= 12


def test_every_programme_that_worked_is_looked_at() -> None:
    looked_at = {each.id for each in EXEMPLARS} | {each.id for each in NOT_ASKED}
    assert looked_at == POSITIVE


def test_a_dose_beyond_the_trial_s_range_is_an_exception() -> None:
    exemplar = BY_TITLE["Piacentini 2013"]
    twice: Exemplar = replace(exemplar, doses={**exemplar.doses, Dose.SESSIONS: (4, 4)})
    assert compared(twice, preview=True).outside(twice) == (Dose.SESSIONS,)


def test_a_dose_that_a_plan_does_not_hold_is_an_exception() -> None:
    exemplar = BY_TITLE["Taddei 2020"]
    heavy: Exemplar = replace(exemplar, weeks=1, doses={Dose.CONTACTS: (1, 1000)})
    assert compared(heavy, preview=True).outside(heavy) == (Dose.CONTACTS,)


def test_the_page_tells_every_programme_and_how_many_are_met() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for title in BY_TITLE:
        assert f"| {title} (" in text
    told = re.search(r"\*\*(\d+) of (\d+) lifting and jumping programmes", text)
    assert told is not None
    assert int(told[1]) >= 12
    assert "not explained" not in text
