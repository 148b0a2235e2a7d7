"""Screens over everything, without models of their own: keuken, mijn, agenda, signalen."""
