from __future__ import annotations

import json

import pytest

from tests.support.importer_samples import FOLDER, samples, told

SAMPLES = samples()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_the_file_that_the_code_makes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == SAMPLES[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_as_expected(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    content = (FOLDER / name).read_bytes()
    assert json.loads(json.dumps(told(name, content))) == expected


def test_no_sample_lies_about_unused() -> None:
    wanted = {name for sample in SAMPLES for name in (sample, f"{sample}.expected.json")}
    assert {path.name for path in FOLDER.iterdir()} == wanted
