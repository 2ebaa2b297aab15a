"""Part of room `ui`: screens."""
