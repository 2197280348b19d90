"""Every speed figure that the README quotes, one command each: `make bench ONLY=name`."""
