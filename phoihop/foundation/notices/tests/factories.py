"""People who have been told something."""

import datetime as dt

from phoihop.foundation.notices import verbs
from phoihop.foundation.notices.models import Notice
from phoihop.foundation.notices.verbs import Tell
from tests.cast import MONDAY

MINUTE = dt.timedelta(minutes=1)


def a_notice(reader, *, title="Quy chế", at=MONDAY, url="/texts/1/", who="Lan") -> Notice:
    """`reader` was told that Lan asks for an opinion on a paper."""
    verbs.tell(kind="paper.sent", to=[Tell(reader.account_id, {"who": who, "title": title}, url)], at=at)
    return Notice.objects.latest("pk")


def fresh(notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)
