"""How large and how deep a file may be, each bound with its reason (all house values)."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 128 * 1024 * 1024
"""One activity, unpacked. A 24-hour race at one point a second is 40 MB as TCX, the wordiest
format; anything three times as large is no activity, and would not fit a small server's memory."""

HEAD_BYTES: Final = 64 * 1024
"""As much of a file as is read to tell its format: the longest XML preamble and the 79-column
header of Strava's table fit many times over."""

MAX_DEPTH: Final = 3
"""Archives within archives: Garmin's account export is two deep, somebody may zip it once more."""

RATIO_FROM_BYTES: Final = 8 * 1024 * 1024
"""Below this size a file is harmless however well it packs."""

MAX_RATIO: Final = 250
"""Unpacked over packed bytes. Track XML packs 10 to 40 times; a bomb a thousand times."""

MAX_TOTAL_BYTES: Final = 32 * 1024**3
"""One archive with all that is in it, unpacked: twenty years of a triathlete's export is 10 GB."""

MAX_MEMBERS: Final = 200_000
"""Files in one archive; ten years of Garmin's account export hold some 40,000."""

SPOOL_BYTES: Final = 16 * 1024 * 1024
"""Archives within archives go to a temporary file beyond this, so that memory stays constant."""

MAX_POINTS: Final = 500_000
"""Points of one track file: six days at one a second, in some 250 MB of memory while it is read."""

MAX_ACTIVITIES: Final = 5_000
"""Activities in one file: ten years of daily runs, exported in one piece."""

MAX_CALENDAR_BYTES: Final = 16 * 1024 * 1024
"""A calendar: twenty thousand entries with long texts."""
