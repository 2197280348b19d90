"""Bytes in, values out: files of watches, archives, lift logs and calendars."""
