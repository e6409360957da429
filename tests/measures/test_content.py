import json
import types
from dataclasses import fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measures.content import Names, ReportContent
from rekom.kit.values import from_json, to_json
from tests.measures.content_builder import make_content

PLAIN = {
    str: st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    int: st.integers(),
    bool: st.booleans(),
    types.NoneType: st.none(),
}


def values(kind) -> st.SearchStrategy:
    """Any value whatever of the type."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind)})
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=2).map(tuple)
    if isinstance(kind, types.UnionType):
        return st.one_of(*map(values, get_args(kind)))
    return PLAIN[kind]


@given(values(ReportContent))
def test_any_content_comes_back_from_json_as_it_was(content):
    assert from_json(ReportContent, json.loads(json.dumps(to_json(content)))) == content


def test_the_full_report_comes_back_from_json_as_it_was():
    content = make_content()

    assert from_json(ReportContent, json.loads(json.dumps(to_json(content)))) == content
    assert (
        from_json(ReportContent, json.loads(json.dumps(to_json(content))))
        .measures[0]
        .lines[0]
        .amount_nok
        == 50_000
    )


@pytest.mark.parametrize("damage", [{}, {"year": 2024}])
def test_anything_else_than_a_report_is_an_error(damage):
    with pytest.raises(KeyError):
        from_json(ReportContent, damage)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English"), ("se", "bokmål")],
)
def test_names_are_shown_in_the_readers_language(language, shown):
    with translation.override(language):
        assert str(Names(nb="bokmål", nn="nynorsk", en="English")) == shown
