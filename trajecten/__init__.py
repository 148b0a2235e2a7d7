"""The frame: traject, who takes part, partijen, personen and their links, besluiten, signalen."""
