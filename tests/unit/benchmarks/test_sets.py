"""The sets of runners are the same every time, and differ in all that runners differ in."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter

import pytest

from benchmarks.machine import ROOT
from benchmarks.runners import MONDAY, Runner
from benchmarks.sets import every, impossible, loose, tight
from benchmarks.varied import PLACES

ALL = (*loose(), *tight())
PRINT = (
    "import json; from benchmarks.sets import loose, tight;"
    "print(json.dumps([[r.name, r.document, sorted(r.log)] for r in (*loose(), *tight())]))"
)


def test_there_are_at_least_two_hundred_and_no_name_twice() -> None:
    runners = (*ALL, *impossible())
    assert len(ALL) >= 200
    assert len(impossible()) >= 24
    assert len({runner.name for runner in runners}) == len(runners)


@pytest.mark.parametrize("runners", [loose(), tight()], ids=["loose", "tight"])
def test_every_file_of_a_set_is_one_that_the_product_reads(runners: tuple[Runner, ...]) -> None:
    for runner in runners:
        assert runner.athlete().availability.sessions_per_week
        runner.lifts()


def test_the_sets_are_the_same_in_every_process() -> None:
    found = {
        hashlib.sha256(
            subprocess.run(
                (sys.executable, "-c", PRINT),
                cwd=ROOT,
                env={"PYTHONHASHSEED": seed},
                check=True,
                capture_output=True,
            ).stdout
        ).hexdigest()
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_runners_differ_in_all_that_they_may_differ_in() -> None:
    athletes = [runner.athlete() for runner in ALL]
    ages = {MONDAY.year - a.profile.birth_year for a in athletes}
    assert (min(ages), max(ages)) == (16, 75)
    assert len(ages) > 45
    assert len({a.profile.sex for a in athletes}) == 3
    assert len({a.profile.lifting_experience for a in athletes}) == 4
    assert {a.places[0].id for a in athletes} == set(PLACES)
    assert {a.availability.sessions_per_week for a in athletes} == {1, 2, 3, 4}
    minutes = {a.availability.minutes for a in athletes}
    assert (min(minutes), max(minutes)) == (15, 75)
    assert {len(a.usual_week or ()) for a in athletes} == {0, 2, 3, 4, 5, 6, 7}
    assert {len(a.races) for a in athletes} == {0, 1, 2, 3}
    told = Counter(
        name
        for a, runner in zip(athletes, ALL, strict=True)
        for name, given in (
            ("conditions", a.conditions), ("pain", any(c.active for c in a.conditions)),
            ("protocol", any(c.protocol for c in a.conditions)), ("limits", a.limits),
            ("tests", a.tests), ("log", runner.log), ("two places", len(a.places) > 1),
            ("windows", a.availability.windows), ("away", a.availability.away),
            ("rest days", a.availability.rest_days), ("goals", "goals" in runner.document),
            ("tastes", a.dislike), ("check-ins", a.checkins), ("dated runs", a.planned_runs),
        )
        if given
    )  # fmt: skip
    assert min(told.values()) >= 5, told
    assert len(told) == 14


def test_a_sample_is_spread_over_its_set() -> None:
    assert every(tight(), 4) == tuple(tight()[n] for n in (0, 25, 50, 75))
    assert every(tight(), 500) == tight()


def test_a_document_can_be_written_as_a_file() -> None:
    assert all(json.dumps(runner.document) for runner in ALL)
