"""Third-party craft behind plain functions: data in, data out; no Django, no models."""
