"""Spreadsheets of co-makers, to the rows of a file and back: pure functions, without the database."""
