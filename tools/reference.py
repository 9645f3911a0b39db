"""Write docs/reference anew from the code itself; `--check` only compares, for `make check`."""

import importlib
import os
import pkgutil
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PHOIHOP_HOME", tempfile.mkdtemp(prefix="phoihop-docs-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phoihop.config.settings")

import django  # noqa: E402 — the environment must be set before Django is loaded

django.setup()

from django.utils.translation import override  # noqa: E402 — as above

from phoihop.foundation.access.roles import Permission, Role  # noqa: E402 — as above
from phoihop.foundation.ledger import listeners  # noqa: E402 — as above
from phoihop.kit.lifecycle import Lifecycle  # noqa: E402 — as above

MADE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"


def lifecycles() -> str:
    """Every Lifecycle of every states.py, drawn."""
    import phoihop

    parts = ["# Lifecycles\n", MADE]
    modules = [found.name for found in pkgutil.walk_packages(phoihop.__path__, "phoihop.")]
    for name in sorted(name for name in modules if name.endswith(".states")):
        module = importlib.import_module(name)
        about = (module.__doc__ or "").splitlines()[0]
        for variable, life in vars(module).items():
            if isinstance(life, Lifecycle):
                stage = name.removeprefix("phoihop.").removesuffix(".states")
                parts.append(f"## {stage}: `{variable}`\n\n{about}\n\n```mermaid\n{life.as_mermaid()}\n```\n")
    return "\n".join(parts)


def permissions() -> str:
    roles = list(Role)
    rows = ["| permission | lets a person | " + " | ".join(str(role.label) for role in roles) + " |"]
    rows.append("|---|---|" + "---|" * len(roles))
    for permission in Permission:
        marks = " | ".join("yes" if permission in role.permissions else "" for role in roles)
        rows.append(f"| `{permission}` | {permission.described} | {marks} |")
    note = "A role is given to a person's post. What the *agency* may do is the business of each stage's `rules.py`.\n"
    return "\n".join(["# Roles and permissions\n", MADE, note, *rows, ""])


def ledger_kinds() -> str:
    """Each kind with its sentence, in English; the sentence's braces are the details an entry carries."""
    rows = ["# Kinds of ledger entry\n", MADE, "| kind | stage | sentence |", "|---|---|---|"]
    for file in sorted((ROOT / "phoihop").rglob("templates/ledger/*.txt"), key=lambda f: f.name):
        text = re.sub(r"{%.*?%}", "", file.read_text(encoding="utf-8"))
        stage = ".".join(file.relative_to(ROOT / "phoihop").parts[:2])
        rows.append(f"| `{file.stem}` | {stage} | {' '.join(text.split())} |")
    return "\n".join([*rows, ""])


def reactions() -> str:
    rows = [
        "# Reactions\n",
        MADE,
        "What a later stage, or the notices, do when an entry is written.\n",
        "| kind | reaction |",
        "|---|---|",
    ]
    rows += [f"| `{kind}` | `{name}` |" for kind, name in listeners.table()]
    return "\n".join([*rows, ""])


PAGES = {
    "lifecycles.md": lifecycles,
    "permissions.md": permissions,
    "ledger-kinds.md": ledger_kinds,
    "reactions.md": reactions,
}


def main() -> int:
    folder, stale = ROOT / "docs" / "reference", []
    with override("en"):
        for name, make in PAGES.items():
            text, page = make(), folder / name
            if "--check" not in sys.argv:
                page.write_text(text, encoding="utf-8")
            elif not page.exists() or page.read_text(encoding="utf-8") != text:
                stale.append(name)
    if stale:
        print(f"docs/reference is out of date ({', '.join(stale)}): run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
