"""What the import contracts cannot see: foreign keys are strings, and templates are text."""

import pathlib
import re

from django.apps import apps
from django.urls import get_resolver

ROOT = pathlib.Path(__file__).parents[2] / "phoihop"
# The life of a programme, oldest first: the same order as the import contracts in pyproject.toml.
ORDER = [
    "kit",
    "engines",
    "ui",
    "foundation.ledger",
    "foundation.access",
    "foundation.agencies",
    "foundation.jobs",
    "foundation.files",
    "foundation.calendar",
    "foundation.numbers",
    "foundation.notices",
    "agree.programmes",
    "agree.drafting",
    "agree.consultation",
    "agree.signing",
    "carry_out.tasks",
    "carry_out.concerns",
    "carry_out.escalations",
    "carry_out.briefings",
    "review",
    "publish",
    "desk",
    "demo",
    "config",
]


def age(dotted: str) -> int:
    """How late in a programme's life this module lives."""
    inside = dotted.removeprefix("phoihop.")
    return next(i for i, stage in enumerate(ORDER) if inside == stage or inside.startswith(stage + "."))


def test_foreign_keys_point_back_in_time():
    ours = [model for model in apps.get_models() if model.__module__.startswith("phoihop.")]
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model in ours
        and age(field.related_model.__module__) > age(model.__module__)
    ]
    assert ours
    assert not wrong


def test_templates_link_only_to_earlier_stages_or_their_own():
    homes = {}
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "app_name", None):
            module = getattr(pattern.urlconf_name, "__name__", "")
            homes[pattern.app_name] = module.rsplit(".", 1)[0]
    wrong = []
    for page in ROOT.rglob("templates/**/*"):
        if page.suffix not in {".html", ".txt"}:
            continue
        module = ".".join(page.relative_to(ROOT.parent).parts).split(".templates.")[0]
        for namespace in re.findall(r"{%\s*url\s+['\"]([\w-]+):", page.read_text()):
            home = homes.get(namespace, "")
            if home.startswith("phoihop.") and age(home) > age(module):
                wrong.append(f"{page.name} in {module} links to {namespace}")
    assert not wrong


def test_no_page_carries_inline_style_or_script():
    wrong = [
        page.name
        for page in ROOT.rglob("templates/**/*.html")
        if re.search(r"\sstyle=|<script(?![^>]*(\bsrc=|application/json))|\son\w+=|hx-on", page.read_text())
    ]
    assert not wrong
