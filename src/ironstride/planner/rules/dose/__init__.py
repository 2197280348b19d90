"""Rules of the group dose."""
