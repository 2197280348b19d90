"""Rules of the group time."""
