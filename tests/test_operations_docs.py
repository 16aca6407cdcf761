"""What people read and deploy/, against the code: every setting is in the table, what is named or started is there."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from tests.tree import ROOT, files, text_of

OPERATIONS = Path("docs/operations.md")
PAGES = sorted(name for name in files() if name.suffix == ".md" and (len(name.parts) == 1 or name.parts[0] == "docs"))
SETTING = re.compile(r"\b(?:RUNGS_[A-Z_]+|DATABASE_URL)\b")
UNITS = sorted(name for name in files() if name.parts[0] == "deploy" and name.suffix in {".service", ".timer"})


def settings_in_code() -> set[str]:
    code = [name for name in files() if name.parts[0] not in {"docs", "tests", "benchmarks", "deploy", ".ci"}]
    read = [name for name in code if name.suffix == ".py" or name == Path("rungs")]
    return {found for name in read for found in SETTING.findall(text_of(name))}


def settings_in_table() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", text_of(OPERATIONS), re.MULTILINE)


def test_table_of_settings_is_complete() -> None:
    assert set(settings_in_table()) == settings_in_code()
    assert len(settings_in_table()) == len(set(settings_in_table())) > 10


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_files_that_are_named_exist(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(page))
    assert [link for link in links if not (ROOT / page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_commands_that_are_named_exist(page: Path) -> None:
    named = set(re.findall(r"(?:\./|/opt/rungs/)rungs ([a-z]+)", text_of(page)))
    ours = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    assert named <= ours | {"test", "migrate", "makemigrations", "makemessages", "help", "check"}


def test_front_page_leads_to_how_it_is_run() -> None:
    for page in ("operations", "signing-in", "exports", "architecture", "scoring"):
        assert f"(docs/{page}.md)" in text_of(Path("README.md"))


@pytest.mark.parametrize("name", UNITS, ids=str)
def test_unit_starts_a_command_that_there_is(name: Path) -> None:
    parser = ConfigParser(strict=False, interpolation=None, delimiters=["="])
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text_of(name))
    assert parser["Unit"]["Description"]
    if name.suffix == ".timer":
        assert name.with_suffix(".service") in UNITS
        return
    commands = re.findall(r"/opt/rungs/rungs (\w+)", text_of(name))
    assert commands
    assert [command for command in commands if not list(ROOT.glob(f"*/management/commands/{command}.py"))] == []


def test_compose_file_sets_only_settings_that_there_are() -> None:
    compose = yaml.safe_load(text_of(Path("deploy/compose.yaml")))
    services = compose["services"]
    assert set(services) == {"web", "worker", "database", "queue"}
    for name in ("web", "worker"):
        wanted = {key for key in services[name]["environment"] if SETTING.fullmatch(key)}
        assert wanted <= settings_in_code()
        assert services[name]["environment"]["RUNGS_DATA_DIR"] == "/data"
    for service in services.values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or source == ".."
        assert set(service.get("depends_on", {})) <= set(services)
