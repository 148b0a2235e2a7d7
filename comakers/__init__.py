"""Co-makers, gesprekken, verslagen, uitspraken and thema's (M20-M38), and herkomst and spoor."""
