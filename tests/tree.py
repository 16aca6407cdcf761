"""The files of the tree, for tests that read the source instead of running it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


@cache
def files() -> list[Path]:
    """What git knows or would add, relative to the tree; without git, what does not look generated."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
        names = [Path(name) for name in done.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        generated = {"var", "demo", "__pycache__"}
        found = [path.relative_to(ROOT) for path in ROOT.rglob("[!.]*")]
        names = [name for name in found if not name.parts[0].startswith(".") and not generated & {*name.parts}]
    return sorted(name for name in names if (ROOT / name).is_file())


@cache
def text_of(name: Path) -> str:
    """Empty for pictures, fonts and other files that hold no text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[Path]:
    """Written by people: a migration is as long as the change it makes."""
    return [name for name in files() if name.suffix == ".py" and "migrations" not in name.parts]


def app_files() -> list[Path]:
    return [name for name in python_files() if name.parts[0] in {*APPS, "config"}]


def imports_of(name: Path, *, at_start: bool = False) -> Iterator[tuple[int, str]]:
    """Line and full name of what a file imports; `at_start` leaves out what only its functions import."""
    waiting: list[ast.AST] = [ast.parse(text_of(name))]
    while waiting:
        node = waiting.pop()
        if at_start and _runs_later(node):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))


def _runs_later(node: ast.AST) -> bool:
    for_types_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    return for_types_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
