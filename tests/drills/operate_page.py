"""The commands of docs/operate.md: which are typed in the drill, and which elsewhere or nowhere."""

import re

from tests.architecture.sources import ROOT

# Of these the page says itself what was tried, and how.
_ELSEWHERE = re.compile(r"cp deploy/|docker |kubectl |OWNER_PASSWORD=|MERILA_DATABASE_URL=")
# Only named in a sentence: an option, a drill, a file instead of the questions.
_NAMED = frozenset(
    {
        *("./merila backup", "./merila serve --processes", "./merila setup FILE"),
        *("./merila drill web", "./merila drill operate"),
    }
)
# What tests/drills/test_operate.py types; a command that comes to the page is walked there first.
WALKED = frozenset(
    {
        *("./merila setup", "./merila serve", "./merila worker", "./merila fsck"),
        *("./merila manage migrate", "./merila manage check"),
        "./merila manage rotate_keys --by root@obcina.example",
        "./merila backup /backups/2026-11-22 --keys /elsewhere/2026-11-22.keys",
        "./merila restore /backups/2026-11-22 --keys /elsewhere/2026-11-22.keys --fingerprint …",
        "./merila restore --keys FILE",
    }
)


def commands_to_type() -> set[str]:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    said = [*lines, *re.findall(r"`(\./merila [^`]+)`", page)]
    commands = {" ".join(line.partition("  #")[0].split()) for line in said}
    return {one for one in commands - _NAMED if not _ELSEWHERE.match(one)}
