"""Rules of the group continuity."""
