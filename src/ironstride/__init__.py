"""Ironstride, a strength coach for runners."""
