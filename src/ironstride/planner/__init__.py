"""Season, week and content: the plan that costs least under rules that anyone can read."""
