"""A view finds things through ``visible_to`` and in no other way."""

import ast

import pytest

from measures.models import Call, NeedsReport
from partnerships.models import Partnership
from tests.architecture.source import APPS, ROOT, folder, modules, name, tree
from tests.builders import make_call, make_report
from tests.conftest import EVERYONE

VIEWS = [
    ROOT / "rekom/home.py",
    ROOT / "rekom/waiting.py",
    *(
        path
        for app in APPS
        for path in modules(app)
        if path.relative_to(folder(app)).parts[0] in {"views", "views.py"}
    ),
]
# Each takes the person. ``known_to`` finds that a draft exists and how far it is, for pages that
# show none of its content; the others find no more than ``visible_to``, as a test below says.
# ``open_to_all`` asks for nobody: it is for the pages that anyone may read. Of forums ``set_up_by`` finds
# the administrator's own, for pages that tell who sits there and show none of the papers.
SCOPES = {
    "visible_to",
    "open_to_all",
    "known_to",
    "of_members",
    "of_offices",
    "staffed_by",
    "set_up_by",
    "with_member",
}
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
        + [call.lineno for call in lookups if _is_model(call.args[0])]
    )


def _is_model(node: ast.AST) -> bool:
    """Report or models.Report, not a queryset in a variable."""
    return (
        isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).split(".")[-1][0].isupper()
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


@pytest.mark.parametrize("name", EVERYONE)
def test_no_scope_finds_more_than_visible_to(cast, name):
    make_report(call=make_call(office=cast.office), partnership=cast.partnership)
    person = getattr(cast, name)
    reports, partnerships, calls = NeedsReport.objects, Partnership.objects, Call.objects

    assert set(reports.of_members(person)) <= set(reports.visible_to(person))
    assert set(partnerships.with_member(person)) <= set(partnerships.visible_to(person))
    assert set(calls.of_offices(person)) <= set(calls.visible_to(person))
    assert set(calls.staffed_by(person)) <= set(calls.visible_to(person))
    assert set(calls.set_up_by(person)) <= set(calls.visible_to(person))


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
        ("get_object_or_404(calls, pk=pk)", []),
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
