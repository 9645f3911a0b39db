"""Append-only on the database's own level. An administrator who drops a trigger is caught by the hashes instead."""

from typing import Any

TABLES = ("ledger_entry", "ledger_anchor", "ledger_anchoredhead")


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    on_table = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table, act in _guarded(connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on_table.format(table)}")


def missing(connection: Any) -> list[str]:
    """Names of triggers that should stand and do not, or that somebody switched off."""
    standing = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(standing)
        found = {name for (name,) in cursor.fetchall()}
    return [name for table, act in _guarded(connection.vendor) if (name := f"{table}_no_{act}") not in found]


def _guarded(vendor: str) -> list[tuple[str, str]]:
    acts = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return [(table, act) for table in TABLES for act in acts]


def _statements(vendor: str) -> list[str]:
    said = "the ledger is append-only"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for table, act in _guarded(vendor)
        ]
    function = (
        "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{said}'; END $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"FOR EACH {'STATEMENT' if act == 'truncate' else 'ROW'} EXECUTE FUNCTION ledger_refuses()"
        for table, act in _guarded(vendor)
    ]
    return [function, *triggers]
