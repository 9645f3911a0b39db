"""Export the public holidays of Vietnam 2015–2035, with days off in lieu and exchanged working days.

Not needed to run or test Phối Hợp: it makes the file that is shipped. Run it in an environment of its own:

    python3 -m venv /tmp/holidays && /tmp/holidays/bin/pip install lunar-vn==1.4.0 ephem==4.2.1 holidays==0.109
    /tmp/holidays/bin/python tools/export_holidays.py phoihop/foundation/calendar/data/holidays.json

Lunar dates are those of lunar-vn (UTC+7), and every Tết is checked against the new moon itself (ephem). The Chinese
calendar (UTC+8) differs where a new moon falls after 16:00 UTC: Tết 2030 is on 2 February here, on the 3rd there.
The list of all days is then compared with that of the package holidays; known differences are named below.
"""

import json
import sys
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path

import ephem
import holidays
import lunar_vn

YEARS = range(2015, 2036)
LAST_CONFIRMED = 2026
"""Up to here the days are those announced by the Government, later ones only follow the same rules."""

CODE_2019, CODE_2012 = "Bộ luật Lao động 2019", "Bộ luật Lao động 2012"
SUNDAY_RULE = "nghỉ bù vào ngày làm việc kế tiếp khi trùng ngày nghỉ hằng tuần"
CULTURE_DAY_SOURCE = (
    "Nghị quyết 80-NQ/TW ngày 07/01/2026 (chọn ngày 24/11 là ngày nghỉ hưởng nguyên lương); "
    "cần đối chiếu văn bản sửa đổi Điều 112 Bộ luật Lao động"
)

# Exchanged days: (day off, day worked instead, announced by). Only those read in a source are here.
MOLISA = "Bộ Lao động - Thương binh và Xã hội thông báo hoán đổi ngày làm việc"
SWAPS = [
    (date(2015, 1, 2), date(2014, 12, 27), f"{MOLISA}, Tết Dương lịch 2015"),
    (date(2015, 2, 16), date(2015, 2, 14), f"{MOLISA}, Tết Nguyên đán 2015"),
    (date(2015, 4, 29), date(2015, 4, 25), f"{MOLISA}, dịp 30/4 năm 2015"),
    (date(2018, 12, 31), date(2019, 1, 5), "Công văn 6519/VPCP-KGVX năm 2018 của Văn phòng Chính phủ"),
    (date(2019, 4, 29), date(2019, 5, 4), "Công văn 6519/VPCP-KGVX năm 2018 của Văn phòng Chính phủ"),
    (date(2024, 4, 29), date(2024, 5, 4), "Công văn 2450/VPCP-KGVX năm 2024 của Văn phòng Chính phủ"),
    (date(2025, 5, 2), date(2025, 4, 26), "Thông báo 6150/TB-BLĐTBXH năm 2024"),
    (date(2026, 1, 2), date(2026, 1, 10), "Bộ Nội vụ thông báo ngày 25/12/2025, Tết Dương lịch 2026"),
    (date(2026, 8, 31), date(2026, 8, 22), "Bộ Nội vụ thông báo lịch nghỉ Quốc khánh năm 2026"),
]
KNOWN_DIFFERENCES = {date(2026, 1, 2)}
"""Announced on 25 December 2025; holidays 0.109 does not have it."""

TET, CULTURE_DAY = "Tết Nguyên đán", "Ngày Văn hóa Việt Nam"
NEW_YEAR, HUNG_KINGS, VICTORY = "Tết Dương lịch", "Giỗ Tổ Hùng Vương", "Ngày Chiến thắng"
LABOUR, NATIONAL = "Ngày Quốc tế Lao động", "Quốc khánh"
NATIONAL_DAY_NEIGHBOUR = {0: 1, 1: -1, 2: -1, 3: 1, 4: -1, 5: -1, 6: 1}
"""By the weekday of 2 September, the adjacent day announced each year since 2021."""


@dataclass(frozen=True, order=True)
class Entry:
    day: date
    kind: str
    name: str
    status: str
    source: str


def lunar(day: int, month: int, year: int) -> date:
    return lunar_vn.convert_lunar_to_solar(day, month, year)


