"""Calendars: read by a strict reader, found by an unguessable address, following what moves and what is called off."""

import datetime as dt

import pytest
from django.urls import reverse

from phoihop.carry_out.briefings import feeds, queries, verbs
from phoihop.carry_out.briefings.models import Feed
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    a_briefing,
    a_series,
    a_task,
    again,
    at,
    programme_of,
    secretary_of,
)
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.tests.factories import handed_in, part_of
from phoihop.engines.icalendar.tests.grammar import read
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh, sign_in

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 4, 1)


def feed_of(agency, on=TODAY):
    return read(feeds.written("Lịch", queries.briefings_for(agency.pk, on=on), queries.parts_for(agency.pk, on=on))[0])


def events(made, stem):
    return {one["UID"].raw.partition("@")[0]: one for one in made.parts("VEVENT") if one["UID"].raw.startswith(stem)}


def test_a_strict_reader_reads_every_briefing_of_the_term():
    lead, partner = lan(), minh()
    series = a_series(lead, partner)
    made = feed_of(partner.agency)
    assert len(events(made, "briefing-")) == series.briefings.count() == 20
    assert {one["STATUS"].raw for one in made.parts("VEVENT")} == {"TENTATIVE"}


def test_a_call_confirms_a_move_raises_the_sequence_and_calling_off_strikes_out():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="CALLED")
    secretary = secretary_of(briefing)

    def event():
        return events(feed_of(partner.agency), "briefing-")[f"briefing-{briefing.pk}"]

    first = event()
    assert first["STATUS"].raw == "CONFIRMED"
    assert first["DTSTART"].raw == "20260414T080000"
    verbs.arrange(
        briefing=again(briefing), held_at=at(dt.date(2026, 4, 17)), minutes=90, place="B", reason="Bão.",
        chair_agency=lead.agency, by=secretary, at=BEFORE,
    )  # fmt: skip
    second = event()
    assert second["DTSTART"].raw == "20260417T090000"
    assert int(second["SEQUENCE"].raw) == int(first["SEQUENCE"].raw) + 1
    verbs.cancel(briefing=again(briefing), reason="Bão.", by=secretary, at=BEFORE)
    third = event()
    assert third["STATUS"].raw == "CANCELLED"
    assert int(third["SEQUENCE"].raw) > int(second["SEQUENCE"].raw)
    assert "Không họp: Bão." in third["DESCRIPTION"].raw


def test_due_dates_of_the_agency_follow_extensions_and_cancellations():
    lead, partner = lan(), minh()
    programme = programme_of(a_series(lead, partner))
    task = a_task(programme, lead, partner, due_on=dt.date(2026, 4, 30))
    gone = a_task(programme, lead, partner, due_on=dt.date(2026, 5, 4))
    tasks.extend(part=part_of(task, partner), to_on=dt.date(2026, 5, 29), reason="Chờ.", by=lead, at=BEFORE)
    tasks.cancel(task=gone, reason="Trùng.", by=lead, at=BEFORE)
    found = events(feed_of(partner.agency), "part-")
    assert sorted((one["DTSTART"].raw, one["SEQUENCE"].raw, one["STATUS"].raw) for one in found.values()) == [
        ("20260504", "1", "CANCELLED"),
        ("20260529", "1", "CONFIRMED"),
    ]


def test_what_is_done_says_so():
    lead, partner = lan(), minh()
    task = a_task(programme_of(a_series(lead, partner)), lead, partner, due_on=dt.date(2026, 4, 30))
    tasks.accept(evidence=handed_in(task, partner), by=lead, at=MONDAY)
    [event] = events(feed_of(partner.agency), "part-").values()
    assert event["SUMMARY"].raw.startswith("Đã hoàn thành:")


def test_an_agency_sees_its_own_due_dates_alone():
    lead, one, two = lan(), minh(), hanh()
    a_task(programme_of(a_series(lead, one, two)), lead, one)
    assert not events(feed_of(two.agency), "part-")


def test_a_single_meeting_is_a_lawful_publication():
    briefing = a_briefing(lan(), minh(), state="CALLED")
    made = read(feeds.single(again(briefing)))
    assert made["METHOD"].raw == "PUBLISH"
    [event] = made.parts("VEVENT")
    assert event["LOCATION"].raw == "Phòng họp A"


def test_the_address_opens_the_calendar_without_signing_in(client):
    lead, partner = lan(), minh()
    a_series(lead, partner)
    feed = verbs.make_feed(whole_agency=False, by=partner, at=MONDAY)
    url = reverse("ics:feed", args=[feeds.token_of(feed)])
    answer = client.get(url)
    read(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert answer["Last-Modified"] == "Mon, 02 Mar 2026 02:00:00 GMT"
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    before = {"If-Modified-Since": "Sun, 01 Mar 2026 02:00:00 GMT"}
    assert client.get(url, headers=before).status_code == 200


def test_the_address_is_not_in_the_database_and_cannot_be_guessed(client):
    feed = verbs.make_feed(whole_agency=False, by=lan(), at=MONDAY)
    token = feeds.token_of(feed)
    assert len(token) == 43
    assert token not in str(Feed.objects.filter(pk=feed.pk).values().get())
    assert client.get(reverse("ics:feed", args=[token[:-1] + "_"])).status_code == 404


def test_taken_back_it_opens_nothing(client):
    lead = lan()
    feed = verbs.make_feed(whole_agency=True, by=lead, at=MONDAY)
    url = reverse("ics:feed", args=[feeds.token_of(feed)])
    verbs.revoke_feed(feed=feed, by=lead, at=MONDAY)
    assert client.get(url).status_code == 404
    assert [one.kind for one in ledger.history(feed)] == ["calendar_feed.made", "calendar_feed.revoked"]


def test_making_another_takes_the_first_one_back(client):
    lead = lan()
    first = verbs.make_feed(whole_agency=False, by=lead, at=MONDAY)
    second = verbs.make_feed(whole_agency=False, by=lead, at=MONDAY)
    assert client.get(reverse("ics:feed", args=[feeds.token_of(first)])).status_code == 404
    assert queries.feed_by_token(feeds.fingerprint(feeds.token_of(second))) == second


def test_nobody_takes_back_somebody_elses(client):
    lead, partner = lan(), minh()
    feed = verbs.make_feed(whole_agency=False, by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="somebody else's"):
        verbs.revoke_feed(feed=feed, by=partner, at=MONDAY)
    answer = sign_in(client, partner).post(reverse("briefings:calendar_revocation", args=[feed.pk]))
    assert answer.status_code == 404
