"""Reads the same returns with shinchoku and with its peers, untouched and after a row was inserted.

    cargo build --release --bin shinchoku --example generate
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r benches/peers/requirements.txt
    /tmp/peers/bin/python benches/peers/peers.py

Prints the table of docs/performance.md. The peers read fixed cell addresses, as an office would note them
once from the empty form. A value counts as wrong if it differs from what the department wrote.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import pandas
import python_calamine
from openpyxl.utils import get_column_letter

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "target" / os.environ.get("PROFILE", "release")
SHEET = "様式"
YEAR = "2022年度"
# The fields, with the key that consolidation.json gives them.
FIELDS = {
    "整理番号": "id",
    "事業名称": "name",
    "進捗状況": "progress",
    "取組内容": "activity",
    "計画見直しの要望": "revision_wish",
}


def addresses(sheet):
    """Returns the address of each field, found once on an untouched form."""
    found = {}
    for row in sheet.iter_rows(max_col=2):
        if row[0].value in FIELDS:
            found.setdefault(row[0].value, (row[0].row, 2))
        if row[1].value == "実績":
            years = [cell for line in sheet.iter_rows(max_row=row[1].row) for cell in line if cell.value == YEAR]
            found["実績"] = (row[1].row, years[-1].column)
    return found


def insert_row(sheet, before):
    """Inserts a row as Excel does: merged cells move with it."""
    merged = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    for top, left, bottom, right in merged:
        sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    sheet.insert_rows(before)
    for top, left, bottom, right in merged:
        top, bottom = top + (top >= before), bottom + (bottom >= before)
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def prepare(count, folder):
    """Generates returns of one form each. Copies `count` with the same layout, untouched and with a row inserted."""
    whole = folder / "generated"
    generate = [PROGRAMS / "examples" / "generate", "--to", whole, "--projects", str(count * 2)]
    subprocess.run([*generate, "--departments", "each", "--months", "1", "--plain"], check=True, stdout=2)
    where, truth = None, {}
    for path in sorted((whole / "input").rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[1]
        own = addresses(sheet)
        where = where or (own if "実績" in own else None)
        if own != where or len(truth) == count:
            continue
        book.remove(book.worksheets[0])
        sheet.title = SHEET
        truth[path.name] = {field: str(sheet.cell(*at).value) for field, at in where.items()}
        for name, before in [("untouched", None), ("inserted", where["事業名称"][0] + 1)]:
            if before:
                insert_row(sheet, before)
            target = folder / name / "2023-03"
            target.mkdir(parents=True, exist_ok=True)
            book.save(target / path.name)
    assert len(truth) == count, (len(truth), count)
    return whole / "計画.xlsx", where, truth


def with_pandas(folder, where):
    read = {}
    for path in sorted(folder.glob("*.xlsx")):
        table = pandas.read_excel(path, sheet_name=SHEET, header=None, dtype=str, engine="openpyxl")
        read[path.name] = {field: table.iat[row - 1, col - 1] for field, (row, col) in where.items()}
    return read


def with_calamine(folder, where):
    read = {}
    for path in sorted(folder.glob("*.xlsx")):
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(SHEET)
        rows = sheet.to_python(skip_empty_area=False)
        read[path.name] = {field: rows[row - 1][col - 1] for field, (row, col) in where.items()}
    return read


def with_datamaps(folder, where):
    home = Path(tempfile.mkdtemp())
    lines = ["cell_key,template_sheet,cell_reference,type"]
    lines += [f"{field},{SHEET},{get_column_letter(col)}{row},TEXT" for field, (row, col) in where.items()]
    datamap = folder / "datamap.csv"
    datamap.write_text("\n".join(lines) + "\n")
    command = [Path(sys.executable).parent / "datamaps", "import", "templates", "-m"]
    command += ["-d", datamap, "--inputdir", folder]
    subprocess.run(command, check=True, env={**os.environ, "HOME": str(home)}, stdout=2, stderr=2)
    datamap.unlink()
    master = next(home.rglob("master.xlsx"))
    rows = list(openpyxl.load_workbook(master).active.iter_rows(values_only=True))
    shutil.rmtree(home)
    names = [Path(str(name)).stem + ".xlsx" for name in rows[0][1:]]
    return {name: {row[0]: row[at] for row in rows[1:]} for at, name in enumerate(names, 1)}


def with_shinchoku(folder, plan):
    """Runs the whole month, which also writes every book, and returns the values of the record."""
    output = Path(tempfile.mkdtemp())
    command = [PROGRAMS / "shinchoku", "--plan", plan, "--input", folder.parent, "--output", output]
    subprocess.run([*command, "--as-of", "2023-03", "--quiet"], check=True)
    record = json.loads((output / "2023-03" / "consolidation.json").read_text())
    shutil.rmtree(output)
    keys = {key: field for field, key in FIELDS.items()}
    read = {}
    for value in record["values"]:
        name = value["file"].split("/")[-1]
        field = "実績" if value["field"] == "actual" and value["fiscal_year"] == 2022 else keys.get(value["field"])
        if field:
            read.setdefault(name, {})[field] = value["text"]
    return read


def measured(read, *arguments):
    used = lambda: sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu, wall = used(), time.perf_counter()
    result = read(*arguments)
    return result, time.perf_counter() - wall, used() - cpu


def wrong(read, truth):
    return sum(
        str(read.get(name, {}).get(field)) != text for name, texts in truth.items() for field, text in texts.items()
    )


def main():
    print(f"load before: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    print("| program | returns | wall s | CPU s | values | wrong, untouched | wrong after a row was inserted |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in (42, 420):
        folder = Path(tempfile.mkdtemp())
        plan, where, truth = prepare(count, folder)
        peers = {
            "shinchoku, the whole month with its books": (with_shinchoku, plan),
            "python-calamine 0.9.1": (with_calamine, where),
            "pandas 3.1.1 + openpyxl 3.1.5": (with_pandas, where),
            "datamaps 1.1.9": (with_datamaps, where),
        }
        for name, (read, argument) in peers.items():
            untouched, wall, cpu = measured(read, folder / "untouched" / "2023-03", argument)
            inserted, _, _ = measured(read, folder / "inserted" / "2023-03", argument)
            values = sum(len(texts) for texts in truth.values())
            print(
                f"| {name} | {count} | {wall:.2f} | {cpu:.2f} | {values} "
                f"| {wrong(untouched, truth)} | {wrong(inserted, truth)} |",
                flush=True,
            )
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
