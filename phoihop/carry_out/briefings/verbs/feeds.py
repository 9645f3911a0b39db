"""Calendars to subscribe to: made, and taken back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings import feeds, rules
from phoihop.carry_out.briefings.models import Feed
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved


@transaction.atomic
def make_feed(*, whole_agency: bool, by: Actor, at: dt.datetime) -> Feed:
    """An address nobody can guess. Making one anew takes the old one back: whoever had it sees nothing any more."""
    rules.may_keep_feed(by, whole_agency=whole_agency).require()
    account = None if whole_agency else by.account_id
    Feed.objects.filter(account=account, agency=by.agency, revoked_at=None).update(revoked_at=at)
    feed = Feed.objects.create(
        account_id=account, agency=by.agency, nonce=feeds.new_nonce(), made_at=at, by_name=by.name
    )
    feed.token_sha256 = feeds.fingerprint(feeds.token_of(feed))
    feed.save(update_fields=["token_sha256"])
    ledger.record("calendar_feed.made", on=feed, by=by, at=at, whole_agency=whole_agency)
    return feed


@transaction.atomic
def revoke_feed(*, feed: Feed, by: Actor, at: dt.datetime) -> Feed:
    rules.may_keep_feed(by, whole_agency=feed.account_id is None).require()
    own = feed.account_id == by.account_id if feed.account_id else feed.agency_id == by.agency_id
    if not own:
        raise NotAllowed(_("This calendar is somebody else's."))
    if not Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=at):
        raise StateMoved
    feed.revoked_at = at
    ledger.record("calendar_feed.revoked", on=feed, by=by, at=at, whole_agency=feed.account_id is None)
    return feed
