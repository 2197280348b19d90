"""What the runs say: features once from the streams, their meaning against the runner cheaply."""
