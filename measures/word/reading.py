"""A Word file → the form's value. What a question was answered with is understood, or listed as it stands."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from measures import terms
from measures.word import grids
from measures.word.answers import (
    institutions_in,
    is_written_out,
    only,
    owner_and_network,
    purposes_in,
    schemes_in,
    terms_in,
    yes_or_no_in,
)
from measures.word.labels import BY_NAME, words
from measures.word.sections import Answer, Section, Sorter, is_printed, place_of, text_of
from measures.word.tables import Grid, grid_of
from measures.word.value import (
    TEXTS,
    FormAmount,
    FormEstimate,
    FormMeasure,
    FormPayee,
    FormUnits,
    Loose,
    StatedTotal,
    Unanswered,
    WordForm,
)
from rekom.kit.errors import DomainError
from rekom.kit.word import Box, Control, Paragraph, WordFile, read_word

# Questions that no other form asks: two of them are enough to know it by, or one and its name.
OWN_QUESTIONS = {
    "schemes",
    "several_owners",
    "several_institutions",
    "several_schemes",
    "measure_count",
    "totals",
    "anchoring",
    "collective_process",
    "teacher_education",
    "owner_use",
    "institution_use",
    "coordinator",
    "codetermination",
    "unit_counts",
}


class NotTheForm(DomainError):
    """A Word file, but not a needs report."""


def read_form(data: bytes) -> WordForm:
    """The needs report that a .docx holds. Raises DomainError with one sentence when it cannot be read."""
    return form_in(read_word(data))


def form_in(word: WordFile) -> WordForm:
    sorter = Sorter()
    sorter.sort(word.body)
    _refuse_another_form(word, sorter)
    return _Reader(sorter, word).form()


def _refuse_another_form(word: WordFile, sorter: Sorter) -> None:
    asked = set(sorter.report.answers) | {kind for kind, _table in sorter.report.tables}
    for section in sorter.measures:
        asked |= set(section.answers)
    is_named = any(
        "behovsmelding" in block.text.casefold()
        for block in word.body
        if isinstance(block, Paragraph)
    )
    if len(asked & OWN_QUESTIONS) + is_named < 2:
        raise NotTheForm(_("The file is not a needs report on the county governors' Word form."))


class _Reader:
    def __init__(self, sorter: Sorter, word: WordFile) -> None:
        self.sorter = sorter
        self.word = word
        self.left: list[Unanswered] = []
        self.loose: list[Loose] = list(sorter.loose)

    def form(self) -> WordForm:
        report = self.sorter.report
        measures = tuple(self.measure(section) for section in self._sections())
        schemes = self.schemes(report)
        owner, network = self.owner_and_network(report)
        payees: tuple[FormPayee, ...] = self.table(report, "contacts", grids.read_contacts, ())
        form = WordForm(
            schemes=schemes,
            lead_owner=owner,
            network=network,
            institutions=institutions_in(self.text(report, "institutions") or ""),
            payees=payees,
            several_owners=self.yes_or_no(report, "several_owners"),
            several_institutions=self.yes_or_no(report, "several_institutions"),
            several_schemes=self.yes_or_no(report, "several_schemes"),
            measure_count=self.count(report),
            stated_totals=self.totals(report, schemes, measures),
            measures=measures,
            partners=self.table(report, "partners", grids.read_partners, ()),
            codetermination=self.yes_or_no(report, "codetermination"),
            participants=self.table(report, "participants", grids.read_participants, ()),
            unit_counts=self.table(report, "units", grids.read_units, FormUnits()),
        )
        self.leftovers(report)
        self.left += [Unanswered("report", _kind(prompt)) for prompt in report.orphans]
        self.around()
        return _finished(form, self.left, self.loose)

    def owner_and_network(self, section: Section) -> tuple[str | None, str | None]:
        """One line for both, as the form has it, unless the network has a line of its own."""
        owner = self.text(section, "lead_owner")
        if "network" in section.answers:
            return owner, self.text(section, "network")
        return owner_and_network(owner or "")

    def _sections(self) -> list[Section]:
        return sorted(self.sorter.measures, key=lambda section: section.number or 0)

    # --- a measure --------------------------------------------------------------------------------

    def measure(self, section: Section) -> FormMeasure:
        path = f"measures.{section.number}"
        amounts: tuple[FormAmount, ...] = ()
        continuation: tuple[FormEstimate, ...] = ()
        for kind, table in section.tables:
            grid = grid_of(table)
            if kind == "amounts" and not amounts:
                amounts, left = grids.read_amounts(grid, path)
                self.left += left
            elif kind == "continuation" and not continuation:
                continuation, left = grids.read_continuation(grid, path)
                self.left += left
            self.unread(section, kind, grid)
        measure = FormMeasure(
            number=section.number or 0,
            title=section.title or self.text(section, "title"),
            amounts=amounts,
            purpose=self.purpose(section),
            **{name: self.text(section, name) for name in TEXTS},
            coordinator=self.yes_or_no(section, "coordinator"),
            coordinator_reason=self.text(section, "coordinator_reason"),
            terms=self.terms(section),
            continuation=continuation,
            target_groups=self.text(section, "target_groups"),
        )
        self.leftovers(section)
        self.orphans(section, path)
        return measure

    def orphans(self, section: Section, path: str) -> None:
        """A prompt that has lost its question stands for the one that is missing, when only one is."""
        missing = [name for name in (*TEXTS, "target_groups") if name not in section.answers]
        path = f"{path}.{missing[0]}" if len(missing) == 1 else path
        self.left += [Unanswered(path, _kind(prompt)) for prompt in section.orphans]

    # --- single questions -------------------------------------------------------------------------

    def text(self, section: Section, name: str) -> str | None:
        answer = self.answer(section, name)
        if answer is None:
            return None
        text = "\n".join(filter(None, (text_of(line) for line in answer.lines))).strip()
        if not text:
            self.prompts(section, answer)
        return text or None

    def purpose(self, section: Section) -> str | None:
        text = self.text(section, "purpose")
        found = only(purposes_in(text or ""))
        if text and found is None:
            self.not_understood(section, "purpose", text)
        return found

    def count(self, section: Section) -> int | None:
        text = self.text(section, "measure_count")
        if text and not text.isdecimal():
            self.not_understood(section, "measure_count", text)
            return None
        return int(text) if text else None

    def yes_or_no(self, section: Section, name: str) -> bool | None:
        found, offered = self.chosen(section, name, yes_or_no_in)
        if len(found) == 1:
            return found[0]
        # A form that only offers "Ja" is answered by leaving it.
        return False if offered == [True] and not found else None

    def schemes(self, section: Section) -> tuple[str, ...]:
        return tuple(self.chosen(section, "schemes", schemes_in)[0])

    def terms(self, section: Section) -> tuple[str, ...]:
        return tuple(sorted(self.chosen(section, "terms", terms_in)[0], key=terms.order))

    def chosen(
        self, section: Section, name: str, options_in: Callable[[str], list[Any]]
    ) -> tuple[list[Any], list[Any]]:
        """What is ticked, or written where there is nothing to tick; and what there was to choose from."""
        answer = self.answer(section, name)
        if answer is None:
            return [], []
        ticked: list[Any] = []
        offered: list[Any] = []
        for line in answer.lines:
            if not any(isinstance(piece, Box) for piece in line):
                ticked += self.written(section, name, line, options_in)
                continue
            for is_ticked, caption in _captions(line, options_in):
                options = options_in(caption)
                offered += options
                ticked += options if is_ticked else []
                if (is_ticked and not options) or len(words(caption)) > 6:
                    self.not_understood(section, name, caption.strip())
        if not ticked:
            self.prompts(section, answer)
        if options_in is yes_or_no_in and len(ticked) > 1:
            self.not_understood(section, name, " ".join(text_of(line) for line in answer.lines))
        return list(dict.fromkeys(ticked)), list(dict.fromkeys(offered))

    def written(
        self,
        section: Section,
        name: str,
        line: Sequence[Any],
        options_in: Callable[[str], list[Any]],
    ) -> list[Any]:
        """Choices that are only printed side by side say nothing of which was chosen."""
        text = text_of(line)
        options = options_in(text)
        in_control = any(isinstance(piece, Control) and piece.is_answered for piece in line)
        may_be_several = options_in is not yes_or_no_in and (in_control or is_written_out(text))
        if len(options) == 1 or (options and may_be_several):
            return options
        if text and not is_printed(text):
            self.not_understood(section, name, text)
        return []

    # --- tables -----------------------------------------------------------------------------------

    def table(self, section: Section, kind: str, read: Callable[[Grid], Any], nothing: Any) -> Any:
        """The first of a kind is read; of another, every row is listed."""
        found = nothing
        is_first = True
        for grid in (grid_of(table) for name, table in section.tables if name == kind):
            if is_first:
                found, left = read(grid)
                self.left += left
            is_first = False
            self.unread(section, kind, grid)
        return found

    def totals(
        self, section: Section, schemes: tuple[str, ...], measures: tuple[FormMeasure, ...]
    ) -> tuple[StatedTotal, ...]:
        """The rows of other schemes; the form's own is what its measures come to, or is listed."""
        own = only(schemes)
        stated: list[StatedTotal] = []
        for grid in (grid_of(table) for name, table in section.tables if name == "totals"):
            rows, left = grids.read_totals(grid, "stated_totals")
            self.left += left
            for total, cells in rows:
                if total.scheme != own:
                    stated.append(total)
                elif not _agrees(total, measures):
                    for cell in cells[1:]:
                        cell.is_read = False
            self.unread(section, "totals", grid)
        return tuple(stated)

    def unread(self, section: Section, kind: str, grid: Grid) -> None:
        name = {"units": "unit_counts"}.get(kind, kind)
        known = section.answers.get(name)
        title = known.wording if known else BY_NAME[name].wordings[0]
        for row, column, text in grid.unread():
            place = place_of(section.heading, title, " ".join(row.split())[:80], column)
            self.loose.append(Loose(place, text))

    # --- what is left -----------------------------------------------------------------------------

    def answer(self, section: Section, name: str) -> Answer | None:
        return section.answers.get(name)

    def prompts(self, section: Section, answer: Answer) -> None:
        path = answer.label.name
        if section.number is not None:
            path = f"measures.{section.number}.{path}"
        for line in answer.lines:
            for piece in line:
                if isinstance(piece, Control) and not piece.is_answered:
                    self.left.append(Unanswered(path, _kind(piece)))

    def not_understood(self, section: Section, name: str, text: str) -> None:
        self.loose.append(Loose(place_of(section.heading, section.answers[name].wording), text))

    def leftovers(self, section: Section) -> None:
        """What was written beside the heading of a table."""
        for name, answer in section.answers.items():
            text = "\n".join(filter(None, (text_of(line) for line in answer.lines)))
            if answer.label.kind == "table" and text and not is_printed(text):
                self.not_understood(section, name, text)

    def around(self) -> None:
        """Headers, footers, notes and comments hold no question of the form."""
        for part, blocks in self.word.around:
            for paragraph in _all_paragraphs(blocks):
                text = paragraph.text
                if text and not is_printed(text) and not text.isdecimal():
                    self.loose.append(Loose(part.removeprefix("word/").removesuffix(".xml"), text))


