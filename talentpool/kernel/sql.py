"""SQL functions live in ``<room>/sql/*.sql`` (at most 150 lines each) and are loaded by migrations."""

from pathlib import Path

from django.db.migrations import RunSQL


def load(room_file: str, name: str, *, reverse: str = "") -> RunSQL:
    """The operation that runs ``sql/<name>.sql`` beside the migration's room. ``room_file``: the migration's __file__."""
    script = Path(room_file).resolve().parent.parent / "sql" / f"{name}.sql"
    return RunSQL(script.read_text(), reverse or RunSQL.noop)
