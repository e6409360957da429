"""Who may import whom: apps one way, and the rooms of an app one way."""

import ast
from collections.abc import Callable

import pytest

from tests.architecture.source import APPS, ROOT, folder, modules, name, tree

# A room may only know the rooms on the lines above it.
ROOMS = [
    ["choices"],
    ["questions"],
    ["terms"],
    ["content"],
    ["rules"],
    ["querysets"],
    ["models"],
    ["permissions"],
    ["snapshots"],
    ["pdf", "excel", "word"],
    ["services"],
    ["tasks"],
    ["forms"],
    ["views"],
    ["urls", "forum_urls"],
]
# Django's and the log-in library's own places, the way of mail, and tables of facts: they may know
# every room.
OTHER_PLACES = {
    "__init__",
    "adapter",
    "admin",
    "apps",
    "data",
    "management",
    "migrations",
    "outbox",
    "templatetags",
}

# The site itself, which may know every app.
ON_TOP = ["rekom.context", "rekom.demo", "rekom.home", "rekom.urls", "rekom.waiting", "tests"]

# What can be done on paper needs none of these.
PURE = {"choices", "questions", "terms", "content", "rules"}
WORLD = (
    "django.conf",
    "django.core.cache",
    "django.core.mail",
    "django.db",
    "django.http",
    "django.shortcuts",
    "django.template",
    "django.utils.timezone",
    "os",
    "pathlib",
    "random",
    "subprocess",
    "time",
)

MODULES = [pytest.param(app, path, id=name(path)) for app in APPS for path in modules(app)]
APP_MODULES = [param for param in MODULES if param.values[0] != "rekom.kit"]


def room_of(app: str, path) -> str:
    return path.relative_to(folder(app)).parts[0].removesuffix(".py")


def imported(module: ast.Module, *, skip: Callable[[ast.AST], bool]) -> set[str]:
    """Full names of what a module imports, but for the blocks that are skipped."""
    skipped = {node for block in ast.walk(module) if skip(block) for node in ast.walk(block)}
    names = set()
    for node in set(ast.walk(module)) - skipped:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def for_types_only(block: ast.AST) -> bool:
    return isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"


def inside_a_function(block: ast.AST) -> bool:
    return isinstance(block, ast.FunctionDef) or for_types_only(block)


def out_of_reach(app: str, room: str) -> list[str]:
    """Names a module must not import: later apps, the site on top, rooms beside and below."""
    names = [*APPS[APPS.index(app) + 1 :], *ON_TOP]
    line = next((number for number, line in enumerate(ROOMS) if room in line), None)
    if line is not None and app != "rekom.kit":
        below = [other for line in ROOMS[line:] for other in line if other != room]
        names += [f"{app}.{other}" for other in below]
    return names


def wrong_imports(app: str, room: str, module: ast.Module) -> set[str]:
    """A model is made of its queryset, so a queryset meets other models only when it is called."""
    forbidden = tuple(f"{start}." for start in out_of_reach(app, room))
    found = {
        one for one in imported(module, skip=for_types_only) if f"{one}.".startswith(forbidden)
    }
    if room == "querysets":
        at_the_top = imported(module, skip=inside_a_function)
        found -= {one for one in found - at_the_top if one.startswith(f"{app}.models.")}
    return found


def worldly_imports(module: ast.Module) -> set[str]:
    starts = tuple(f"{start}." for start in WORLD)
    return {one for one in imported(module, skip=for_types_only) if f"{one}.".startswith(starts)}


@pytest.mark.parametrize(("app", "path"), MODULES)
def test_a_module_only_knows_what_stands_above_it(app, path):
    assert wrong_imports(app, room_of(app, path), tree(path)) == set()


@pytest.mark.parametrize(("app", "path"), APP_MODULES)
def test_a_module_stands_in_a_room_with_a_name(app, path):
    assert room_of(app, path) in {room for line in ROOMS for room in line} | OTHER_PLACES


@pytest.mark.parametrize(
    ("app", "path"), [param for param in APP_MODULES if room_of(*param.values) in PURE]
)
def test_a_rule_is_pure(app, path):
    allowed = {"django.db.models"} if room_of(app, path) == "choices" else set()

    assert worldly_imports(tree(path)) - allowed == set()


def test_there_is_no_other_app():
    with_models = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for pattern in ("*/apps.py", "*/*/apps.py")
        for path in ROOT.glob(pattern)
        if not path.is_relative_to(ROOT / "node_modules")
    }

    assert with_models == {*APPS, "rekom.demo"}  # the demo stands on top of all


# --- the checkers find what they look for ---------------------------------------------------------


@pytest.mark.parametrize(
    ("app", "room", "line", "found"),
    [
        ("measures", "services", "from measures.models import Call", set()),
        ("measures", "services", "from partnerships.views import index", set()),
        (
            "measures",
            "models",
            "from measures.services import submit",
            {"measures.services.submit"},
        ),
        ("measures", "rules", "import measures.models", {"measures.models"}),
        ("measures", "views", "from allocation.models import Frame", {"allocation.models.Frame"}),
        ("rekom.kit", "pdf", "from measures.models import Call", {"measures.models.Call"}),
        ("measures", "models", "from rekom.home import start", {"rekom.home.start"}),
        ("allocation", "pdf", "from allocation import excel", {"allocation.excel"}),
        ("measures", "models", "def late():\n  import measures.forms", {"measures.forms"}),
        (
            "measures",
            "querysets",
            "if TYPE_CHECKING:\n  from measures.models import Call",
            set(),
        ),
        ("measures", "querysets", "def later():\n  from measures.models import Call", set()),
        ("measures", "querysets", "from measures.models import Call", {"measures.models.Call"}),
        ("measures", "models", "from measures.rulesets import x", set()),
    ],
)
def test_a_wrong_import_is_found(app, room, line, found):
    assert wrong_imports(app, room, ast.parse(line)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("from django.db import connection", {"django.db.connection"}),
        ("from django.utils import timezone", {"django.utils.timezone"}),
        ("import time", {"time"}),
        ("from django.utils.translation import gettext", set()),
    ],
)
def test_a_rule_that_reaches_for_the_world_is_found(line, found):
    assert worldly_imports(ast.parse(line)) == found
