"""What is run by make and never shipped: set-up, gates, generated pages."""
