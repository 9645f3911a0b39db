"""Many programmes with many tasks, written in bulk and the same every time: what speed is measured on."""

import datetime as dt
import random

from phoihop.agree.programmes.models import Framework, Party, Programme
from phoihop.carry_out.tasks.models import DueDate, Evidence, Participation, Role, Task
from phoihop.foundation.access.roles import Role as PostRole
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.vietnamese import fold
from tests.cast import someone

TITLES = (
    "Cung cấp số liệu phát triển kinh tế – xã hội", "Trả lời kiến nghị của cử tri", "Thông tin vụ án được quan tâm",
    "Tuyên truyền nghị quyết", "Tổng hợp vấn đề Nhân dân quan tâm", "Giải quyết vướng mắc về đất đai",
)  # fmt: skip
PARTIES = 5
BEGUN = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)


def a_country(*, programmes: int, tasks: int, today: dt.date) -> tuple[Actor, Actor]:
    """`tasks` spread evenly over the programmes, each programme with five agencies of its own.

    Of the first programme, the head of the agency that leads it, and the head of a partner.
    """
    chance = random.Random(238)
    agencies = _agencies(programmes)
    frames = Framework.objects.bulk_create(
        Framework(
            title=f"Chương trình phối hợp số {n}", folded=f"chuong trinh phoi hop so {n}", kind="programme",
            lead_agency=agencies[n * PARTIES], begins_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 12, 31),
            state="IN_FORCE", opened_at=BEGUN, settled_at=BEGUN,
        )
        for n in range(programmes)
    )  # fmt: skip
    made = Programme.objects.bulk_create(
        Programme(framework=frame, name=frame.title, standing_unit=frame.lead_agency, opened_at=BEGUN)
        for frame in frames
    )
    Party.objects.bulk_create(
        Party(programme=one, agency=agencies[n * PARTIES + k], role="member" if k else "lead", position=k)
        for n, one in enumerate(made)
        for k in range(PARTIES)
    )
    _tasks(made, agencies, tasks // programmes, today, chance)
    roles = (PostRole.OFFICER, PostRole.HEAD)
    return tuple(someone(f"Người {k}", agency=agencies[k], roles=roles) for k in (0, 2))  # type: ignore[return-value]


def _agencies(programmes: int) -> list[Agency]:
    return Agency.objects.bulk_create(
        Agency(
            name=f"Cơ quan {k} của chương trình {n}", short_name=f"CQ{n}.{k}", kind="other", regime="state",
            folded=f"co quan {k} cua chuong trinh {n}", founded_on=dt.date(2020, 1, 1),
        )
        for n in range(programmes)
        for k in range(PARTIES)
    )  # fmt: skip


def _tasks(made: list[Programme], agencies: list[Agency], each: int, today: dt.date, chance: random.Random) -> None:
    rows = []
    for programme in made:
        for k in range(each):
            code, title = f"{k // 9 + 1}.{k % 9 + 1}-a", TITLES[k % len(TITLES)]
            rows.append(
                Task(
                    programme=programme, code=code, title=title, folded=fold(f"{code} {title}"), state="OPEN",
                    made_at=BEGUN, assigned_at=BEGUN,
                )
            )  # fmt: skip
    rows = Task.objects.bulk_create(rows, batch_size=500)
    parts = []
    for place, task in enumerate(rows):
        own = agencies[place // each * PARTIES :][:PARTIES]
        for role, agency in zip((Role.LEAD, Role.SUPPORT), chance.sample(own, 2), strict=True):
            parts.append(_part(task, agency, role, today, chance))
    parts = Participation.objects.bulk_create(parts, batch_size=500)
    DueDate.objects.bulk_create(
        (DueDate(participation=p, due_on=p.due_on, since_at=BEGUN, because="assigned") for p in parts), batch_size=500
    )
    Evidence.objects.bulk_create(
        (
            Evidence(
                participation=p, number=1, body="Đã gửi.", handed_on=p.handed_on, handed_at=BEGUN, by="account:0",
                by_name="Người nộp",
            )
            for p in parts
            if p.state == "HANDED_IN"
        ),
        batch_size=500,
    )  # fmt: skip
    done = [p.task_id for p in parts if p.state == "DONE" and p.role == Role.LEAD]
    for start in range(0, len(done), 500):
        Task.objects.filter(pk__in=done[start : start + 500]).update(state="DONE", closed_at=BEGUN)


def _part(task: Task, agency: Agency, role: str, today: dt.date, chance: random.Random) -> Participation:
    """Two in three are done, a tenth of them late; of the rest some wait, some are overdue, most are to come."""
    due = today + dt.timedelta(days=chance.randint(-30, 120))
    state = chance.choices(("DONE", "OWED", "HANDED_IN"), (66, 31, 3))[0]
    if state == "OWED" and due < today and chance.random() < 0.7:
        due = today + dt.timedelta(days=chance.randint(10, 90))
    late = chance.random() < 0.1
    return Participation(
        task=task,
        agency=agency,
        role=role,
        state=state,
        due_on=due,
        counted_from=due,
        due_computed={"date": due.isoformat(), "steps": [{"code": "from", "day": due.isoformat()}]},
        assigned_at=BEGUN,
        handed_on=min(due, today) if state == "HANDED_IN" else None,
        done_on=due + dt.timedelta(days=5 if late else -1) if state == "DONE" else None,
        closed_at=BEGUN if state == "DONE" else None,
    )
