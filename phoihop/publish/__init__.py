"""Act four: they tell the public."""
