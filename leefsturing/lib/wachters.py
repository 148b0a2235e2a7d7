"""Guards in the database itself: triggers that refuse what no constraint can say, on SQLite and PostgreSQL.

Two kinds: a row never points at a row of another traject, and some tables only grow. SQLite drops the triggers of a
table that a migration rebuilds and stumbles over those of others that name it, so all are taken away before every
``migrate`` and put back after it.
"""
# ruff: noqa: S608 - every name in the SQL comes from our own models, never from people

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models

EIGEN_APPS = ("werk", "toegang", "trajecten", "berichten", "pijlers", "comakers", "streefbeelden", "kruispunten",
              "ketens", "plannen")  # fmt: skip


@dataclass(frozen=True)
class Wachter:
    """One trigger: its name, the table, for which events, and the SQL condition (on NEW/OLD) it refuses."""

    naam: str
    tabel: str
    events: tuple[str, ...]
    als: str
    tekst: str


def eigen_modellen() -> list[type[models.Model]]:
    """Every concrete model of the product, the automatic many-to-many tables included."""
    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.app_label in EIGEN_APPS and m._meta.managed and not m._meta.proxy
    ]


def _has_traject(model: type[models.Model]) -> bool:
    return any(f.name == "traject" for f in model._meta.concrete_fields)


def _other_traject(model: type[models.Model]) -> Iterator[Wachter]:
    """Refuse every foreign key to a row of another traject."""
    table = model._meta.db_table
    scoped = [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and f.name != "traject" and _has_traject(f.related_model)
    ]
    if _has_traject(model):
        for field in scoped:
            parent, column = field.related_model._meta.db_table, field.column
            yield Wachter(
                f"w_{table}_{column}"[:60],
                table,
                ("INSERT", "UPDATE"),
                f"""NEW."{column}" IS NOT NULL AND EXISTS (
                    SELECT 1 FROM "{parent}" p WHERE p.id = NEW."{column}" AND p.traject_id <> NEW.traject_id)""",
                f"{table}.{column} hoort bij een ander traject",
            )
            yield Wachter(
                f"wt_{parent}_{table}_{column}"[:60],
                parent,
                ("UPDATE",),
                f"""NEW.traject_id <> OLD.traject_id AND EXISTS (
                    SELECT 1 FROM "{table}" k WHERE k."{column}" = NEW.id)""",
                f"{parent} met {table} kan niet naar een ander traject",
            )
    elif len(scoped) >= 2:
        first, *rest = scoped
        for field in rest:
            one, other = first.related_model._meta.db_table, field.related_model._meta.db_table
            yield Wachter(
                f"w_{table}_{field.column}"[:60],
                table,
                ("INSERT", "UPDATE"),
                f"""(SELECT traject_id FROM "{one}" WHERE id = NEW."{first.column}") <>
                    (SELECT traject_id FROM "{other}" WHERE id = NEW."{field.column}")""",
                f"{table} verbindt twee trajecten",
            )


def _append_only(model: type[models.Model]) -> Iterator[Wachter]:
    """Refuse change and removal in tables whose model says ``alleen_toevoegen = True``."""
    if getattr(model, "alleen_toevoegen", False):
        table = model._meta.db_table
        yield Wachter(f"wa_{table}"[:60], table, ("UPDATE", "DELETE"), "TRUE", f"{table} groeit alleen aan")


def alle_wachters() -> list[Wachter]:
    """All guards that the present models ask for: the general ones, and those a model names in ``wachters``."""
    result: list[Wachter] = []
    for model in eigen_modellen():
        result += _other_traject(model)
        result += _append_only(model)
        result += getattr(model, "wachters", [])
    return result


def _sqlite(w: Wachter) -> Iterator[str]:
    for event in w.events:
        name = f"{w.naam}_{event[0].lower()}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield f"""CREATE TRIGGER "{name}" BEFORE {event} ON "{w.tabel}" WHEN {w.als}
            BEGIN SELECT RAISE(ABORT, '{w.tekst}'); END"""


def _postgresql(w: Wachter) -> Iterator[str]:
    back = "OLD" if w.events == ("DELETE",) else "NEW"
    yield f"""CREATE OR REPLACE FUNCTION "{w.naam}_f"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {w.als} THEN RAISE EXCEPTION '{w.tekst}' USING ERRCODE = 'check_violation'; END IF;
        RETURN {back}; END $$"""
    yield f'DROP TRIGGER IF EXISTS "{w.naam}" ON "{w.tabel}"'
    yield f"""CREATE TRIGGER "{w.naam}" BEFORE {" OR ".join(w.events)} ON "{w.tabel}"
        FOR EACH ROW EXECUTE FUNCTION "{w.naam}_f"()"""


def haal_weg(wachters: Iterable[Wachter], using: str = "default") -> None:
    """Takes guards away until ``plaats_wachters`` puts them back; for made-up data only."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for w in wachters:
            if connection.vendor == "sqlite":
                for event in w.events:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{w.naam}_{event[0].lower()}"')
            else:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{w.naam}" ON "{w.tabel}"')


def wachters_van_inhoud() -> list[Wachter]:
    """The guards on what a row may become: tables that only grow, and those a model names itself."""
    return [w for model in eigen_modellen() for w in [*_append_only(model), *getattr(model, "wachters", [])]]


def maak_ruimte(using: str = "default", **kwargs: object) -> None:
    """Takes every guard out of the way of a migration; runs before each ``migrate``. Only SQLite needs it."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'w*_*'")
        for (naam,) in cursor.fetchall():
            if naam.startswith(("w_", "wa_", "wt_", "wk_")):
                cursor.execute(f'DROP TRIGGER "{naam}"')


def plaats_wachters(using: str = "default", **kwargs: object) -> None:
    """Puts every guard in the database (again); runs after each ``migrate``.

    Tables that a partial migrate has not made yet are passed over.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for wachter in alle_wachters():
            if wachter.tabel in tables:
                for statement in make(wachter):
                    cursor.execute(statement)
