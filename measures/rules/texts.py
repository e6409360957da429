"""What counts as an answer in free text."""

import re

# What Word shows in an empty field, in bokmål, nynorsk and English, new versions and old.
# The needs report of Ytre Helgeland of 2024 was sent with 68 of them.
PLACEHOLDER = re.compile(
    r"""
      klikk (\s eller \s trykk)? (\s her)? \s for \s å \s
          (skrive (\s inn)? | skriva (\s inn)? | angi | velge | velje)
          \s ((en | ein | et | eit) \s)? (tekst | dato | element)
    | vel g? \s (et | eit) \s element
    | vel g? \s (en | ein) \s dato
    | click (\s or \s tap)? (\s here)? \s to \s (enter | add) \s (a \s)? (text | date)
    | choose \s an? \s (item | date)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# An answer that is no more than this sends the reader elsewhere.
ELSEWHERE = re.compile(
    r"""
    ^ (se | sjå | jf | jfr | jamfør | som | samme \s som | same \s som | det \s samme \s som | det \s same \s som
       | see | as | same \s as | as \s in | as \s for)
    \s ((også | òg | i | for | the | also | in) \s)*
    (over | ovenfor | ovanfor | under | nedenfor | nedanfor
       | beskrivels\w* | beskriving\w* | skildring\w* | omtale\w* | svar\w* | begrunnels\w* | grunngiving\w*
       | tiltak\w* | forrige | førre | punkt\w* | pkt | vedlegg\w*
       | above | below | description\w* | answer\w* | measure\w* | previous | attachment\w*)
    \b
    """,
    re.VERBOSE,
)
MOST_WORDS_OF_A_REFERENCE = 10


def is_unanswered(text: str) -> bool:
    """Empty, only signs, or only what Word had put there: a placeholder is never a value."""
    left = PLACEHOLDER.sub("", _one_line(text))
    return not any(char.isalnum() for char in left)


def refers_elsewhere(text: str) -> bool:
    """ "Se over", "Se beskrivelse under de ulike tiltak", and nothing more."""
    words = re.sub(r"[^\w\s]+", " ", _one_line(text).casefold()).split()
    return len(words) <= MOST_WORDS_OF_A_REFERENCE and bool(ELSEWHERE.match(" ".join(words)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
