from __future__ import annotations

from pathlib import Path

from ironstride.services.exports import export_archive, import_archive
from ironstride.storage import open_database
from tests.storage.builders import NOW, fill


def test_a_restore_counts_as_many_rows_as_the_export_did(tmp_path: Path) -> None:
    old = open_database(tmp_path / "old.sqlite")
    with old.begin() as unit:
        fill(unit)
    exported = export_archive(old, tmp_path / "all.zip", now=NOW).value
    assert exported is not None
    new = open_database(tmp_path / "new.sqlite")
    restored = import_archive(new, tmp_path / "all.zip").value
    assert restored is not None
    assert restored.rows == exported.tables
    old.close()
    new.close()
