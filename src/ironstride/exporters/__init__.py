"""What leaves the house: calendars, watch workouts, paper, tables, the full archive."""
