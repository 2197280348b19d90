"""Rules of the group interference."""
