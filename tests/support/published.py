"""The schemas that the project publishes, to hold its own output against them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def check_schema(name: str, document: object) -> None:
    """Hold a document against ``docs/reference/<name>.schema.json``.

    Raises:
        jsonschema.ValidationError: the document has another shape.
    """
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