def check_tet(day: date) -> None:
    moon = ephem.next_new_moon(f"{day - timedelta(days=2):%Y/%m/%d}").datetime() + timedelta(hours=7)
    if moon.date() != day:
        sys.exit(f"Tết {day}: the new moon is at {moon:%Y-%m-%d %H:%M} Vietnam time.")


def tet(year: int) -> list[date]:
    """Five days: from the eve when the first falls on Monday or Tuesday, else from two days before.

    So announced every year from 2015 to 2026 under the choice that the law leaves to the Government.
    """
    first = lunar(1, 1, year)
    check_tet(first)
    start = first - timedelta(days=1 if first.weekday() <= 1 else 2)
    return [start + timedelta(days=n) for n in range(5)]


def fixed(year: int) -> list[tuple[date, str, str]]:
    """(day, name, letter of art. 112.1 of the Labour Code)."""
    days = [(date(year, 1, 1), NEW_YEAR, "a"), *((day, TET, "b") for day in tet(year))]
    days += [(date(year, 4, 30), VICTORY, "c"), (date(year, 5, 1), LABOUR, "d")]
    national = date(year, 9, 2)
    days.append((national, NATIONAL, "đ"))
    if year >= 2021:
        days.append((national + timedelta(days=NATIONAL_DAY_NEIGHBOUR[national.weekday()]), NATIONAL, "đ"))
    days.append((lunar(10, 3, year), HUNG_KINGS, "e"))
    if year >= 2026:
        days.append((date(year, 11, 24), CULTURE_DAY, ""))
    return sorted(days)


def entries(year: int) -> list[Entry]:
    code, article, in_lieu = (
        (CODE_2019, 112, "Điều 111 khoản 3") if year >= 2021 else (CODE_2012, 115, "Điều 115 khoản 3")
    )
    status = "confirmed" if year <= LAST_CONFIRMED else "computed"
    found = {}
    for day, name, letter in fixed(year):
        source = f"{code}, Điều {article} khoản 1 điểm {letter}" if letter else CULTURE_DAY_SOURCE
        found[day] = Entry(day, "public", name, status if letter else "computed", source)
    for off, _, source in SWAPS:
        if off.year == year:
            found[off] = Entry(off, "public", "Nghỉ hoán đổi ngày làm việc", "confirmed", source)
    for day, name, letter in fixed(year):
        if day.weekday() >= 5:
            lieu = day
            while lieu in found or lieu.weekday() >= 5:
                lieu += timedelta(days=1)
            sure = status if letter else "computed"
            found[lieu] = Entry(lieu, "public", f"Nghỉ bù {name}", sure, f"{code}, {in_lieu}: {SUNDAY_RULE}")
    return list(found.values())


def made_up() -> list[Entry]:
    return [
        Entry(worked, "working_swap", f"Làm bù cho ngày {off:%d/%m/%Y}", "confirmed", source)
        for off, worked, source in SWAPS
    ]


def compare(days: list[Entry]) -> None:
    """Weekdays off, by us and by the package, year by year."""
    theirs = {day for day in holidays.country_holidays("VN", years=list(YEARS)) if day.year in YEARS}
    ours = {entry.day for entry in days if entry.kind == "public"}
    apart = {day for day in ours ^ theirs if day.weekday() < 5} - KNOWN_DIFFERENCES
    if apart:
        sys.exit(f"Other days off than in holidays: {sorted(map(str, apart))}")


def main(target: Path) -> None:
    days = sorted(made_up() + [entry for year in YEARS for entry in entries(year)])
    compare(days)
    head = {
        "about": "day, kind (public: off, working_swap: worked), name, status (confirmed or computed), source",
        "first_year": YEARS.start,
        "last_year": YEARS.stop - 1,
    }
    lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
    rows = ",\n".join(json.dumps([str(day), *rest], ensure_ascii=False) for day, *rest in map(astuple, days))
    target.write_text("{\n" + ",\n".join(lines) + f',\n"days": [\n{rows}\n]\n}}\n', encoding="utf-8")
    print(f"{len(days)} days, {YEARS.start} to {YEARS.stop - 1}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
