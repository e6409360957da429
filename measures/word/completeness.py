"""Which questions of a form were left, whether their prompts still stand there or not."""

from measures.word.value import TEXTS, Loose, Unanswered, WordForm

# Questions that a report without them is not complete.
REPORT_QUESTIONS = (
    "schemes",
    "lead_owner",
    "institutions",
    "several_owners",
    "several_institutions",
    "several_schemes",
    "measure_count",
    "codetermination",
)
MEASURE_QUESTIONS = ("title", "amounts", "purpose", *TEXTS, "coordinator", "terms", "target_groups")


def finished(form: WordForm, left: list[Unanswered], loose: list[Loose]) -> WordForm:
    """With every question that has neither answer nor prompt among those that are not answered."""
    known = {question.path for question in left}
    empty = [name for name in REPORT_QUESTIONS if getattr(form, name) in (None, ())]
    for measure in form.measures:
        path = f"measures.{measure.number}"
        empty += [
            f"{path}.{name}" for name in MEASURE_QUESTIONS if getattr(measure, name) in (None, ())
        ]
        if measure.coordinator and not measure.coordinator_reason:
            empty.append(f"{path}.coordinator_reason")
    empty += [
        f"unit_counts.{name}" for name, count in vars(form.unit_counts).items() if count is None
    ]
    more = [Unanswered(path) for path in empty if not any(_is_in(path, other) for other in known)]
    values = {**vars(form), "not_answered": (*left, *more), "not_understood": tuple(loose)}
    return WordForm(**values)


def _is_in(path: str, other: str) -> bool:
    return other == path or other.startswith(f"{path}.")
