"""Every setting with its type, its default and one sentence."""
