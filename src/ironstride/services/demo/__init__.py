"""The demo runner: invented history, made by our own code and read by the real engine."""
