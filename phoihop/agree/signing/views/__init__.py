"""Pages of a signing, split by what they are about."""
