"""Direction: two or three pijlers, their wordings and effects (M10-M14)."""
