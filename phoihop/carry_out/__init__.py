"""Act two: they do what they agreed."""
