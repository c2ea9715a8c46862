"""Tiny packages and locks, for an index of the test's own."""

import hashlib
import zipfile
from pathlib import Path


def make_wheel(folder: Path, name: str, version: str, *needs: str, extra: str = "") -> str:
    """Put a package without content into `folder`; the line that locks it.

    `extra` is the name of an extra that asks for all of `needs`.
    """
    rows = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    rows += [f"Provides-Extra: {extra}"] if extra else []
    condition = f"; extra == '{extra}'" if extra else ""
    rows += [f"Requires-Dist: {need}{condition}" for need in needs]
    about = f"{name}-{version}.dist-info"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {f"{name}.py": "", f"{about}/METADATA": "\n".join(rows) + "\n", f"{about}/WHEEL": kind}
    listed = "".join(f"{path},,\n" for path in [*files, f"{about}/RECORD"])
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in {**files, f"{about}/RECORD": listed}.items():
            archive.writestr(path, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"
