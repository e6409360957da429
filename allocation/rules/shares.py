"""How much of a frame may go to individual measures (R-10)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class IndividualShare:
    """What the individual posts take of a frame (whole kroner), and the most that the call allows.

    The rule is the regional scheme's 70/30: at least 70 percent of the frame goes to collective work.
    """

    individual_nok: int
    frame_nok: int
    most_percent: int

    @property
    def percent(self) -> Fraction:
        """0 of an empty frame."""
        return (
            Fraction(100 * self.individual_nok, self.frame_nok) if self.frame_nok else Fraction(0)
        )

    @property
    def most_nok(self) -> int:
        """Whole kroner that the limit comes to, never more than it."""
        return self.frame_nok * self.most_percent // 100

    @property
    def too_much_nok(self) -> int:
        return max(0, self.individual_nok - self.most_nok)
