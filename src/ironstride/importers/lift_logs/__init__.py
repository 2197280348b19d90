"""Logged sets from the tables of lifting apps, and from our own."""
