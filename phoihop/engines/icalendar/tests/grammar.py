"""A strict reader of iCalendar, written from RFC 5545 alone and sharing nothing with the writer.

It refuses what lenient readers forgive: bare line feeds, lines over 75 octets, folds inside a letter, unescaped commas
and semicolons, properties missing, repeated, unknown or of the wrong type.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

NAME = r"[A-Za-z0-9-]+"
SAFE = r"[^\x00-\x08\x0a-\x1f\x7f\";:,]*"
QUOTED = r"\"[^\x00-\x08\x0a-\x1f\x7f\"]*\""
PARAM = re.compile(rf";({NAME})=((?:{QUOTED}|{SAFE})(?:,(?:{QUOTED}|{SAFE}))*)")
LINE = re.compile(rf"({NAME})((?:;{NAME}=(?:{QUOTED}|{SAFE})(?:,(?:{QUOTED}|{SAFE}))*)*):(.*)", re.DOTALL)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,Nn])*")
TEXTS = re.compile(rf"{TEXT.pattern}(?:,{TEXT.pattern})*")
TYPES = {
    "TEXT": TEXT,
    "TEXTS": TEXTS,
    "URI": URI,
    "CAL-ADDRESS": URI,
    "INTEGER": re.compile(r"[+-]?\d{1,10}"),
    "DATE": re.compile(r"\d{8}"),
    "DATE-TIME": re.compile(r"\d{8}T\d{6}Z?"),
    "UTC": re.compile(r"\d{8}T\d{6}Z"),
    "DURATION": re.compile(r"[+-]?P(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)"),
    "UTC-OFFSET": re.compile(r"[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"),
}

#: property: (type, fewest, most); most 0 means any number.
COMMON = {
    "UID": ("TEXT", 1, 1),
    "DTSTAMP": ("UTC", 1, 1),
    "DTSTART": ("DATE-TIME", 1, 1),
    "SUMMARY": ("TEXT", 1, 1),
    "DESCRIPTION": ("TEXT", 0, 1),
    "LOCATION": ("TEXT", 0, 1),
    "URL": ("URI", 0, 1),
    "SEQUENCE": ("INTEGER", 0, 1),
    "STATUS": ("TEXT", 0, 1),
    "LAST-MODIFIED": ("UTC", 0, 1),
    "ORGANIZER": ("CAL-ADDRESS", 0, 1),
    "ATTENDEE": ("CAL-ADDRESS", 0, 0),
    "CATEGORIES": ("TEXTS", 0, 0),
    "PRIORITY": ("INTEGER", 0, 1),
}
RULES = {
    "VCALENDAR": {
        "PRODID": ("TEXT", 1, 1),
        "VERSION": ("TEXT", 1, 1),
        "METHOD": ("TEXT", 0, 1),
        "CALSCALE": ("TEXT", 0, 1),
        "NAME": ("TEXT", 0, 0),
        "REFRESH-INTERVAL": ("DURATION", 0, 1),
        "X-WR-CALNAME": ("TEXT", 0, 1),
        "X-WR-TIMEZONE": ("TEXT", 0, 1),
        "X-PUBLISHED-TTL": ("DURATION", 0, 1),
    },
    "VEVENT": {**COMMON, "DTEND": ("DATE-TIME", 0, 1), "TRANSP": ("TEXT", 0, 1)},
    "VTODO": {
        **COMMON,
        "DUE": ("DATE-TIME", 0, 1),
        "COMPLETED": ("UTC", 0, 1),
        "PERCENT-COMPLETE": ("INTEGER", 0, 1),
    },
    "VTIMEZONE": {"TZID": ("TEXT", 1, 1)},
    "STANDARD": {
        "DTSTART": ("DATE-TIME", 1, 1),
        "TZOFFSETFROM": ("UTC-OFFSET", 1, 1),
        "TZOFFSETTO": ("UTC-OFFSET", 1, 1),
        "TZNAME": ("TEXT", 0, 0),
    },
}
INSIDE = {
    "": {"VCALENDAR"},
    "VCALENDAR": {"VEVENT", "VTODO", "VTIMEZONE"},
    "VTIMEZONE": {"STANDARD"},
    "VEVENT": set(),
    "VTODO": set(),
    "STANDARD": set(),
}
STATUSES = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
}


class Wrong(AssertionError):
    """What the standard forbids."""


def need(condition, sentence):
    if not condition:
        raise Wrong(sentence)


@dataclass
class Property:
    name: str
    params: dict
    raw: str

    @property
    def text(self):
        return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), self.raw)

    @property
    def is_date(self):
        return self.params.get("VALUE") == "DATE"

    @property
    def moment(self):
        """As written, without its zone: what is compared is written in one zone."""
        text = f"{self.raw}T000000" if self.is_date else self.raw.removesuffix("Z")
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise Wrong(f"{self.name} is no day: {self.raw}") from error


@dataclass
class Component:
    name: str
    properties: list = field(default_factory=list)
    children: list = field(default_factory=list)

    def __getitem__(self, name):
        (only,) = self.all(name)
        return only

    def __contains__(self, name):
        return bool(self.all(name))

    def all(self, name):
        return [one for one in self.properties if one.name == name]

    def parts(self, name):
        return [one for one in self.children if one.name == name]


def read(ics):
    """The VCALENDAR in these bytes, or Wrong."""
    root = Component("")
    open_ones = [root]
    for prop in map(_property, _unfolded(ics)):
        here = open_ones[-1]
        if prop.name == "BEGIN":
            need(prop.raw in INSIDE[here.name], f"{prop.raw} inside {here.name}")
            here.children.append(Component(prop.raw))
            open_ones.append(here.children[-1])
        elif prop.name == "END":
            need(prop.raw == here.name, f"{here.name} ended as {prop.raw}")
            need(not (here.children and not here.properties), "components before properties")
            open_ones.pop()
        else:
            need(not here.children, f"{prop.name} after a component of {here.name}")
            here.properties.append(prop)
    need(open_ones == [root] and len(root.children) == 1, "one whole calendar")
    made = root.children[0]
    _check(made)
    return made


def _unfolded(ics):
    need(ics.endswith(b"\r\n"), "the last line must end too")
    need(b"\r" not in ics.replace(b"\r\n", b"") and b"\n" not in ics.replace(b"\r\n", b""), "a bare CR or LF")
    lines = ics.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        need(len(line) <= 75, f"a line of {len(line)} octets")
        need(line.strip(), "an empty line")
        line.decode()  # a fold inside a letter is no UTF-8
    need(lines[0][:1] not in b" \t", "a fold before any line")
    return re.sub(rb"\r\n[ \t]", b"", b"\r\n".join(lines)).decode().split("\r\n")


def _property(line):
    found = LINE.fullmatch(line)
    need(found, f"no content line: {line!r}")
    params = PARAM.findall(found[2])
    names = [name.upper() for name, _ in params]
    need(len(set(names)) == len(names), f"a parameter twice: {line!r}")
    return Property(found[1].upper(), {name.upper(): value.strip('"') for name, value in params}, found[3])


def _check(component):
    rules = RULES[component.name]
    counted = Counter(prop.name for prop in component.properties)
    for name, (_, fewest, most) in rules.items():
        need(counted[name] >= fewest, f"{component.name} has no {name}")
        need(not most or counted[name] <= most, f"{component.name} has {name} {counted[name]} times")
    for prop in component.properties:
        need(prop.name in rules, f"{component.name} may not have {prop.name}")
        _check_value(prop, rules[prop.name][0])
    for child in component.children:
        _check(child)
    {"VCALENDAR": _check_calendar, "VEVENT": _check_event, "VTODO": _check_todo}.get(component.name, _check_full)(
        component
    )


def _check_full(component):
    need(component.properties, "an empty component")


def _check_value(prop, kind):
    if kind == "DATE-TIME" and prop.is_date:
        kind = "DATE"
    elif "VALUE" in prop.params:
        need(prop.params["VALUE"] == kind, f"{prop.name} says VALUE={prop.params['VALUE']}")
    need(TYPES[kind].fullmatch(prop.raw), f"{prop.name} is no {kind}: {prop.raw!r}")
    if kind in ("DATE", "DATE-TIME", "UTC"):
        need(prop.moment, "a moment")
    need(not ("TZID" in prop.params and prop.raw.endswith("Z")), f"{prop.name} has a zone and is UTC")


def _check_calendar(made):
    need(made["VERSION"].raw == "2.0", "version")
    need(made.parts("VEVENT") + made.parts("VTODO"), "nothing in it")
    zones = [zone["TZID"].raw for zone in made.parts("VTIMEZONE")]
    items = made.parts("VEVENT") + made.parts("VTODO")
    uids = [item["UID"].raw for item in items]
    need(len(set(uids)) == len(uids), "a UID twice")
    named = {prop.params["TZID"] for item in items for prop in item.properties if "TZID" in prop.params}
    need(named == set(zones) and len(zones) == len(set(zones)), f"zones {named} named, {zones} given")
    if "METHOD" in made:
        _check_method(made["METHOD"].raw, items)


def _check_method(method, items):
    """RFC 5546, 3.2 and 3.4."""
    need(method in ("PUBLISH", "REQUEST", "CANCEL"), method)
    need(len({item.name for item in items}) == 1, "one kind of component in a message")
    for item in items:
        need("ORGANIZER" in item, "no organizer")
        if method == "PUBLISH":
            need("ATTENDEE" not in item, "a published item names attendees")
        if method == "REQUEST":
            need("ATTENDEE" in item and item["STATUS"].raw != "CANCELLED", "a request of nobody, or called off")
        if method == "CANCEL":
            need(item["STATUS"].raw == "CANCELLED" and int(item["SEQUENCE"].raw) > 0, "not called off, or not newer")
        if item.name == "VTODO":
            need("PRIORITY" in item, "no priority")


def _check_event(event):
    start = event["DTSTART"]
    need(event["STATUS"].raw in STATUSES["VEVENT"], "status")
    if "DTEND" in event:
        need(event["DTEND"].is_date == start.is_date, "start and end of two types")
        need(event["DTEND"].moment > start.moment, "an end that is not later")
    else:
        need(start.is_date, "a moment without an end")


def _check_todo(todo):
    start, due = todo["DTSTART"], todo["DUE"]
    need(todo["STATUS"].raw in STATUSES["VTODO"], "status")
    need(due.is_date == start.is_date and due.moment > start.moment, "due before the start, or of another type")
    need(("COMPLETED" in todo) == (todo["STATUS"].raw == "COMPLETED"), "completed without saying when")
