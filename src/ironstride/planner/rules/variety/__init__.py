"""Rules of the group variety."""
