"""The project's own files, for the tests that read the code instead of running it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each app may import those before it in the list, never those after.
APPS = ["rekom.kit", "partnerships", "measures", "allocation"]


def folder(app: str) -> Path:
    return ROOT / app.replace(".", "/")


def modules(app: str) -> Iterator[Path]:
    return (path for path in sorted(folder(app).rglob("*.py")) if "__pycache__" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """A short name for a test's id: measures/views/reports.py."""
    return str(path.relative_to(ROOT))


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))
