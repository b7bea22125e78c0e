"""How long a report takes once its figures are known: 60 pages, 30 charts, 300 numbers.

    python -m benchmarks.report [CHAPTERS …]

Writes a report of that many chapters, each with twenty-five numbers, two or three charts, a table,
a box and prose, on a public snapshot of synthetic activities, and asks its figures once. Then, in a
new process each time, it builds all faces (HTML, PDF, DOCX and the proof file) with nothing drawn
before; builds again with one changed chapter in the same process, as a worker does; and once more
in a new process, as the command does. The bars stand in the design: under 5 s, and under 1 s for
one changed chapter. Seconds of the clock, and of the processor.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.pages import COUNTRIES, THEMES, _rows, _with_dates
from benchmarks.sizes import Result, each_size

ACTIVITIES = 2_000
NUMBERS, PARAGRAPHS = 25, 13
COURTS = "The ministry works with partner countries to strengthen courts, police and prisons"
PATIENCE = "Such efforts need patience, and the trust of those who use the courts"
LAWS = "Experts advised on the drafting of laws on procedure and on the treatment of offenders"
PROSE = (
    f"{COURTS}, and with the institutes that train those who serve in them.",
    f"{PATIENCE}; what is built in one year is often seen only in another.",
    f"{LAWS}, and came back to see how they are applied.",
    "The documents name the partners in each case, but seldom how many people took part.",
)


def snapshot(home: Path) -> Path:
    """Write the synthetic snapshot and return its directory."""
    from tomoni.exchange.snapshot import table_from_rows, write_snapshot
    from tomoni.records.freezing.places import places_table

    rows = _rows(ACTIVITIES)
    rows["activity_countries"] = [
        # Each country in each year and with each theme.
        {**row, "country_code": COUNTRIES[int(row["activity_id"][-6:]) // 24 % len(COUNTRIES)]}
        for row in {row["activity_id"]: row for row in rows["activity_countries"]}.values()
    ]
    made = {name: table_from_rows(name, _with_dates(of)) for name, of in rows.items()}
    made["places"] = places_table("iso")
    return write_snapshot(home / "snapshots", made, {"tier": "public"}).path


def write_report(folder: Path, chapters: int) -> None:
    """Write the folder of the report; every number of it is another one."""
    draw = random.Random(1)
    folder.mkdir()
    names = [f"chapter-{number}.md" for number in range(chapters)]
    listed = ", ".join(json.dumps(name) for name in names)
    settings = f'id = "measured"\ntitle_en = "A measured report"\nchapters = [{listed}]\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    slots = iter(_slots())
    for number, name in enumerate(names):
        text = _chapter(number, [next(slots) for _ in range(NUMBERS)], draw)
        (folder / name).write_text(text, encoding="utf-8")


def _slots() -> list[str]:
    """A slot for each number, every one another: by country and year, and by country and theme."""
    years = [
        f'by="country,year" row="country={country},year={year}"'
        for year in range(2000, 2024)
        for country in COUNTRIES
    ]
    themes = [
        f'by="country,theme" row="country={country},theme={theme}"'
        for theme in THEMES
        for country in COUNTRIES
    ]
    return [f'{{{{ figure "activities_count" {one} }}}}' for one in years + themes]


def _chapter(number: int, slots: list[str], draw: random.Random) -> str:
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]
    parts = [f"# Chapter {letter}"]
    for place in range(PARAGRAPHS):
        if place % 4 == 0:
            parts.append(f"## Section {letter}{'abcd'[place // 4]}")
        said = [draw.choice(PROSE) for _ in range(4)]
        for slot in slots[place * 2 : place * 2 + 2]:
            said.insert(draw.randrange(4), f"On record are {slot} activities of this kind.")
        parts.append(" ".join(said))
    theme = THEMES[number % len(THEMES)]
    kinds = ("bar", "map", "bar") if number % 2 else ("map", "bar")
    for kind in kinds:
        by = "country" if kind == "map" else "year"
        parts.append(
            f'{{{{ chart "activities_count" by="{by}" kind="{kind}" theme="{theme}"'
            f' caption="Activities of chapter {letter}" }}}}'
        )
    parts.append(
        f'{{{{ table "activities_count" by="country" theme="{theme}" top=8 caption="Countries" }}}}'
    )
    parts.append("::: box A case\n" + " ".join(PROSE) + "\n:::")
    return "\n\n".join(parts) + "\n"


def timed(folder: Path, place: Path, home: Path) -> tuple[float, float, Path]:
    """Build all faces; return seconds of the clock, of the processor, and where they are."""
    from tomoni.publish.report.build import BuildOptions, build_report

    options = BuildOptions(("html", "pdf", "docx"), home / "kept", site_url="https://x.example.org")
    clock, processor = time.perf_counter(), time.process_time()
    build_report(folder, place, home / "built", None, options)
    return time.perf_counter() - clock, time.process_time() - processor, home / "built"


def change(folder: Path) -> None:
    """Change one chapter in the middle: a sentence more."""
    path = sorted(folder.glob("chapter-*.md"))[2]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Such efforts", "It takes time. Such efforts", 1), "utf-8")


def _apart(step: str, home: Path) -> list[list[float]]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.report", f"--{step}", str(home)],
        check=True,
        stdout=subprocess.PIPE,
    )
    made: list[list[float]] = json.loads(done.stdout.splitlines()[-1])
    return made


def _step(step: str, home: Path) -> list[list[float]]:
    """What one process does: figures and all; everything and a change; one more change."""
    place = next((home / "snapshots").glob("[0-9a-f]*"))
    folder = home / "report"
    times = [timed(folder, place, home)[:2]]
    if step == "whole":
        for _ in range(2):
            change(folder)
            times.append(timed(folder, place, home)[:2])
    return [list(one) for one in times]


def _one_size(chapters: int) -> Result:
    import pypdfium2

    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        snapshot(home)
        write_report(home / "report", chapters)
        [figures] = _apart("figures", home)
        shutil.rmtree(home / "kept" / "drawings")
        whole, changed, again = _apart("whole", home)
        change(home / "report")
        [command] = _apart("command", home)
        pdf = home / "built" / "measured.en.pdf"
        pages = len(pypdfium2.PdfDocument(pdf))
    return {
        "chapters": chapters, "pages": pages, "figures": figures, "whole": whole,
        "changed": changed, "again": again, "command": command,
    }  # fmt: skip


def report(results: list[Result]) -> None:
    """Print, for each size, the seconds of each build: of the clock, and of the processor."""
    steps = {
        "figures": "asking all figures and building",
        "whole": "building all, figures known",
        "changed": "one chapter changed, same process",
        "again": "one chapter changed again",
        "command": "one chapter changed, new process",
    }
    for result in results:
        print(f"\n{result['chapters']} chapters, {result['pages']} pages")
        for name, words in steps.items():
            clock, processor = result[name]
            print(f"{words:<36}{clock:>7.2f} s {processor:>7.2f} s")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("--figures", "--whole", "--command"):
        print(json.dumps(_step(sys.argv[1][2:], Path(sys.argv[2]))))
    else:
        each_size("benchmarks.report", _one_size, report, (12,))
