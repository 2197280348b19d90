"""The guide to asking is followed to the letter: every command of it answers."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from ironstride.cli.what_if import command as what_if
from tests.repo.tree import ROOT
from tests.support.athletes import small
from tests.support.door import ask

PAGE = (ROOT / "docs" / "how-to" / "ask-why-and-what-if.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line
]
RUNS = [
    {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60},
    {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with a runner, a plan and the athlete file of the guide."""
    made = tmp_path_factory.mktemp("home")
    (made / "me.json").write_text(json.dumps(small(usual_week=RUNS)), encoding="utf-8")
    assert ask("setup", "--file", made / "me.json", home=made).code == 0
    assert ask("plan", "--weeks", 4, "--detail", 4, home=made).code == 0
    return made


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_answers(home: Path, line: str) -> None:
    program, *arguments = shlex.split(line)
    assert program == "ironstride"
    told = [str(home / each) if each == "me.json" else each for each in arguments]
    answer = ask(*told, home=home)
    assert answer.code in {0, 1}, answer.err
    assert answer.out.strip()


def test_the_guide_names_every_option_that_changes_the_world() -> None:
    worlds = {"closed", "away", "sessions", "minutes", "race", "pain", "without", "with_exercise"}
    options = {each.name: each.opts[0] for each in what_if.params if each.name in worlds}
    assert options.keys() == worlds
    assert [opt for opt in options.values() if f"`{opt} " not in PAGE] == []
