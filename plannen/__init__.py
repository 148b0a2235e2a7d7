"""The plan van aanpak: versions and PDF (M80)."""
