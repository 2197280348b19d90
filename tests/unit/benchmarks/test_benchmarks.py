"""The benchmarks are on one written list, and each runs in its smallest form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks
from benchmarks.__main__ import BENCHMARKS, benchmark_named, main
from benchmarks.figure import Figure, repeated, spread

FOLDER = Path(benchmarks.__file__).parent
HELPERS = {
    "__init__", "__main__", "exemplar_dose", "exemplars", "figure", "greedy", "highs_child",
    "highs_model", "impossible", "machine", "named_runners", "runners", "sample_runs", "sets",
    "ten_years", "varied", "weeks",
}  # fmt: skip
"""What measures nothing by itself: samples, runners, the table."""


APART = frozenset({"pages"})
"""Ten years of history take minutes where every line is traced: run in a process of their own."""


def test_every_module_of_the_folder_is_on_the_list() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")}
    assert {line.name for line in BENCHMARKS} == modules - HELPERS


@pytest.mark.parametrize("name", [b.name for b in BENCHMARKS if b.name not in APART])
def test_a_benchmark_yields_rows_in_its_smallest_form(name: str) -> None:
    figures = list(benchmark_named(name).measure(tiny=True))
    assert figures
    for figure in figures:
        assert figure.what
        assert any(letter.isdigit() for letter in figure.measured), figure
        assert (figure.met is None) == (figure.goal == "")


@pytest.mark.parametrize("name", sorted(APART))
def test_a_long_benchmark_yields_rows_in_a_process_of_its_own(name: str) -> None:
    asked = [sys.executable, "-m", "benchmarks", name, "--tiny", "--json"]
    ran = subprocess.run(asked, cwd=FOLDER.parent, capture_output=True, text=True, check=True)
    figures = json.loads(ran.stdout)["figures"]
    assert figures
    assert all(any(letter.isdigit() for letter in each["measured"]) for each in figures)


def test_the_table_names_commit_and_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue_load", "--tiny"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Commit ")
    assert "cores, Python 3." in said
    assert "| a start with " in said


def test_the_figures_can_be_had_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue_load", "--tiny", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"commit", "machine", "figures"}
    assert document["figures"][0]["goal"] == "60 ms"


def test_an_unknown_benchmark_is_refused_with_the_names_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["pagez"])
    assert "pages" in capsys.readouterr().err


def test_a_spread_tells_median_p95_and_most() -> None:
    found = spread([0.001, 0.002, 0.003, 0.004, 0.1])
    assert found.ms() == "p50 3.00, p95 81, max 100 ms CPU (n=5)"
    assert found.s() == "p50 0.00, p95 0.08, max 0.10 s CPU (n=5)"


def test_the_first_round_is_not_counted() -> None:
    rounds: list[int] = []
    found = repeated(lambda: rounds.append(len(rounds)), 3)
    assert len(rounds) == 4
    assert len(found.seconds) == 3


def test_a_missed_goal_is_said_and_no_goal_says_nothing() -> None:
    assert Figure(what="x", measured="1", goal="0", met=False).verdict == "MISSED"
    assert Figure(what="x", measured="1").verdict == ""
