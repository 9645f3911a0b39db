"""Files made to deceive: each an original of our own, turned against whoever believes it."""
