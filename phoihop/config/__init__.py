"""Settings and urls: the only place that knows everything."""
