"""Speed, as CPU time of this process and as ratios against references measured in the same run.

The machine is shared and noisy: each measure is the median of several rounds, taken in turn with its reference.
`make bench` prints a table; nothing here is a test. Figures are CPU milliseconds per call.
"""

import datetime
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tools import bench_briefings, bench_papers, bench_tasks
from tools.bench_papers import MADE_AT
from tools.measuring import Measure, cpu, in_turn

if TYPE_CHECKING:
    from phoihop.foundation.agencies.models import Account

ROOT = Path(__file__).resolve().parents[1]


def reading() -> list[Measure]:
    """Our reader against merely opening the same Word file and asking each paragraph for its text."""
    import docx

    from phoihop.engines import reading as engine
    from phoihop.engines import word

    def a_file(articles: int) -> bytes:
        nodes = [
            word.Node(
                "article",
                str(n),
                f"Nội dung thứ {n}",
                "",
                [
                    word.Node("clause", str(k), "", f"Các bên phối hợp thực hiện việc thứ {k} đúng hạn.", [])
                    for k in range(1, 10)
                ],
            )
            for n in range(1, articles + 1)
        ]
        paper = word.TextDocument(issuers=("ỦY BAN NHÂN DÂN",), title="QUY CHẾ", subject="phối hợp", nodes=nodes)
        return word.write_text(paper, made_at=MADE_AT)

    found = []
    per_node = {}
    for articles in (30, 300):
        data, count = a_file(articles), articles * 10
        ours, plain = in_turn(
            lambda data=data: engine.read(data, filename="a.docx"),
            lambda data=data: [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs],
            rounds=5,
        )
        per_node[count] = ours / count
        goal = "under 1000 ms" if count == 300 else ""
        found.append(Measure(f"read {count} nodes from Word", ours, "python-docx paragraph texts", ours / plain, goal))
    small, large = per_node[300], per_node[3000]
    found.append(Measure("time per node, 3000 against 300", large, "per node at 300", large / small, "flat, about 1"))
    return found


def pages() -> list[Measure]:
    """Pages of a member against the barest page that goes through the same middleware."""
    from django.core.management import call_command
    from django.core.signals import request_started
    from django.db import connection, reset_queries

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tools.bench_data import a_full_round

    made = a_full_round(nodes=300, remarks=200)
    visit = a_worker(made.account)
    found = []
    for name, url, goal in (
        ("consultation page, 300 nodes and 200 remarks", made.round_url, "under 60 ms"),
        ("desk", "/desk/", "under 15 ms"),
        ("list of programmes", "/frameworks/", "under 15 ms"),
        ("list of consultations", "/consultations/", "under 15 ms"),
        ("list of agencies", "/agencies/", "under 15 ms"),
        ("register of legal bases", "/legal-bases/", "under 15 ms"),
        ("calendar of a year", "/calendar/", "under 15 ms"),
        ("notices", "/notices/", "under 15 ms"),
        ("ledger of a programme", made.ledger_url, "under 15 ms"),
        ("history of a text", f"{made.text_url}history/", "under 15 ms"),
        ("versions of a text", f"{made.text_url}versions/", "under 15 ms"),
        ("agencies invited", f"{made.round_url.partition('?')[0]}invitations/", "under 15 ms"),
        ("response table, 200 remarks", f"{made.round_url.partition('?')[0]}table/", ""),
        ("text page, 300 nodes", made.text_url, ""),
        ("room", made.room_url, ""),
    ):
        request_started.disconnect(reset_queries)
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        visit(url)
        count = len(connection.queries_log)
        connection.force_debug_cursor = False
        ours, reference = in_turn(lambda url=url: visit(url), lambda: visit("/healthz"), rounds=25)
        found.append(Measure(f"{name} ({count} queries)", ours, "/healthz", ours / reference, goal))
    return found


def a_worker(account: "Account") -> Callable[[str], None]:
    """What one worker does with a request, without a network: the WSGI application called as a server calls it."""
    from django.core.wsgi import get_wsgi_application
    from django.test import Client, RequestFactory

    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["sessionid"].value
    application, factory = get_wsgi_application(), RequestFactory(headers={"cookie": f"sessionid={cookie}"})

    def visit(url: str) -> None:
        answered = []
        body = application(factory.get(url).environ, lambda status, headers, *_: answered.append(status))
        b"".join(body)
        body.close()
        assert answered[0].startswith("200"), (url, answered)

    return visit


def records() -> list[Measure]:
    """One ledger entry against one plain insert."""
    from django.db import transaction
    from django.utils import timezone

    from phoihop.foundation.ledger import queries as ledger_reads
    from phoihop.foundation.ledger import verbs as ledger
    from tools.bench_data import a_full_round_actor

    actor, thing = a_full_round_actor()

    def entry() -> None:
        with transaction.atomic():
            for _ in range(20):
                ledger.record("agency.renamed", on=thing, by=actor, at=timezone.now())

    days = (DAY + datetime.timedelta(days=n) for n in itertools.count())

    def insert() -> None:
        with transaction.atomic():
            for day in itertools.islice(days, 20):  # one name begins on a day
                ends = day + datetime.timedelta(days=1)
                thing.names.model.objects.create(agency=thing, name="x", from_on=day, until_on=ends)

    ours, plain = in_turn(entry, insert)
    found = [Measure("ledger entry", ours / 20, "plain insert", ours / plain, "")]
    count = ledger_reads.verify().entries
    ms = cpu(ledger_reads.verify)
    found.append(Measure(f"verify the ledger, per entry of {count}", ms / max(1, count), "", 0, ""))
    return found


def starting() -> list[Measure]:
    """How long the command line takes to say what a file holds, whole process, wall clock."""
    import subprocess

    sample = ROOT / "phoihop" / "demo" / "papers" / "chuong-trinh-2026-2030.txt"

    def wall(*command: str) -> float:
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        return (time.perf_counter() - begun) * 1000

    ours, bare = [], []
    for _ in range(5):
        ours.append(wall(sys.executable, "-m", "phoihop", "outline", str(sample), "--json"))
        bare.append(wall(sys.executable, "-c", "pass"))
    a, b = statistics.median(ours), statistics.median(bare)
    return [Measure("phoihop outline, whole process (wall)", a, "python -c pass", a / b, "under 700 ms")]


CHAPTERS = {
    "starting": starting,
    "reading": reading,
    "pages": pages,
    "records": records,
    "tasks": lambda: bench_tasks.tasks(a_worker),
    "briefings": lambda: bench_briefings.briefings(a_worker),
    "typesetting": bench_papers.typesetting,
    "word": bench_papers.word,
    "signing": bench_papers.signing,
    "verifying": bench_papers.verifying,
}


def main() -> int:
    measures = [measure for name in sys.argv[1:] or CHAPTERS for measure in CHAPTERS[name]()]
    width = max(len(measure.name) for measure in measures)
    for m in measures:
        ratio = f"{m.ratio:7.2f} × {m.against}" if m.against else ""
        print(f"{m.name:<{width}}  {m.ms:9.3f} ms  {ratio:<40} {m.goal}")
    return 0


if __name__ == "__main__":
    DAY = datetime.date(1990, 1, 1)
    with tempfile.TemporaryDirectory(prefix="phoihop-bench-") as folder:
        os.environ["PHOIHOP_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "phoihop.config.settings"
        os.environ["PHOIHOP_HOSTS"] = "testserver"
        import django

        django.setup()
        sys.exit(main())
