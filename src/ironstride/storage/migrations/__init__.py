"""Migrations in the order of their numbers; ``migrate`` applies them."""
