"""The commands for scripts, and the start of the window; knows every room, as `assembly` does."""
