"""Act one: agencies come to an agreement."""
