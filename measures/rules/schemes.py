"""The schemes that a rule is about, by their codes."""

REGIONAL = "regional"
DECENTRALISED = "decentralised"
# Kompetanseløftet: its responsibility lies with the municipality or county authority.
INCLUSIVE_PRACTICE = "inclusive_practice"
