"""``ironstride serve``: as ``run``, without the demo runner."""

from __future__ import annotations

from ironstride.cli.run import serve as command

__all__ = ["command"]
