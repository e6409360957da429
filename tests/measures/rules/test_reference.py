"""docs/reference/rules.md says what the code says."""

import inspect
import re
from pathlib import Path

from measures import rules
from measures.rules import dates, sums

PAGE = Path(__file__).parents[3] / "docs/reference/rules.md"
FIRST_LINE = re.compile(r"(R-\d\d) \((block|warn|as the call says|computed)\): (.+)")

ASKED_FOR = {
    "computed": {"R-01", "R-02", "R-03", "R-04", "R-09", "R-17", "R-22"},
    "block": {
        *("R-05", "R-06", "R-18", "R-19", "R-20", "R-21", "R-23", "R-25", "R-27", "R-28"),
        *("R-31", "R-32"),
    },
    "warn": {
        *("R-01", "R-07", "R-11", "R-12", "R-13", "R-14", "R-15", "R-16", "R-19", "R-23"),
        *("R-24", "R-26", "R-27", "R-28", "R-29", "R-30", "R-34"),
    },
    "as the call says": {"R-08"},
}


def stated(rule) -> tuple[str, str, str, str]:
    """Id, severity, what it says and its source, from the docstring."""
    text = inspect.getdoc(rule)
    number, severity, says = FIRST_LINE.fullmatch(text.splitlines()[0]).groups()
    source = " ".join(text.partition("Source: ")[2].split())
    return number, severity, says, source


def computed() -> list:
    return [
        function
        for _name, function in inspect.getmembers(sums, inspect.isfunction)
        if function.__module__ == sums.__name__ and (function.__doc__ or "").startswith("R-")
    ]


def every_rule() -> list:
    own = [rule for rule in rules.RULES_OF_SUPPLEMENTS if rule not in rules.RULES]
    return [*rules.RULES, *own, dates.call_is_open, *computed()]


def rows() -> list[list[str]]:
    lines = PAGE.read_text().splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("| R-")
    ]


def test_the_table_has_a_row_for_each_rule_and_no_other():
    assert [row[:4] for row in rows()] == sorted(list(stated(rule)) for rule in every_rule())


def test_each_row_says_where_it_is_shown():
    assert {len(row) for row in rows()} == {5}
    assert all(row[4] for row in rows())


def test_every_rule_of_the_report_is_there_at_its_severity():
    found = {severity: set() for severity in ASKED_FOR}
    for rule in every_rule():
        number, severity, _says, _source = stated(rule)
        found[severity].add(number)

    assert found == ASKED_FOR


def test_every_function_that_calls_itself_a_rule_is_run():
    modules = [
        module
        for _name, module in inspect.getmembers(rules, inspect.ismodule)
        if module.__name__.startswith("measures.rules.")
    ]
    named = {
        function
        for module in modules
        for _name, function in inspect.getmembers(module, inspect.isfunction)
        if (function.__doc__ or "").startswith("R-")
    }

    assert named == set(every_rule())
