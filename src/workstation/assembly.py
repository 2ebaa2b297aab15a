"""Puts a desk together: the only file that knows vault, lanes, use cases and screens all at once."""
