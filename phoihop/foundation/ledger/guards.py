"""Append-only on the database's own level. An administrator who drops a trigger is caught by the hashes instead."""

from typing import Any

TABLES = ("ledger_entry", "ledger_anchor", "ledger_anchoredhead")


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            for act in ("update", "delete", "truncate"):
                if connection.vendor == "postgresql":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act} ON {table}")
                elif act != "truncate":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _statements(vendor: str) -> list[str]:
    said = "the ledger is append-only"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for table in TABLES
            for act in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{said}'; END $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"FOR EACH {'STATEMENT' if act == 'truncate' else 'ROW'} EXECUTE FUNCTION ledger_refuses()"
        for table in TABLES
        for act in ("update", "delete", "truncate")
    ]
    return [function, *triggers]
