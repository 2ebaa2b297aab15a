"""Part of room `ui`: lists."""
