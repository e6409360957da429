"""A Word file → the form's value. What a question was answered with is understood, or listed as it stands."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from measures import terms
from measures.word import money, people
from measures.word.answers import (
    count_in,
    institutions_in,
    only,
    owner_and_network,
    purposes_in,
    schemes_in,
    terms_in,
    yes_or_no_in,
)
from measures.word.asides import PARTS, asides_of, place_of
from measures.word.completeness import finished
from measures.word.grids import Grid, grid_of, paragraphs_in
from measures.word.labels import BY_NAME
from measures.word.placement import Placement
from measures.word.questions import is_only_printed, is_printed, text_of
from measures.word.recognition import refuse_another_form
from measures.word.sections import Answer, Section
from measures.word.sorting import sorted_in
from measures.word.ticks import Options, chosen_in, says_more
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
from measures.word.words import stems, words
from rekom.kit.word import Control, WordFile, read_word


def read_form(data: bytes) -> WordForm:
    """The needs report that a .docx holds. Raises DomainError with one sentence when it cannot be read."""
    return form_in(read_word(data))


def form_in(word: WordFile) -> WordForm:
    placed = sorted_in(word.body)
    refuse_another_form(word, placed)
    return _Reader(placed, word).form()


class _Reader:
    def __init__(self, placed: Placement, word: WordFile) -> None:
        self.placed = placed
        self.word = word
        self.left: list[Unanswered] = []
        self.loose: list[Loose] = list(placed.loose)

    def form(self) -> WordForm:
        report = self.placed.report
        measures = tuple(self.measure(section) for section in self.placed.measures)
        schemes = self.schemes(report)
        owner, network = self.owner_and_network(report)
        payees: tuple[FormPayee, ...] = self.table(report, "contacts", people.read_contacts, ())
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
            partners=self.table(report, "partners", people.read_partners, ()),
            codetermination=self.yes_or_no(report, "codetermination"),
            participants=self.table(report, "participants", people.read_participants, ()),
            unit_counts=self.table(report, "unit_counts", people.read_units, FormUnits()),
        )
        self.leftovers(report)
        self.left += [Unanswered("report", _kind(prompt)) for prompt in report.orphans]
        self.around()
        return finished(form, self.left, self.loose)

    def owner_and_network(self, section: Section) -> tuple[str | None, str | None]:
        """One line for both, as the form has it, unless the network has a line of its own."""
        owner = self.text(section, "lead_owner")
        if "network" in section.answers:
            return owner, self.text(section, "network")
        return owner_and_network(owner or "")

    # --- a measure --------------------------------------------------------------------------------

    def measure(self, section: Section) -> FormMeasure:
        path = f"measures.{section.number}"
        amounts: tuple[FormAmount, ...] = ()
        continuation: tuple[FormEstimate, ...] = ()
        for kind, table in section.tables:
            grid = grid_of(table)
            if kind == "amounts" and not amounts:
                amounts, left = money.read_amounts(grid, path)
                self.left += left
            elif kind == "continuation" and not continuation:
                continuation, left = money.read_continuation(grid, path)
                self.left += left
            self.unread(section, kind, grid)
        measure = FormMeasure(
            number=section.number or 0,
            title=self.title(section),
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

    def title(self, section: Section) -> str | None:
        """What the question is answered with goes before what stands in the heading."""
        answered = self.text(section, "title")
        if answered and section.title and not _are_alike(answered, section.title):
            self.loose.append(Loose(section.heading, section.title))
        return answered or section.title or None

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
        found = self.chosen(section, "purpose", purposes_in)[0]
        if len(found) > 1:
            answer = section.answers["purpose"]
            self.not_understood(section, "purpose", "\n".join(map(text_of, answer.lines)))
        return only(found)

    def count(self, section: Section) -> int | None:
        text = self.text(section, "measure_count")
        count = count_in(text or "")
        if text and count is None:
            self.not_understood(section, "measure_count", text)
        return count

    def yes_or_no(self, section: Section, name: str) -> bool | None:
        found, offered = self.chosen(section, name, yes_or_no_in)
        if len(found) == 1:
            return bool(found[0])
        # A form that only offers "Ja" is answered by leaving it.
        return False if offered == [True] and not found else None

    def schemes(self, section: Section) -> tuple[str, ...]:
        """What is ticked; or where the form is for one scheme only, what its name says."""
        if "schemes" in section.answers:
            return tuple(self.chosen(section, "schemes", schemes_in)[0])
        names = [loose for loose in self.loose if words(loose.text)[:1] == ("behovsmelding",)]
        for name in names[:1]:
            if len(found := schemes_in(name.text)) == 1:
                if not says_more(name.text.split(maxsplit=1)[1], schemes_in):
                    self.loose.remove(name)
                return tuple(found)
        return ()

    def terms(self, section: Section) -> tuple[str, ...]:
        return tuple(sorted(self.chosen(section, "terms", terms_in)[0], key=terms.order))

    def chosen(
        self, section: Section, name: str, options_in: Options
    ) -> tuple[list[Any], list[Any]]:
        """What is ticked, or written where there is nothing to tick; and what there was to choose from."""
        answer = self.answer(section, name)
        if answer is None:
            return [], []
        found = chosen_in(answer.lines, options_in)
        if not found.ticked:
            self.prompts(section, answer)
        for text in found.unread:
            self.not_understood(section, name, text)
        return found.ticked, found.offered

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
            rows, left = money.read_totals(grid, "stated_totals")
            self.left += left
            for total, cells in rows:
                if total.scheme != own:
                    stated.append(total)
                elif not money.agrees(total, measures):
                    for cell in cells[1:]:
                        cell.is_read = False
            self.unread(section, "totals", grid)
        return tuple(stated)

    def unread(self, section: Section, kind: str, grid: Grid) -> None:
        known = section.answers.get(kind)
        title = known.wording if known else BY_NAME[kind].wordings[0]
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
            if answer.label.kind == "table" and text and not is_only_printed(text):
                self.not_understood(section, name, text)

    def around(self) -> None:
        """Headers, footers, notes and comments hold no question of the form; what was deleted is told."""
        for part, blocks in self.word.around:
            for paragraph in paragraphs_in(blocks):
                text = paragraph.text
                if text and not is_printed(text) and not text.isdecimal():
                    self.loose.append(Loose(str(PARTS[part]), text))
                self.loose += asides_of(paragraph, PARTS[part])
        for text in self.word.deleted:
            if words(text):
                self.loose.append(Loose(_("Deleted with tracked changes"), text.strip()))


def _are_alike(one: str, other: str) -> bool:
    return stems(words(one)) == stems(words(other))


def _kind(control: Control) -> str:
    return "choice" if control.is_choice else "text"
