from __future__ import annotations

import importlib
import pkgutil

from ironstride import importers
from ironstride.importers import IMPORTERS, importer_of, lift_logs, read_member, unpack
from ironstride.importers.registry import DocumentImporter


def test_every_module_that_reads_is_in_the_list() -> None:
    found = set()
    for package in (importers, lift_logs):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            loaded = importlib.import_module(module.name)
            if hasattr(loaded, "read"):
                found.add(module.name.rpartition(".")[2])
    # Documents of our own have readers of other names, which take more than bytes.
    listed = {each.name for each in IMPORTERS if not isinstance(each, DocumentImporter)}
    assert found == listed


def test_documents_of_our_own_are_told_from_activities() -> None:
    plan = importer_of(b'{"schema":"ironstride/plan/1"}')
    athlete = importer_of(b'schema = "ironstride/athlete/1"')
    assert isinstance(plan, DocumentImporter)
    assert isinstance(athlete, DocumentImporter)
    assert (plan.words, athlete.words) == ("a plan", "an athlete file")
    (member,) = unpack("me.toml", b'schema = "ironstride/athlete/1"')
    (problem,) = read_member(member).errors
    assert problem.code == "not-an-activity"
    assert "an athlete file" in problem.sentence


def test_names_are_unique() -> None:
    names = [importer.name for importer in IMPORTERS]
    assert len(set(names)) == len(names)
