"""The part of the search index that no model describes: full text in SQLite and in PostgreSQL.

Both hold the words as Python folded them, cut at spaces and nothing else. SQLite keeps an FTS5 table beside the
table of the model, in step by triggers; PostgreSQL two generated columns with an index. Safe to repeat: a migration
makes them, and ``post_migrate`` puts back what rebuilding a table took away.
"""
# ruff: noqa: S608 - every name in the SQL is our own

from typing import Any

TABEL, FTS = "trajecten_zoekregel", "trajecten_zoekregel_fts"
KOLOMMEN = ("titel", "tekst", "besloten")


def plaats(connection: Any) -> None:
    """Makes what is not there yet."""
    with connection.cursor() as cursor:
        if TABEL not in connection.introspection.table_names(cursor):
            return
        (_plaats_sqlite if connection.vendor == "sqlite" else _plaats_postgresql)(cursor)


def haal_weg(connection: Any) -> None:
    """Takes it away again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for letter in "idu":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{FTS}_{letter}"')
            cursor.execute(f'DROP TABLE IF EXISTS "{FTS}"')
        else:
            cursor.execute(f'ALTER TABLE "{TABEL}" DROP COLUMN IF EXISTS open, DROP COLUMN IF EXISTS alles')


def _plaats_sqlite(cursor: Any) -> None:
    cursor.execute("SELECT name FROM sqlite_master WHERE name = %s", [FTS])
    is_nieuw = cursor.fetchone() is None
    if is_nieuw:
        # ``ascii`` takes every letter beyond ASCII for a letter: the words were cut and folded before they came here.
        cursor.execute(
            f"""CREATE VIRTUAL TABLE "{FTS}" USING fts5({", ".join(KOLOMMEN)},
                content='{TABEL}', content_rowid='id', tokenize='ascii', detail=column)"""
        )
    oud, nieuw = (", ".join(f'{rij}."{k}"' for k in KOLOMMEN) for rij in ("OLD", "NEW"))
    namen = ", ".join(KOLOMMEN)
    uit = f'INSERT INTO "{FTS}"("{FTS}", rowid, {namen}) VALUES (\'delete\', OLD.id, {oud});'
    erin = f'INSERT INTO "{FTS}"(rowid, {namen}) VALUES (NEW.id, {nieuw});'
    for letter, event, doe in (("i", "INSERT", erin), ("d", "DELETE", uit), ("u", "UPDATE", uit + erin)):
        cursor.execute(f'CREATE TRIGGER IF NOT EXISTS "{FTS}_{letter}" AFTER {event} ON "{TABEL}" BEGIN {doe} END')
    if is_nieuw:
        cursor.execute(f'INSERT INTO "{FTS}"("{FTS}") VALUES (\'rebuild\')')


def _plaats_postgresql(cursor: Any) -> None:
    # No parser of PostgreSQL touches the words: it would cut numbers, hosts and other letters in its own way.
    for kolom, bron in (("open", "titel || ' ' || tekst"), ("alles", "titel || ' ' || tekst || ' ' || besloten")):
        cursor.execute(
            f"""ALTER TABLE "{TABEL}" ADD COLUMN IF NOT EXISTS {kolom} tsvector GENERATED ALWAYS AS
                (array_to_tsvector(array_remove(string_to_array({bron}, ' '), ''))) STORED"""
        )
        cursor.execute(f'CREATE INDEX IF NOT EXISTS "{TABEL}_{kolom}" ON "{TABEL}" USING gin ({kolom})')


def vergeet_gewiste_woorden(connection: Any) -> None:
    """After erasing: SQLite keeps deleted words in old pages of the index until these are put together."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{FTS}"("{FTS}") VALUES (\'optimize\')')


def vind(
    connection: Any, *, traject: int, groepen: list[list[list[str]]], ook_besloten: bool, per_soort: int
) -> list[tuple[str, int, int]]:
    """(soort, nummer, grade) of what holds a word of every group, the best grade first, at most so many per kind.

    ``groepen`` has for each word that was asked for the words to look for, by closeness: exact, alike, misspelled.
    The grade is 0 for exact words in the title, then exact anywhere, then alike in the title, and so on.
    """
    trappen: list[list[list[str]]] = []
    for diepte in range(max(len(g) for g in groepen)):
        trap = [[w for deel in groep[: diepte + 1] for w in deel] for groep in groepen]
        if all(trap) and (not trappen or trap != trappen[-1]):
            trappen.append(trap)
    if not trappen:
        return []
    bouw = _vraag_sqlite if connection.vendor == "sqlite" else _vraag_postgresql
    bron, waarden = bouw(trappen, traject, ook_besloten)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT soort, nummer, graad FROM (
                    SELECT soort, nummer, graad,
                           ROW_NUMBER() OVER (PARTITION BY soort ORDER BY graad, nummer DESC) AS plek
                    FROM ({bron}) AS gevonden
                ) AS geteld WHERE plek <= %s ORDER BY graad, nummer DESC""",
            [*waarden, per_soort],
        )
        return [tuple(rij) for rij in cursor.fetchall()]


def _vraag_sqlite(trappen: list[list[list[str]]], traject: int, ook_besloten: bool) -> tuple[str, list[Any]]:
    waar = "{titel tekst besloten}" if ook_besloten else "{titel tekst}"
    delen, waarden = [], []
    for diepte, trap in enumerate(trappen):
        vraag = " AND ".join("(" + " OR ".join(f'"{w}"' for w in groep) + ")" for groep in trap)
        for graad, kolommen in ((2 * diepte, "{titel}"), (2 * diepte + 1, waar)):
            delen.append(f'SELECT rowid AS id, {graad} AS graad FROM "{FTS}" WHERE "{FTS}" MATCH %s')
            waarden.append(f"{kolommen} : ({vraag})")
    bron = f"""SELECT z.soort, z.nummer, MIN(f.graad) AS graad FROM ({" UNION ALL ".join(delen)}) AS f
        JOIN "{TABEL}" z ON z.id = f.id WHERE z.traject_id = %s GROUP BY z.id"""
    return bron, [*waarden, traject]


def _vraag_postgresql(trappen: list[list[list[str]]], traject: int, ook_besloten: bool) -> tuple[str, list[Any]]:
    kolom = "alles" if ook_besloten else "open"
    titel = "array_to_tsvector(array_remove(string_to_array(titel, ' '), ''))"
    gevallen, waarden, laatste = [], [], ""
    for diepte, trap in enumerate(trappen):
        laatste = " & ".join("(" + " | ".join(f"'{w}'" for w in groep) + ")" for groep in trap)
        gevallen.append(
            f"WHEN {titel} @@ %s::tsquery THEN {2 * diepte} WHEN {kolom} @@ %s::tsquery THEN {2 * diepte + 1}"
        )
        waarden += [laatste, laatste]
    bron = f"""SELECT soort, nummer, CASE {" ".join(gevallen)} END AS graad FROM "{TABEL}"
        WHERE traject_id = %s AND {kolom} @@ %s::tsquery"""
    return bron, [*waarden, traject, laatste]
