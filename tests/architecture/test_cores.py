"""The cores are pure: the standard library, exact numbers, nothing of the machine they run on."""

import ast
import subprocess
import sys

from tests.architecture.sources import CORES, ROOT, core_files, imported_modules, name, parse

_NOT_PURE = {"asyncio", "os", "random", "secrets", "socket", "time", "urllib"}
_EDGES = {"vectors.py", "recompute.py"}  # the two commands: they read files and print


def test_cores_import_the_standard_library_and_lower_cores_only():
    wrong = []
    for path in core_files():
        own = next(core for core in CORES if name(path).startswith(f"{core.replace('.', '/')}/"))
        lower = CORES[CORES.index(own) :]
        for module in imported_modules(parse(path)):
            ours = any(module == core or module.startswith(f"{core}.") for core in lower)
            if not ours and module.partition(".")[0] not in sys.stdlib_module_names:
                wrong.append(f"{name(path)} imports {module}")
    assert wrong == []


def test_cores_do_not_touch_clock_chance_or_machine():
    wrong = [
        f"{name(path)} imports {module}"
        for path in core_files()
        if path.name not in _EDGES
        for module in imported_modules(parse(path))
        if module.partition(".")[0] in _NOT_PURE
    ]
    assert wrong == []


def test_cores_hold_no_float():
    wrong = []
    for path in core_files():
        for node in ast.walk(parse(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
            call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
            if literal or call:
                wrong.append(f"{name(path)}:{node.lineno}")
    assert wrong == []


def test_cores_load_where_nothing_is_installed():
    modules = [
        name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for path in core_files()
    ]
    code = "import sys, importlib; sys.path.insert(0, '.')\n" + "\n".join(
        f"importlib.import_module({module!r})" for module in modules
    )
    code += "\nassert 'django' not in sys.modules"
    # -I -S: no environment variables, no site-packages.
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)
