"""What can go wrong while writing, said as a sentence with a remedy."""


class CannotWrite(ValueError):
    """The data given cannot be put on paper."""
