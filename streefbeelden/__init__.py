"""Positionering, streefbeeld and the way back from the horizon (M40-M56)."""
