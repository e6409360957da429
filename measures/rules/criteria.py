"""The criteria and discussion points that a call begins with, where its office has no earlier call.

The criteria are the form's fields 18–21; the points are those of the forum's meeting in Trøndelag in
2022. Both are rows of the call from then on, and the office's own.
"""

from typing import NamedTuple

from measures.choices import PointAbout
from measures.content import Names


class StandardCriterion(NamedTuple):
    code: str
    field: str  # the answer that it reads
    names: Names


class StandardPoint(NamedTuple):
    code: str
    about: str  # PointAbout
    names: Names


CRITERIA = (
    StandardCriterion(
        "T1",
        "anchoring",
        Names(
            nb="Forankret i hver barnehage og skole, i dialog med UH",
            nn="Forankra i kvar barnehage og skule, i dialog med UH",
            en="Anchored in each kindergarten and school, in dialogue with the university",
        ),
    ),
    StandardCriterion(
        "T2",
        "collective_process",
        Names(
            nb="Fremmer kollektive prosesser for profesjonsutvikling",
            nn="Fremjar kollektive prosessar for profesjonsutvikling",
            en="Furthers collective processes for professional development",
        ),
    ),
    StandardCriterion(
        "T3",
        "teacher_education",
        Names(
            nb="Styrker lærerutdanningen",
            nn="Styrkjer lærarutdanninga",
            en="Strengthens teacher education",
        ),
    ),
    StandardCriterion(
        "T4",
        "plan_anchoring",
        Names(
            nb="Forankret i den langsiktige planen",
            nn="Forankra i den langsiktige planen",
            en="Anchored in the long-term plan",
        ),
    ),
)

POINTS = (
    StandardPoint(
        "K1",
        PointAbout.REPORT,
        Names(
            nb="Planlagt og gjennomføres i partnerskap med UH",
            nn="Planlagt og blir gjennomført i partnarskap med UH",
            en="Planned and carried out in partnership with the university",
        ),
    ),
    StandardPoint(
        "K2",
        PointAbout.REPORT,
        Names(
            nb="Vurdert lokalt med de ansatte, i tråd med nettverkets plan",
            nn="Vurdert lokalt med dei tilsette, i tråd med planen til nettverket",
            en="Assessed locally with the staff, in line with the network's plan",
        ),
    ),
    StandardPoint(
        "K3",
        PointAbout.REPORT,
        Names(
            nb="Bidrar til kollektiv læring og bedre praksis",
            nn="Bidreg til kollektiv læring og betre praksis",
            en="Contributes to collective learning and better practice",
        ),
    ),
    StandardPoint(
        "K4",
        PointAbout.REPORT,
        Names(
            nb="Fordelingen mellom UH og nettverk, hva pengene går til og hvorfor",
            nn="Fordelinga mellom UH og nettverk, kva pengane går til og kvifor",
            en="The split between university and network, what the money is for and why",
        ),
    ),
    StandardPoint(
        "K5",
        PointAbout.REPORT,
        Names(
            nb="Behov utover pro rata: hvordan det er finansiert, og penger på bok",
            nn="Behov utover pro rata: korleis det er finansiert, og pengar på bok",
            en="Need beyond pro rata: how it is financed, and earlier money",
        ),
    ),
    StandardPoint(
        "KU1",
        PointAbout.UNIVERSITY,
        Names(
            nb="Kapasitet til å vurdere, planlegge og gjennomføre, og penger på bok",
            nn="Kapasitet til å vurdere, planleggje og gjennomføre, og pengar på bok",
            en="Capacity for assessing, planning and carrying out, and earlier money",
        ),
    ),
)
