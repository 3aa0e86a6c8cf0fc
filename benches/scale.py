"""Runs a month at growing sizes and prints CPU and wall seconds, memory (MiB) and the fitted exponents: `just scale`.

    python3 benches/scale.py [projects ...]

The floor is the CPU time for reading the bytes, inflating sheets and strings and scanning their XML once.
"""

import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import xml.parsers.expat
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / "target" / "release"
NEEDED = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles", "xl/workbook")


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def floor(folder):
    """Returns the CPU seconds of the floor for a folder, and the number of its .xlsx files."""
    before, files = cpu(resource.RUSAGE_SELF), 0
    for path in folder.rglob("*.xlsx"):
        if not zipfile.is_zipfile(path):
            continue
        files += 1
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith(NEEDED):
                    xml.parsers.expat.ParserCreate().Parse(archive.read(name), True)
    return cpu(resource.RUSAGE_SELF) - before, files


def peak(pid):
    """Returns the peak memory of a process, in MiB; 0 if it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) // 1024
    except (OSError, IndexError):
        return 0


def watched(process):
    """Waits for a process. Returns its status, its peak memory, and the highest of its workers, in MiB."""
    own, readers = 0, 0
    while True:
        pid, status = os.waitpid(process.pid, os.WNOHANG)
        if pid:
            return status, own, readers
        own = max(own, peak(process.pid))
        for children in Path(f"/proc/{process.pid}/task").glob("*/children"):
            try:
                for child in children.read_text().split():
                    readers = max(readers, peak(child))
            except OSError:
                pass
        time.sleep(0.01)


def run(projects, departments):
    folder = Path(tempfile.mkdtemp())
    size = ["--projects", str(projects), "--departments", departments, "--months", "1"]
    subprocess.run([PROGRAMS / "examples" / "generate", "--to", folder, *size], check=True, stdout=2)
    command = [PROGRAMS / "shinchoku", "--plan", folder / "計画.xlsx", "--input", folder / "input"]
    command += ["--output", folder / "output", "--as-of", "2023-03", "--quiet"]
    before, began = cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command)
    status, own, readers = watched(process)
    wall, spent = time.perf_counter() - began, cpu(resource.RUSAGE_CHILDREN) - before
    assert status == 0, status
    scanned, files = floor(folder / "input")
    shutil.rmtree(folder)
    print(
        f"| {departments} | {projects} | {wall:.2f} | {spent:.2f} | {own} | {readers} "
        f"| {scanned:.2f} | {files} |",
        flush=True,
    )
    return spent


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [42, 500, 5_000, 50_000]
    print(f"load before: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    print(
        "| departments | projects | wall s | CPU s with reading processes | peak MiB "
        "| of a reading process | floor CPU s | .xlsx files |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for departments in ("each", "one"):
        spent = {size: run(size, departments) for size in sizes}
        large = [size for size in sizes if size >= 500]
        for few, many in zip(large, large[1:]):
            exponent = math.log(spent[many] / spent[few]) / math.log(many / few)
            print(f"exponent from {few} to {many} projects, {departments}: {exponent:.2f}", flush=True)


if __name__ == "__main__":
    main()
