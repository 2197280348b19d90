"""Rules of the group recovery."""
