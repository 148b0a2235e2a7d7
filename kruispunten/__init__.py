"""Vraagstukken, initiatieven, kruispunten and ateliers (M60-M71)."""
