"""Act three: they look back."""
