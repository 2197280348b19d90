"""FIT files of watches and apps, read by our own vectorised decoder."""

from __future__ import annotations

from ironstride.importers.fit.activity import read
from ironstride.importers.fit.decode import FitFile, FitPart, decode

__all__ = ["FitFile", "FitPart", "decode", "read"]
