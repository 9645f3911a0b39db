"""The founding article's story, played by calling the verbs."""
