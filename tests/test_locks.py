"""The locks are what gets installed, so they have to say the same as pyproject.toml.

CONTRIBUTING.md says how to compile them anew, which needs the network; this does not.
"""

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tree import ROOT

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>.*(?:\n +.*)*)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(lock: str) -> dict[str, re.Match[str]]:
    return {canonicalize_name(pin["name"]): pin for pin in PIN.finditer((ROOT / lock).read_text())}


def with_extras(requirement: Requirement) -> list[Requirement]:
    """The requirement and what its extras ask for: without it a lock still installs, but lacks something."""
    wanted = [Requirement(line) for line in requires(requirement.name) or []]
    asked = [need for need in wanted for extra in requirement.extras if need.marker and has_extra(need, extra)]
    return [requirement, *asked]


def has_extra(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    return bool(marker and marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""}))


@pytest.mark.parametrize(
    ("lock", "lines"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_lock_satisfies_pyproject(lock: str, lines: list[str]) -> None:
    pinned = pins(lock)
    wanted = [need for line in lines for need in with_extras(Requirement(line))]
    drifted = [
        str(need)
        for need in wanted
        if not (pin := pinned.get(canonicalize_name(need.name))) or pin["version"] not in need.specifier
    ]
    assert drifted == []


def test_locks_agree_where_both_pin_a_package() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert [name for name in runtime.keys() & dev.keys() if runtime[name]["version"] != dev[name]["version"]] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash(lock: str) -> None:
    assert [name for name, pin in pins(lock).items() if "--hash=sha256:" not in pin["rest"]] == []
