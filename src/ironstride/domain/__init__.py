"""The nouns of the field: frozen values without behaviour that decides."""
