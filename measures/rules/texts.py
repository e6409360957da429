"""What counts as an answer in free text."""

import re

# Nothing but signs and what Word shows in an empty field: in bokmål, nynorsk and English, new versions and old.
# The needs report of Ytre Helgeland of 2024 was sent with 68 such fields.
UNANSWERED = re.compile(
    r"""
    (?: [\W_]
      | klikk (\s+ eller \s+ trykk)? (\s+ her)? \s+ for \s+ å \s+
            (skriv[ea] (\s+ inn)? | angi | vel[gj]e)
            \s+ ((en | ein | et | eit) \s+)? (tekst | dato | element) \b
      | velg? \s+ (et | eit) \s+ element \b
      | velg? \s+ (en | ein) \s+ dato \b
      | click (\s+ or \s+ tap)? (\s+ here)? \s+ to \s+ (enter | add) \s+ (a \s+)? (text | date) \b
      | choose \s+ an? \s+ (item | date) \b
    )*
    """,
    re.VERBOSE | re.IGNORECASE,
)

# The beginning of an answer that sends the reader elsewhere.
ELSEWHERE = re.compile(
    r"""
    \W*
    (se | sjå | jf | jfr | jamfør | som | (det \s+)? samm?e \s+ som | see | as | same \s+ as) \.? \s+
    ((også | òg | i | in | for | the | also) \s+)*
    (over | ovenfor | ovanfor | under | nedenfor | nedanfor
       | beskrivels\w* | beskriving\w* | skildring\w* | omtale\w* | svar\w* | begrunnels\w* | grunngiving\w*
       | tiltak\w* | forrige | førre | punkt\w* | pkt | vedlegg\w*
       | above | below | description\w* | answer\w* | measure\w* | previous | attachment\w*)
    \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A longer text says something itself, however it begins.
MOST_WORDS_OF_A_REFERENCE = 10


def is_unanswered(text: str) -> bool:
    """Empty, only signs, or only what Word had put there: a placeholder is never a value."""
    return UNANSWERED.fullmatch(text) is not None


def refers_elsewhere(text: str) -> bool:
    """ "Se over", "Se beskrivelse under de ulike tiltak", and nothing more."""
    begins = ELSEWHERE.match(text) is not None
    return begins and len(re.findall(r"\w+", text)) <= MOST_WORDS_OF_A_REFERENCE
