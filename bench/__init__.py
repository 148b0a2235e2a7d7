"""Measures that mean something on any machine: ratios to a plain Django page, taken in the same run."""
