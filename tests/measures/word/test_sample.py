"""The form that Ytre Helgeland sent in 2024: 58 texts and 10 choices were left as they were."""

import json
from collections import Counter
from pathlib import Path

from measures.word.reading import read_form

CASES = Path(__file__).parents[2] / "cases"
SAMPLE = CASES / "behovsmelding-ytre-helgeland-2024.docx"


def test_every_answer_is_recovered():
    expected = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))

    assert json.loads(json.dumps(read_form(SAMPLE.read_bytes()).as_json())) == expected


def test_what_still_shows_its_prompt_is_not_answered():
    form = read_form(SAMPLE.read_bytes())

    assert Counter(question.prompt for question in form.not_answered) == {"text": 58, "choice": 10}


def test_only_the_text_under_no_heading_is_not_understood():
    (loose,) = read_form(SAMPLE.read_bytes()).not_understood

    assert loose.place == "Tiltak 3 – Hva skal tilskuddet brukes til?"
    assert loose.text.splitlines()[3] == "Koordinators oppgaver er"
    assert loose.text.endswith("samlet sum kr 210 000")
