"""Where an installation keeps everything: PHOIHOP_HOME, by default ./var. Nothing is written anywhere else."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder, made at first use with mode 700."""
    path = Path(os.environ.get("PHOIHOP_HOME") or "var").absolute()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """The installation's own key, made at first start and readable by its owner alone."""
    file = folder / "secret-key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w") as out:
        out.write(key)
    return key
