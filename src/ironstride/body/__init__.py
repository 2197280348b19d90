"""What the body says: red flags, pain gates, readiness, and what they permit."""
