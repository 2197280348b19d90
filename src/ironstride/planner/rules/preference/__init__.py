"""Rules of the group preference."""