def _all_paragraphs(blocks: Iterable[Any]) -> Iterable[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _all_paragraphs(cell)


def _captions(
    line: Sequence[Any], options_in: Callable[[str], list[Any]]
) -> list[tuple[bool, str]]:
    """Each box with its caption, which stands after it; or before it, where the last has none after it."""
    texts, boxes = [""], []
    for piece in line:
        if isinstance(piece, Box):
            boxes.append(piece.ticked)
            texts.append("")
        else:
            texts[-1] += text_of([piece]) if isinstance(piece, Control) else piece.text
    stand_before = not options_in(texts[-1]) and bool(options_in(texts[0]))
    return list(zip(boxes, texts if stand_before else texts[1:], strict=False))


def _kind(control: Control) -> str:
    return "choice" if control.is_choice else "text"


def _agrees(total: StatedTotal, measures: tuple[FormMeasure, ...]) -> bool:
    found: dict[str, int] = {}
    for measure in measures:
        for amount in measure.amounts:
            found[amount.payee] = found.get(amount.payee, 0) + amount.nok
    stated = {amount.payee: amount.nok for amount in total.amounts if amount.nok}
    is_same = total.total_nok in (None, sum(found.values()))
    return is_same and stated == {payee: nok for payee, nok in found.items() if nok}


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


def _finished(form: WordForm, left: list[Unanswered], loose: list[Loose]) -> WordForm:
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
