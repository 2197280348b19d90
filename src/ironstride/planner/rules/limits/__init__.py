"""Rules of the group limits."""
