"""The chromium that takes pictures: the system's, or the one that is named."""

from __future__ import annotations

import os
import shutil
from typing import Final

CHROMIUM_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the chromium to drive, or None where there is none."""
    named = os.environ.get("IRONSTRIDE_CHROMIUM")
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return named or next((path for path in found if path), None)
