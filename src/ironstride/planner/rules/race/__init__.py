"""Rules of the group race."""
