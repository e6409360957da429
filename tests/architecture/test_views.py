"""A view finds things through ``visible_to`` and in no other way."""

import ast

import pytest

from tests.architecture.source import APPS, ROOT, folder, modules, name, tree

VIEWS = [
    ROOT / "rekom/home.py",
    *(
        path
        for app in APPS
        for path in modules(app)
        if path.relative_to(folder(app)).parts[0] in {"views", "views.py"}
    ),
]
# ``listed_for`` shows an office that a draft exists and how far it is, and none of its content.
SCOPES = {"visible_to", "listed_for"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}


def unscoped(module: ast.Module) -> list[int]:
    """Lines with Model.objects without .visible_to(), and lookups by 404 on a bare model."""
    scoped = {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in SCOPES
    }
    managers = (
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    )
    lookups = (
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"get_object_or_404", "get_list_or_404"}
    )
    return sorted(
        [node.lineno for node in managers if node not in scoped]
        + [call.lineno for call in lookups if isinstance(call.args[0], ast.Name | ast.Attribute)]
    )


def writes(module: ast.Module) -> list[int]:
    """Lines where a view saves by itself, which is a service's work."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr in {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
            or (node.func.attr == "save" and not _saves_nothing(node))
        )
    ]


def _saves_nothing(call: ast.Call) -> bool:
    return any(
        word.arg == "commit" and ast.unparse(word.value) == "False" for word in call.keywords
    )


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_a_view_never_reaches_past_visible_to(path):
    assert unscoped(tree(path)) == []


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_a_view_leaves_writing_to_a_service(path):
    assert writes(tree(path)) == []


# --- the checkers find what they look for ---------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Call.objects.visible_to(request.user)", []),
        ("get_object_or_404(Call.objects.visible_to(request.user), pk=pk)", []),
        ("Call.objects.all()", [1]),
        ("Call.objects.filter(pk=pk).visible_to(user)", [1]),
        ("get_object_or_404(Call, pk=pk)", [1]),
        ("shortcuts.get_object_or_404(models.Call, pk=pk)", [1]),
        ("Call._default_manager.all()", [1]),
    ],
)
def test_a_way_round_is_found(line, found):
    assert unscoped(ast.parse(line)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("form.save(commit=False)", []),
        ("form.save()", [1]),
        ("report.save(update_fields=['status'])", [1]),
        ("Line.objects.visible_to(user).bulk_create(lines)", [1]),
    ],
)
def test_a_view_that_writes_is_found(line, found):
    assert writes(ast.parse(line)) == found
