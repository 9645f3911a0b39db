"""Django made ready for a command, and the sentences that say why it cannot be."""

import io
import os
import sys

UNUSABLE = 2


def ready() -> None:
    """Settings read, apps loaded, Vietnamese spoken; output in UTF-8 whatever the terminal believes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phoihop.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("vi")


def trouble_with_database() -> str:
    """Why the database cannot be used as it stands, with a remedy; "" when it can."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"Không mở được cơ sở dữ liệu ({error}). Kiểm tra DATABASE_URL hoặc thư mục PHOIHOP_HOME."
    if waiting:
        return "Cơ sở dữ liệu chưa được cập nhật. Chạy `phoihop serve` một lần để cập nhật."
    return ""


def complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNUSABLE
