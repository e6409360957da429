import re
from pathlib import Path

from measures import rules
from measures.rules.inbox import REMARKS


def test_every_rule_that_warns_is_named_in_the_inbox():
    source = "".join(path.read_text() for path in Path(rules.__file__).parent.glob("*.py"))
    warning = set(re.findall(r'\bwarn\(\s*"(R-\d+)"', source))

    assert warning - {"R-08"} == set(REMARKS) - {"R-08"}  # the call says whether R-08 warns
    assert "R-08" in REMARKS
