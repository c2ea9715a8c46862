import json
from pathlib import Path

from command.drill import page, print_table, read_report

ROW = {
    "fault": "web processes killed",
    "done": "with SIGKILL",
    "database": "sqlite",
    "acknowledged": 120,
    "lost": [],
    "doubled": ["M27-A-001"],
    "receipts": 240,
    "unproven": ["M27-A-001"],
    "fsck": [],
    "seconds": 3.26,
    "is_good": False,
}


def _report(folder: Path) -> Path:
    value = json.dumps(ROW).replace('"', "&quot;")
    path = folder / "report.xml"
    path.write_text(
        "<testsuites><testsuite>"
        f'<testcase name="one"><properties><property name="drill" value="{value}"/></properties>'
        '<failure message="x"/></testcase><testcase name="two"/>'
        "</testsuite></testsuites>"
    )
    return path


def test_read_report_gives_findings_and_the_drills_that_did_not_hold(tmp_path):
    assert read_report(_report(tmp_path)) == ([ROW], ["one"])


def test_page_of_drills_has_a_line_for_each():
    last = page([ROW]).splitlines()[-1]
    assert last == (
        "| web processes killed | with SIGKILL | sqlite | 120 | 0 | 1 | 239 of 240 | 0 | 3.3 s |"
    )


def test_table_of_drills_names_fault_and_figures(capsys):
    print_table([ROW])
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "fault"
    assert line.startswith("web processes killed  sqlite    120")
