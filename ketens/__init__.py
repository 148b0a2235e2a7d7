"""Projects and who pulls them (M5, M72-M79)."""
