"""Commands that another program carries out; what they take is said before it is installed."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from command.environment import (
    RUNTIME,
    ensure_environment,
    ensure_messages,
    prepare_tests,
    use_demo_settings,
)
from command.running import ROOT, exit_code_of

MANAGE = """\
usage: ./merila manage COMMAND ...

Any command of manage.py, with the settings and the packages of this installation.
`./merila manage help` lists them, `./merila manage COMMAND --help` explains one.
"""
CORES = {
    "recompute": """\
usage: ./merila recompute CALL EVALUATION

Compute ranking and amounts again from the two files that a call publishes. Prints the result as
canonical JSON. Exit 0; 1 where a fault stops it; 2 for a file that is wrong or cannot be read.
""",
    "draw": """\
usage: ./merila draw CALL EVALUATION

Draw the assessors of each application again from the two files that a call publishes. Prints the
draw as canonical JSON. Exit 0; 1 where a fault stops it, or where the evaluation says another draw;
2 for a file that is wrong or cannot be read.
""",
    "vectors": """\
usage: ./merila vectors FILE

Run a file of worked cases (JSON or YAML) through the rules of scoring and allocation. Exit 0
where all come out as the file says; 1 where one does not; 2 for a file that cannot be read.
""",
}
_HELP = ("-h", "--help")


def manage(arguments: list[str]) -> int:
    if arguments[:1] in ([], [_HELP[0]], [_HELP[1]]):
        print(MANAGE, end="")
        return 0
    use_demo_settings()
    python = ensure_environment(RUNTIME, ROOT / "requirements" / "runtime.txt")
    # On a new machine a command would speak English in whatever language it is asked to.
    ensure_messages(python)
    # Files that are named are those of where the person stands.
    return exit_code_of([str(python), str(ROOT / "manage.py"), *arguments], cwd=Path.cwd())


def setup(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila setup",
        description="Bring the tables up, enter the funder and the first administrator, and print "
        "the link by which the administrator comes in. Without a file the questions are asked; "
        "deploy/setup.example.yaml shows what a file holds.",
    )
    parser.add_argument("file", type=Path, nargs="?", help="the answers, as YAML or JSON")
    parser.add_argument("--language", default="sl", help="of the questions: sl, it, en")
    options = parser.parse_args(arguments)
    file = [str(options.file.absolute())] if options.file else []
    return manage(["migrate", "--verbosity=0", "--skip-checks"]) or manage(
        ["set_up", f"--language={options.language}", *file]
    )


def fsck(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila fsck",
        description="Check the ledger against everything it covers. Exit 0 where all agrees, 1 "
        "with the first difference, 2 where it cannot look.",
    )
    parser.add_argument("--all", action="store_true", help="every difference, not only the first")
    parser.add_argument("--key", metavar="FILE", help="the key that must sign, instead of our own")
    parser.add_argument(
        "--at-least", metavar="CHECKPOINT", help="a checkpoint or receipt that must be covered"
    )
    parser.add_argument("--without-files", action="store_true", help="do not read stored files")
    parser.parse_known_args(arguments)
    return manage(["fsck", *arguments])


def check_call(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila check-call", description="Every fault of a call file, with its place."
    )
    parser.add_argument("file", type=Path, help="the call, as YAML or JSON")
    parser.add_argument("--language", default="en", help="of the sentences: sl, it, en")
    options = parser.parse_args(arguments)
    # A call file is checked without an installation.
    os.environ.setdefault("MERILA_DEMO", "1")
    return manage(["check_call", f"--language={options.language}", str(options.file.absolute())])


def in_core(command: str) -> Callable[[list[str]], int]:
    """The pure cores need the standard library alone; only YAML needs the environment."""

    def run_core(arguments: list[str]) -> int:
        if any(name in _HELP for name in arguments):
            print(CORES[command], end="")
            return 0
        sys.path.insert(0, str(ROOT))
        try:
            return int(importlib.import_module(f"scoring.core.run.{command}").main(arguments))
        except ModuleNotFoundError as missing:
            if missing.name != "yaml":
                raise
        python = ensure_environment(RUNTIME, ROOT / "requirements" / "runtime.txt")
        return exit_code_of(
            [str(python), str(ROOT / "merila"), command, *arguments], cwd=Path.cwd()
        )

    return run_core


def benchmark(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila benchmark",
        description="Every measurement, one after the other; without names the table in "
        "docs/performance.md is written anew.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as pages, ledger, pdf")
    parser.add_argument("--write", action="store_true", help="write the named parts there too")
    parser.parse_args(arguments)
    return exit_code_of([str(prepare_tests()), "-m", "benchmarks.run", *arguments])


def screens(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila screens",
        description="Pictures of every page, on a desk and on a phone, into docs/screens/.",
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages")
    parser.add_argument("--data", type=Path, help="the folder of a demo that is loaded already")
    options = parser.parse_args(arguments)
    data = [f"--data={options.data.absolute()}"] if options.data else []
    return exit_code_of([str(prepare_tests()), "-m", "tests.screens", *data, *options.pages])
