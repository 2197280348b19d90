"""What a command imports decides how fast it starts; judged by what is absent, not by the clock."""

from __future__ import annotations

import sys
from pathlib import Path

from ironstride.exporters.plan_json import plan_json
from ironstride.storage import open_database
from tests.repo.commands import ask, commands_in
from tests.storage.builders import NOW
from tests.support.plans import small_plan

# What `--help` must do without, though the standard library has it.
COSTLY_STANDARD = {
    "asyncio", "dataclasses", "decimal", "email", "http.client", "importlib.metadata",
    "logging", "multiprocessing", "pathlib", "socket", "sqlite3", "ssl", "subprocess", "traceback",
    "urllib.parse", "xml.etree",
}  # fmt: skip
WEB = {"fastapi", "starlette", "pydantic", "uvicorn", "jinja2"}
EXTRAS = {"mcp", "typst", "dask", "procrastinate", "psycopg", "pandas", "scipy", "matplotlib"}
SERVERS = {"run", "serve"}
OURS = {"ironstride", "__main__"}


def third_party(modules: set[str]) -> set[str]:
    tops = {name.partition(".")[0] for name in modules}
    return {t for t in tops - set(sys.stdlib_module_names) - OURS if not t.startswith("_")}


def test_help_imports_click_alone() -> None:
    printed, modules = ask("--help")
    assert "Usage: ironstride" in printed
    assert third_party(modules) == {"click"}
    assert modules & COSTLY_STANDARD == set()
    assert {m for m in modules if m.startswith("ironstride.")} == {
        "ironstride.bootstrap",
        "ironstride.cli",
    }


def test_today_imports_click_alone_and_neither_planner_nor_numbers(tmp_path: Path) -> None:
    path = tmp_path / "runner.sqlite"
    database = open_database(path)
    with database.begin() as unit:
        unit.plans.add(plan_json(small_plan()), facts_hash="", why="First plan", now=NOW)
    database.close()
    for more in ((), ("--json",)):
        printed, modules = ask("today", "--database", str(path), "--today", "2026-11-24", *more)
        assert "Push-up" in printed or "push-up" in printed
        assert third_party(modules) == {"click"}
        assert modules & {"asyncio", "ssl", "email", "multiprocessing", "logging"} == set()
        ours = {m.split(".")[1] for m in modules if m.startswith("ironstride.")}
        assert ours & {"planner", "running", "strength", "web", "drawing"} == set()


def test_no_command_but_a_server_imports_a_web_framework_and_none_an_extra() -> None:
    printed, _ = ask("--help")
    commands = commands_in(printed)
    assert commands
    for command in commands:
        _, modules = ask(command, "--help")
        refused = EXTRAS if command in SERVERS else EXTRAS | WEB
        assert third_party(modules) & refused == set(), command


def test_the_list_of_commands_is_read_from_the_help() -> None:
    text = "Usage: x\n\nOptions:\n  --help  Show\n\nCommands:\n  run     Serve.\n  why-not  Tell.\n"
    assert commands_in(text) == ["run", "why-not"]
