"""Plays the story once into an empty installation, and says what it made."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing import craft
from phoihop.agree.signing import queries as signings
from phoihop.demo import people, story
from phoihop.foundation.agencies.models import Account


class NotEmpty(Exception):
    """Somebody's real data is here; a story is not mixed into it."""


def play_once(*, tell: story.Tell) -> dict[str, Any]:
    """All or nothing. An installation that already holds the story is left as it stands."""
    played = Account.objects.filter(email__endswith=f"@{people.DOMAIN}").exists()
    if not played and (Account.objects.exists() or Framework.objects.exists()):
        raise NotEmpty(
            "Nơi này đã có dữ liệu thật nên không diễn câu chuyện mẫu vào. Đặt PHOIHOP_HOME sang một thư mục trống rồi chạy lại."
        )
    if not played:
        with transaction.atomic(), override("vi"):
            story.play(now=timezone.now(), tell=tell)
    return {
        "accounts": [
            {"login": account.email, "role": ",".join(tenure.roles), "agency": tenure.post.agency.name}
            for account, tenure in people.to_sign_in_as()
        ],
        "signed_pdfs": [str(Path(settings.FILES_ROOT, path)) for path in signings.signed_papers()],
        "packs": [],
        "articles": [],
        "trust": str(craft.demo_trust_folder()),
    }
