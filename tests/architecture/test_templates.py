"""What a template may not do: code or style between the words, sums, trust in what people wrote."""

import ast
import re

import pytest
from django.template.loader import get_template

from tests.architecture.source import APPS, ROOT, modules, name, templates, tree

FAULTS = {
    "style element": r"<style\b",
    "style attribute": r"<[^>]*\sstyle\s*=",
    "script in the page": r"<script\b(?![^>]*\bsrc=)",
    "script attribute": r"<[^>]*\son[a-z]+\s*=",
    "script address": r"javascript:",
    "something from elsewhere": r"<(?:link|script|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//",
    "field of a kind we do not use": r"type=\"(?:number|date|datetime-local)\"",
    "trust in text": r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off",
    "sum": r"\|\s*(?:add|divisibleby|floatformat)\b|{%\s*widthratio\b",
}
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.S)

# Files that may call text safe, each for its reason.
SAFE_TEXT = {
    "rekom/kit/chart.py": "a drawing of our own process, its texts outlines or escaped as XML",
    "rekom/kit/controls.py": "writes form controls, and escapes every value itself",
    "rekom/kit/markup.py": "fills patterns, and escapes every value itself",
    "rekom/kit/questions.py": "writes questions around controls, and escapes every value itself",
    "rekom/kit/templatetags/ui.py": "two constants",
}


def faults(source: str) -> list[str]:
    text = COMMENT.sub("", source)
    return [fault for fault, pattern in FAULTS.items() if re.search(pattern, text, re.I | re.S)]


def trusts_text(module: ast.Module) -> list[int]:
    """Lines that declare a text to be safe HTML by themselves (format_html is the way)."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"mark_safe", "SafeString", "SafeText"}
    ]


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_holds_only_what_it_may(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_can_be_read(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize(
    "path",
    [*(path for app in APPS for path in modules(app)), *sorted((ROOT / "rekom").glob("*.py"))],
    ids=name,
)
def test_code_trusts_no_text(path):
    assert bool(trusts_text(tree(path))) is (name(path) in SAFE_TEXT)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Fine</p><script src='{% static \"js/rekom.js\" %}' defer></script>", []),
        ("{# <style> #}{% comment %} style= {% endcomment %}", []),
        ('<a href="https://www.udir.no/">Udir</a>', []),
        ("<style>p { color: red }</style>", ["style element"]),
        ('<td style="text-align: right">', ["style attribute"]),
        ("<script>alert(1)</script>", ["script in the page"]),
        ('<button onclick="send()">', ["script attribute"]),
        ('<a href="javascript:history.back()">', ["script address"]),
        ('<img src="//example.no/logo.png" alt="">', ["something from elsewhere"]),
        ('<input type="number">', ["field of a kind we do not use"]),
        ("{{ measure.title|safe }}", ["trust in text"]),
        ("{% autoescape off %}", ["trust in text"]),
        ("{{ share|floatformat:1 }}", ["sum"]),
        ("{% widthratio a b 100 %}", ["sum"]),
    ],
)
def test_a_fault_is_found(source, found):
    assert faults(source) == found


def test_code_that_trusts_text_is_found():
    assert trusts_text(ast.parse("format_html('<b>{}</b>', title)\nmark_safe(title)")) == [2]
