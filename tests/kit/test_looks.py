"""What holds for every template and the stylesheet, whoever writes a page."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = [
    path
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    if "pdf" not in path.parts and "email" not in path.parts
]
STYLESHEET = (settings.BASE_DIR / "static/css/rekom.css").read_text()
DEFINED = set(re.findall(r"\.(rk-[\w-]+)", STYLESHEET))
# Named for the reader of the markup, or completed by a variable.
NAMES_ONLY = {"rk-pots", "rk-w-", "rk-"}


def markup(path: Path) -> str:
    """The template without its comments and tags, so that only HTML is left."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_class_of_ours_is_in_the_stylesheet(path):
    used = {
        word
        for classes in re.findall(r'class="([^"]*)"', markup(path))
        for word in classes.split()
        if word.startswith("rk-")
    }
    assert used - DEFINED - NAMES_ONLY == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_holds_style_or_script(path):
    found = re.findall(r"""<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=["']""", markup(path))
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_has_a_field_that_loses_what_it_cannot_read(path):
    assert re.findall(r'type="(?:number|date|datetime-local|time)"', markup(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_loaded_from_elsewhere(path):
    loaded = re.findall(
        r'(?:src|action)="(https?:[^"]*)"|<link[^>]*href="(https?:[^"]*)"', markup(path)
    )
    assert loaded == []


def test_colours_are_designsystemets_alone():
    without_print = STYLESHEET.split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", without_print) == []


def test_everything_of_ours_stands_in_a_layer():
    outside = re.sub(r"/\*.*?\*/", "", STYLESHEET, flags=re.DOTALL)
    depth, rules = 0, []
    for line in outside.splitlines():
        if depth == 0 and line.strip().endswith("{"):
            rules.append(line.strip())
        depth += line.count("{") - line.count("}")
    assert {rule for rule in rules if not rule.startswith("@layer ")} == {"@font-face {"}


def test_a_long_text_has_its_twin_in_every_language():
    prose = {path.name for path in (settings.BASE_DIR / "templates/prose").glob("*.html")}
    names = {file.split(".")[0] for file in prose}
    assert prose == {f"{name}.{code}.html" for name in names for code, _label in settings.LANGUAGES}


@pytest.mark.parametrize("text", ["about", "privacy", "accessibility"])
def test_a_long_text_has_the_same_parts_in_every_language(text):
    parts = [
        re.findall(
            r"<(h\d|ul|ol|li|p)\b",
            (settings.BASE_DIR / f"templates/prose/{text}.{code}.html").read_text(),
        )
        for code, _label in settings.LANGUAGES
    ]
    assert parts[0] == parts[1] == parts[2]
