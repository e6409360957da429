"""Documentation that cannot rot: what exists is described, and what is described exists."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import APPS, ROOT, folder, modules, name, tree

DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
HEADINGS = ["Context", "Options", "Decision", "Consequences"]
SETTINGS = [ROOT / "rekom/settings.py", *(path for app in APPS for path in modules(app))]
# Read from the environment, and no setting of ours.
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.M)


def settings_read(module: ast.Module) -> set[str]:
    """Names that flag("NAME"), env("NAME"), os.environ["NAME"] and .get("NAME") read."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args)
    keys = (node for node in ast.walk(module) if isinstance(node, ast.Subscript))
    found = [
        call.args[0]
        for call in calls
        if re.match(r"(env|flag)\b|os\.(environ\.|getenv)", ast.unparse(call.func))
    ] + [key.slice for key in keys if ast.unparse(key.value) == "os.environ"]
    return {node.value for node in found if isinstance(node, ast.Constant)}


def settings_listed(text: str) -> list[str]:
    return re.findall(r"^#?([A-Z_]+)=", text, re.M)


def targets(makefile: str) -> list[str]:
    return re.findall(r"^([a-z-]+):.*## ", makefile, re.M)


def broken_links(page: Path, text: str) -> list[str]:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


def commands() -> list[str]:
    return sorted(
        path.stem
        for app in APPS
        for path in (folder(app) / "management/commands").glob("*.py")
        if path.stem != "__init__"
    )


def documentation() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_decisions_are_numbered_from_one_without_gaps():
    assert [path.name[:4] for path in DECISIONS] == [
        f"{n:04}" for n in range(1, len(DECISIONS) + 1)
    ]


@pytest.mark.parametrize("path", DECISIONS, ids=name)
def test_a_decision_says_why(path):
    assert headings(path.read_text(encoding="utf-8")) == HEADINGS


def test_every_setting_stands_in_the_example_once():
    read = set().union(*(settings_read(tree(path)) for path in SETTINGS)) - NOT_OURS

    assert sorted(settings_listed((ROOT / ".env.example").read_text())) == sorted(read)


def test_every_make_target_is_described():
    missing = [
        target
        for target in targets((ROOT / "Makefile").read_text())
        if target != "help" and not re.search(rf"make {target}\b(?!-)", documentation())
    ]

    assert missing == []


def test_make_has_at_most_twelve_targets_each_with_its_description():
    makefile = (ROOT / "Makefile").read_text()

    assert re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split() == targets(makefile)
    assert len(targets(makefile)) <= 12


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described(command):
    assert re.search(rf"\b{command}\b", documentation())


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_link_between_pages_leads_somewhere(path):
    assert broken_links(path, path.read_text(encoding="utf-8")) == []


# --- the checkers find what they look for ---------------------------------------------------------


def test_settings_are_found_however_they_are_read():
    code = """
DEBUG = env.bool("DEBUG", default=False)
KEY = env("KEY")
X = os.environ["X"] or os.environ.get("Y") or os.getenv("Z")
environ.setdefault("NOT")
"""

    assert settings_read(ast.parse(code)) == {"DEBUG", "KEY", "X", "Y", "Z"}


def test_settings_are_listed_with_and_without_a_value():
    assert settings_listed("# A word\nKEY=\n#DEBUG=false\n") == ["KEY", "DEBUG"]


def test_a_link_to_nowhere_is_found():
    page = ROOT / "README.md"

    assert broken_links(page, "[a](Makefile) [b](docs/none.md#x) [c](https://www.udir.no)") == [
        "docs/none.md"
    ]
