"""tools/bench_table.py on a small run: what it writes, and that --check sees a difference.

usage: bench_table_test.py SCRIPT SAMPLE.json
"""

import pathlib
import subprocess
import sys
import tempfile

BEFORE = "# A\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nafter\n"
AFTER = """# A

<!-- bench -->
A processor, 2 cores, 8.0 GiB, 1,000,000 customers, 3 rounds:

| what | bar | measured | |
|---|---|---|---|
| in process | ≥ 0.5 × the floor | 0.61 × | met |
|  | ≥ 5 × a plain design | 4.20 × | short |
| size | ≤ 150 bytes |  | not measured |

| figure | median | min – max | of floor |
|---|---|---|---|
| floor A | 480,120 entries/s | 470,000 – 481,000 | 1.00 × A |
| HTTP open loop: p99 | 912 µs | 880 – 1,020 |  |
<!-- /bench -->

after
"""


def run(script, *words):
    return subprocess.run([sys.executable, script, *words], capture_output=True, text=True)


def main(script, sample):
    with tempfile.TemporaryDirectory() as folder:
        readme = pathlib.Path(folder, "README.md")
        readme.write_text(BEFORE, encoding="utf-8")
        place = ["--readme", str(readme)]
        assert run(script, sample, *place, "--check").returncode == 1
        assert readme.read_text(encoding="utf-8") == BEFORE
        assert run(script, sample, *place).returncode == 0
        written = readme.read_text(encoding="utf-8")
        assert written == AFTER, written
        assert run(script, sample, *place, "--check").returncode == 0
        readme.write_text("# no place for it\n", encoding="utf-8")
        assert run(script, sample, *place).returncode == 2
        assert run(script, sample + ".none", *place).returncode == 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
