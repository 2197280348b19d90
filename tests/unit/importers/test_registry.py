from __future__ import annotations

import importlib
import pkgutil

from ironstride import importers
from ironstride.importers import IMPORTERS, lift_logs

# Inputs of our own, read by a service that asks for them by name.
ASKED_FOR_BY_NAME = {"athlete_file"}


def test_every_module_that_reads_is_in_the_list() -> None:
    found = set()
    for package in (importers, lift_logs):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            loaded = importlib.import_module(module.name)
            if hasattr(loaded, "read"):
                found.add(module.name.rpartition(".")[2])
    assert found - ASKED_FOR_BY_NAME == {importer.name for importer in IMPORTERS}


def test_names_are_unique() -> None:
    names = [importer.name for importer in IMPORTERS]
    assert len(set(names)) == len(names)
