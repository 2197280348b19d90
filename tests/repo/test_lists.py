"""Every rule, importer, exporter and page is on its written-out list; every rule has its cases."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.repo.tree import PACKAGE, ROOT, files
from tests.repo.written_lists import WrittenList, is_listed, left_out

LISTS = (
    WrittenList("RULES", "planner/rules", "*/*.py", may_serve=False),
    WrittenList("IMPORTERS", "importers", "*.py", may_serve=True),
    WrittenList("IMPORTERS", "importers", "*/__init__.py", may_serve=True),
    WrittenList("EXPORTERS", "exporters", "*.py", may_serve=True),
    WrittenList("EXPORTERS", "exporters", "*/__init__.py", may_serve=True),
    WrittenList("PAGES", "web/pages", "*/__init__.py", may_serve=False),
    WrittenList("TOOLS", "mcp/tools", "*.py", may_serve=False),
)


def rules_and_cases() -> tuple[set[str], set[str]]:
    rules = PACKAGE / "planner" / "rules"
    cases = ROOT / "tests" / "rules"
    return (
        {
            path.relative_to(rules).with_suffix("").as_posix()
            for path in files()
            if rules in path.parents and path.parent.parent == rules and path.name != "__init__.py"
        },
        {
            path.relative_to(cases).with_suffix("").as_posix()
            for path in files()
            if cases in path.parents and path.suffix == ".toml"
        },
    )


BUILT = tuple(row for row in LISTS if (PACKAGE / row.room).is_dir())


def test_only_rooms_that_are_still_to_come_are_missing() -> None:
    assert {row.room for row in LISTS if row not in BUILT} <= {"mcp/tools"}


@pytest.mark.parametrize("row", BUILT, ids=lambda row: f"{row.name}-{row.pattern}")
def test_every_file_is_on_its_written_out_list(row: WrittenList) -> None:
    assert left_out(row) == []


def test_every_rule_has_its_cases_and_every_case_its_rule() -> None:
    rules, cases = rules_and_cases()
    assert rules
    assert rules - cases == set(), "rules without tests/rules/<group>/<rule>.toml"
    assert cases - rules == set(), "cases without a rule"


def module(name: str, **content: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(content)
    return made


def test_a_module_is_listed_by_itself_its_name_or_what_was_made_in_it() -> None:
    rule = object()
    made = module("ironstride.planner.rules.dose.sets", RULE=rule)
    assert is_listed(made, (made,))
    assert is_listed(made, ("sets",))
    assert is_listed(made, (rule,))
    assert is_listed(made, (("sets", "ironstride.planner.rules.dose.sets:RULE"),))


def test_a_module_that_no_entry_names_is_found() -> None:
    made = module("ironstride.planner.rules.dose.sets", RULE=object())
    assert not is_listed(made, (object(), "reps", "ironstride.planner.rules.dose.setsandreps"))


def test_a_room_without_its_list_is_found() -> None:
    row = WrittenList("NO_SUCH_LIST", "domain", "*.py", may_serve=False)
    assert left_out(row) == ["domain: no list named NO_SUCH_LIST"]
