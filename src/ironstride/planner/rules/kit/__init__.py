"""Rules of the group kit."""
