"""What marks a database file as ours, and the newest tables that this program knows."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x49726F6E
"""Marks our files ("Iron"), so that another program's database is never migrated by mistake."""

SCHEMA: Final = 5
"""The newest migration this program knows, by its number in ``migrations/versions``."""
