"""The rules of docs/architecture.md that a machine can hold, beside those of import-linter.

A rule that has to give way somewhere says where and why in EXCEPTIONS.
"""

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.tree import APPS, ROOT, app_files, files, imports_of, python_files, text_of

# (rule, file): the reason.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("short files", "static/js/answering.js"): "a page fetches eight files at the most, and this one has eight already",
}

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 60
MOST_LINES_IN_SETTINGS = 300
MEDIAN_LINES_OF_A_FILE = 120  # about 80 is the aim
NAMES_THAT_SAY_NOTHING = {"utils.py", "helpers.py", "common.py", "misc.py", "utilities.py"}
SLOW_TO_IMPORT = {"pandas", "numpy", "openpyxl", "weasyprint", "docx", "lxml", "icalendar"}

# Put together here so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
OF_ONE_MACHINE = re.compile(r"(?<![\w.~*])/(home|Users|root|work)/\w")
REGISTRIES = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "npmjs" + r"\.", "deb" + r"\.debian"]))


def assert_none(rule: str, offences: dict[Path, Any]) -> None:
    """A rule and, per file, what breaks it. An exception that is no longer needed fails as well."""
    excepted = {Path(name) for of_rule, name in EXCEPTIONS if of_rule == rule}
    found = {name: offence for name, offence in offences.items() if offence}
    breaks = [f"{name}: {offence}" for name, offence in found.items() if name not in excepted]
    assert not breaks, "\n".join([rule, *breaks])
    assert excepted <= set(found), f"{rule}: an exception that is not needed any more"


def lines_of(name: Path) -> int:
    return len(text_of(name).splitlines())


def test_files_are_short() -> None:
    written = [name for name in files() if name.suffix in {".py", ".html", ".css", ".js"} or name.suffix == ""]
    code = [name for name in written if "vendor" not in name.parts and "migrations" not in name.parts]
    too_long = {name: lines_of(name) for name in code if lines_of(name) > MOST_LINES_IN_A_FILE}
    assert_none("short files", too_long)


def test_functions_are_short() -> None:
    assert_none("short functions", {name: long_functions(name) for name in python_files()})


def long_functions(name: Path) -> list[str]:
    functions = [
        node for node in ast.walk(ast.parse(text_of(name))) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    return [f"{name}: {length}" for name, length in lengths.items() if length > MOST_LINES_IN_A_FUNCTION]


def test_file_length_stays_near_the_median_we_want() -> None:
    lengths = [lines_of(name) for name in python_files() if lines_of(name)]
    assert statistics.median(lengths) <= MEDIAN_LINES_OF_A_FILE


def test_settings_fit_one_short_file() -> None:
    assert lines_of(Path("config/settings.py")) < MOST_LINES_IN_SETTINGS


def test_file_names_say_what_is_inside() -> None:
    assert_none("telling names", {name: name.name for name in files() if name.name in NAMES_THAT_SAY_NOTHING})


def test_slow_packages_are_imported_where_they_are_used() -> None:
    slow = {
        name: [line for line, module in imports_of(name, at_start=True) if module.split(".")[0] in SLOW_TO_IMPORT]
        for name in app_files()
    }
    assert_none("fast start", slow)


def test_start_loads_no_slow_package() -> None:
    """The same seen from outside, which also catches a package of others that brings one along."""
    modules = [".".join(name.with_suffix("").parts).removesuffix(".__init__") for name in app_files()]
    script = f"""
import importlib, sys, django
django.setup()
for module in {modules!r}:
    importlib.import_module(module)
print(*sorted({SLOW_TO_IMPORT!r} & set(sys.modules)))
"""
    start = [sys.executable, "-c", script]
    done = subprocess.run(start, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_nothing_is_left_unfinished() -> None:
    text = {name: UNFINISHED.findall(text_of(name)) for name in files() if name.suffix != ".lock"}
    assert_none("finished", text)


def test_workflow_uses_no_signals() -> None:
    signals = (
        "django.dispatch",
        "django.db.models.signals",
        "django.core.signals",
        "django.contrib.auth.signals",
    )
    used = {name: [what for _, what in imports_of(name) if what.startswith(signals)] for name in app_files()}
    assert_none("no signals", used)


def test_django_admin_is_not_installed() -> None:
    """It would go past operations, and so past the activity log and sealing."""
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert_none("no admin", {name: "admin" for name in app_files() if name.stem == "admin"})


def test_files_name_no_machine_and_no_registry() -> None:
    found = {name: OF_ONE_MACHINE.findall(text_of(name)) + REGISTRIES.findall(text_of(name)) for name in files()}
    assert_none("no machine", found)


@pytest.mark.parametrize("place", ["root_packages", "layers", "containers"])
def test_every_app_is_under_the_import_contract(place: str) -> None:
    config = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]["importlinter"]
    order, rooms = config["contracts"][:2]
    listed = {
        "root_packages": config["root_packages"],
        "layers": order["layers"],
        "containers": rooms["containers"],
    }
    names = {name.strip() for line in listed[place] for name in line.split("|")}
    assert names - {"config"} == set(APPS)


def test_every_app_is_installed() -> None:
    assert set(APPS) <= set(settings.INSTALLED_APPS)
