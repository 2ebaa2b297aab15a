"""Part of room `ui`: forms."""
