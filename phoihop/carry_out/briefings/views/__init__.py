"""Pages and posts of briefings, one file for each part of the work."""
