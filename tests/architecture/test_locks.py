"""The locks say what to install, never from where, and agree with what we ask for."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.architecture.source import ROOT

PYTHON_LOCKS = sorted(ROOT.glob("requirements*.txt"))
LOCKS = [*PYTHON_LOCKS, ROOT / "package-lock.json", ROOT / ".npmrc"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ADDRESS = re.compile(r'\w+://|"resolved"|index-url|find-links|trusted-host|registry\s*=')
PACKAGE = re.compile(
    r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)(?: ;[^\\]*)? \\((?:\n    --hash=\S+(?: \\)?)+)", re.M
)


def addresses(text: str) -> list[str]:
    return ADDRESS.findall(text)


def versions(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text()
    return {match[1].lower(): match[2] for match in PACKAGE.finditer(text)}


def not_met(wishes: list[str], held: dict[str, str]) -> list[str]:
    """Requirements that the lock does not meet."""
    return [
        wish
        for wish in wishes
        if not Requirement(wish).specifier.contains(
            held.get(Requirement(wish).name.lower(), "0"), prereleases=True
        )
    ]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(path):
    assert addresses(path.read_text()) == []


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_every_python_package_has_one_version_and_a_hash(path):
    text = path.read_text()
    lines = [line for line in text.splitlines() if re.match(r"\w", line)]

    assert len(PACKAGE.findall(text)) == len(lines) > 0


def test_the_python_locks_meet_what_we_ask_for():
    asked, groups = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]

    assert not_met(asked, versions("requirements.txt")) == []
    assert not_met(asked + groups["dev"], versions("requirements-dev.txt")) == []
    assert not_met(groups["node"], versions("requirements-node.txt")) == []
    assert not_met(groups["pdfcheck"], versions("requirements-pdfcheck.txt")) == []


def test_tests_run_on_the_versions_that_run():
    assert versions("requirements.txt").items() <= versions("requirements-dev.txt").items()


def test_the_web_lock_meets_what_we_ask_for():
    wishes = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    for name, version in (wishes["dependencies"] | wishes["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert [name for name, held in lock.items() if name and "integrity" not in held] == []


@pytest.mark.parametrize(
    "text",
    [
        '"resolved": "https://example.no/axe-core.tgz"',
        "--index-url https://example.no/simple",
        "django @ file:///wheels/django.whl",
        "registry=example.no",
    ],
)
def test_an_address_is_found(text):
    assert addresses(text)


def test_a_lock_that_lags_behind_is_found():
    assert not_met(["django>=6,<7", "tqdm>=4"], {"django": "5.2.19", "tqdm": "4.70.1"}) == [
        "django>=6,<7"
    ]
