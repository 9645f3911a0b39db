"""Keep the catalogues: `messages.py compile` (needs only Babel), `update` and `check` (need GNU gettext).

Each app keeps its own catalogue, so that a feature stays a folder. `check` fails on a string the catalogue lacks,
an empty or fuzzy translation, and a placeholder that one language has and the other lacks.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
SPEAKS = re.compile(r"import gettext|{% (block)?translate ")


def catalogues() -> list[Path]:
    return sorted((ROOT / "phoihop").rglob("locale/vi/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale="vi", domain="django")


def compile_all() -> int:
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read(path))
    return 0


def update_all() -> int:
    """Gather the strings of every app that has a locale folder; translations are kept."""
    for path in catalogues():
        app = path.parents[3]
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "-l",
            "vi",
            "--no-location",
            "--no-obsolete",
            "--no-wrap",
        ]
        subprocess.run(command, cwd=app, check=True, capture_output=True, text=True)
        tidy(path)
    return 0


def tidy(path: Path) -> None:
    """One quiet header for all, without dates, so that a second run changes nothing."""
    messages = [(m.id, m.string, m.context, m.flags, m.auto_comments, m.user_comments) for m in read(path) if m.id]
    lines = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=UTF-8\n"', r'"Language: vi\n"']
    lines.append(r'"Plural-Forms: nplurals=1; plural=0;\n"')
    clean = Catalog(locale="vi", domain="django", header_comment="")
    for ident, string, context, flags, auto, user in messages:
        clean.add(ident, string, context=context, flags=flags, auto_comments=auto, user_comments=user)
    with path.open("wb") as out:
        write_po(out, clean, width=0, omit_header=True)
    path.write_text("\n".join(lines) + "\n\n" + path.read_text(encoding="utf-8").lstrip(), encoding="utf-8")


def problems(path: Path) -> list[str]:
    found = []
    for message in read(path):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        targets = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        name = f"{path.relative_to(ROOT)}: {sources[0]!r}"
        if not all(targets):
            found.append(f"{name} is not translated")
        elif message.fuzzy:
            found.append(f"{name} is fuzzy")
        elif set(PLACEHOLDER.findall(targets[-1])) != set(PLACEHOLDER.findall(sources[-1])):
            found.append(f"{name} loses or adds a placeholder")
    return found


def without_catalogue() -> list[str]:
    """Apps that speak but have nowhere to keep what they say in Vietnamese."""
    found = []
    for app in (file.parent for file in (ROOT / "phoihop").rglob("apps.py")):
        files = [f for f in app.rglob("*") if f.suffix in {".py", ".html", ".txt"} and "tests" not in f.parts]
        speaks = any(SPEAKS.search(file.read_text(encoding="utf-8")) for file in files)
        if speaks and not (app / "locale/vi/LC_MESSAGES/django.po").exists():
            found.append(f"{app.relative_to(ROOT)} has strings but no catalogue: make its locale folder")
    return found


def clashes() -> list[str]:
    """One sentence said in two ways: Django merges the catalogues, and only one of the two would ever be read."""
    said: dict[tuple[object, object], dict[str, Path]] = {}
    for path in catalogues():
        for message in read(path):
            if message.id and message.string:
                key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
                string = message.string if isinstance(message.string, str) else message.string[0]
                said.setdefault(key, {}).setdefault(string, path)
    return [
        f"{ident!r} is said in several ways: "
        + "; ".join(f"{string!r} in {path.relative_to(ROOT)}" for string, path in ways.items())
        for (_context, ident), ways in said.items()
        if len(ways) > 1
    ]


def check() -> int:
    if shutil.which("xgettext") is None:
        print("skipped: GNU gettext is not installed, so new strings cannot be looked for")
        return 0
    before = {path: path.read_bytes() for path in catalogues()}
    try:
        update_all()
        stale = [
            f"{path.relative_to(ROOT)} is not up to date: run `make messages`"
            for path in before
            if path.read_bytes() != before[path]
        ]
        stale += [problem for path in before for problem in problems(path)] + without_catalogue() + clashes()
    finally:
        for path, content in before.items():
            path.write_bytes(content)
    print("\n".join(stale) or f"{len(before)} catalogues are complete")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit({"compile": compile_all, "update": update_all, "check": check}[sys.argv[1]]())
