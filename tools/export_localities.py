"""Export the administrative units of Vietnam, before and since 1 July 2025, with the map between them.

Not needed to run or test Phối Hợp: it makes the file that is shipped. Run it in an environment of its own:

    python3 -m venv /tmp/localities && /tmp/localities/bin/pip install vietnamadminunits==1.0.4
    /tmp/localities/bin/python tools/export_localities.py phoihop/foundation/agencies/data/localities.json

The data of vietnamadminunits is under the MIT licence; its notice is kept in NOTICE. One record a line, sorted, so
that a later export shows as a readable difference.
"""

import json
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# The package tells units of one name in one merged province apart by name alone, and so gives each of them the
# successors of both. These pairs (old commune, new commune) are struck, and four left out are added, after comparing
# every pair with the statistics office's conversion table as a second package publishes it (docs/adr/0007).
STRUCK = """
00556-00562 06079-06184 10798-11911 11890-10804 11890-10843 23053-23041 25462-27694 27691-25459 28036-28087
28252-29869 28270-29869 28437-29869 28439-29869 28924-29734 29623-29182 29734-28921 29902-29869 29908-29869
31246-31726 31268-31666 31378-31654 31379-31582 31438-31741 31474-31741 31480-31639 31483-31591 31582-31378
31606-31495 31657-31378 31666-31288 31669-31480 31714-31246 31741-31408 31744-31473
"""
ADDED = "00553-00562 01615-01648 02485-02494 09013-09817"

Row = dict[str, str]
Key = tuple[str, str]


def pairs(text: str) -> set[Key]:
    return {(pair[:5], pair[6:]) for pair in text.split()}


def tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def read(folder: Path) -> tuple[list[Row], list[Row], dict]:
    with sqlite3.connect(folder / "dataset.db") as db:
        db.row_factory = sqlite3.Row
        old = [dict(row) for row in db.execute("SELECT * FROM admin_units_legacy")]
        new = [dict(row) for row in db.execute("SELECT * FROM admin_units")]
    return old, new, json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))


def successors(new: list[Row], converter: dict) -> dict[str, set[str]]:
    """For each old unit, by the package's key of it, the codes of the new communes that took it over."""
    code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    found: dict[str, set[str]] = defaultdict(set)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, sources in communes.items():
            for source in sources:
                found[source].add(code[province, commune])
    for province, sources in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, communes in sources.items():
            found[source] |= {code[province, commune["newWardKey"]] for commune in communes}
    return found


def old_units(old: list[Row], found: dict[str, set[str]]) -> tuple[list[list], list[list]]:
    """Old communes with their successors; old districts, of which five islands had no commune and have their own."""
    communes, districts = [], {}
    struck, added = pairs(STRUCK), pairs(ADDED)
    for row in old:
        new = found[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"]
        district = [row["districtCode"], tidy(row["district"]), row["provinceCode"], []]
        if not row["wardCode"]:
            districts[row["districtCode"]] = [*district[:3], sorted(new)]
            continue
        districts.setdefault(row["districtCode"], district)
        code = row["wardCode"]
        struck_here = {after for before, after in struck if before == code}
        if missing := struck_here - new:
            sys.exit(f"The pairs {code} with {missing} are no longer in the data: compare STRUCK with it again.")
        new = (new - struck_here) | {after for before, after in added if before == code}
        communes.append([code, tidy(row["ward"]), row["districtCode"], sorted(new)])
    return sorted(communes), sorted(districts.values())


def provinces(old: list[Row], new: list[Row], converter: dict) -> tuple[list[list], list[list]]:
    code = {row["provinceKey"]: row["provinceCode"] for row in new}
    name = {row["provinceKey"]: tidy(row["province"]) for row in new}
    into = {source: key for key, sources in converter["DICT_PROVINCE"].items() for source in sources}
    before = {row["provinceKey"]: [row["provinceCode"], tidy(row["province"])] for row in old}
    return (
        sorted([*known, code[into[key]]] for key, known in before.items()),
        sorted([code[key], name[key]] for key in code),
    )


def main(target: Path) -> None:
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.exit("vietnamadminunits is not installed here; see the first lines of this file.")
    old, new, converter = read(Path(spec.origin).parent / "data")
    communes, districts = old_units(old, successors(new, converter))
    old_provinces, new_provinces = provinces(old, new, converter)
    sections = {
        "provinces": new_provinces,
        "communes": sorted([row["wardCode"], tidy(row["ward"]), row["provinceCode"]] for row in new),
        "old_provinces": old_provinces,
        "old_districts": districts,
        "old_communes": communes,
    }
    head = {
        "about": "code, name, code of the unit above; of old units also the codes of those that took them over",
        "source": f"vietnamadminunits {version('vietnamadminunits')}, MIT licence (see NOTICE)",
        "changed_on": "2025-07-01",
    }
    lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
    for key, rows in sections.items():
        body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        lines.append(f'"{key}": [\n{body}\n]')
        print(f"{key}: {len(rows)}")
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
