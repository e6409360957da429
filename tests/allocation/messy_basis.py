"""Workbooks as offices send them, made from the figures that they hold: the way back must give the same."""

from decimal import Decimal
from io import BytesIO
from random import Random

from openpyxl import Workbook

from tests.allocation.rules.trondelag import MUNICIPALITIES, NETWORKS

Figures = dict[str, Decimal]  # by municipality number

AROUND = ("{}", "{} kommune", " {}", "{}\u00a0kommune ")
SPELLINGS = {
    "LevangerVerdal": ("LevangerVerdal", "Levanger Verdal", "levanger-verdal"),
    "TrondheimMalvik": ("Trondheim - Malvik", "TrondheimMalvik", "Trondheim Malvik"),
    "Trøndelag Sørvest": ("SørVest", "Trøndelag sørvest", "Nettverk SØRVEST"),
    "Innherred": ("Innherred", "INNHERRED", "Kompetansenettverk Innherred"),
}


def messy_workbook(figures: Figures, seed: int) -> bytes:
    """The figures per municipality, under their networks: titles, merged heads, subtotals, text, notes."""
    random, workbook = Random(seed), Workbook()
    sheet = workbook.active
    for _number in range(random.randint(0, 2)):
        sheet.append(["Grunnlag for fordeling"])
        sheet.append([])
    with_network = random.random() < 0.5
    lead = ["Nettverk"] if with_network else []
    numbered = random.random() < 0.5
    _head(sheet, [*lead, *(["Kommunenr."] if numbered else []), "Kommune"], random)
    total = Decimal(0)
    for pk, (network, *_aliases) in NETWORKS.items():
        members = [row for row in MUNICIPALITIES if row[3] == pk and row[0] in figures]
        if not members:
            continue
        if not with_network and random.random() < 0.5:
            sheet.append([random.choice(SPELLINGS[network])])
        shown = random.choice(SPELLINGS[network])
        for place, (number, name, official, _network) in enumerate(members):
            spelt = random.choice([name, *official.split(" - ")])
            spelt = random.choice(AROUND).format(spelt)
            if not numbered and random.random() < 0.3:
                spelt = random.choice(("{1} {0}", "{0} ({1})")).format(spelt, number)
            front = [shown if place == 0 else None] if with_network else []
            front += [random.choice([number, int(number), float(number)])] if numbered else []
            sheet.append([*front, spelt, _written(figures[number], random)])
        subtotal = sum((figures[row[0]] for row in members), Decimal(0))
        total += subtotal
        if random.random() < 0.5:
            blank = [None] * (len(lead) + numbered)
            sheet.append([f"Sum {shown}", *blank, _written(subtotal, random)])
    if random.random() < 0.8:
        blank = [None] * (len(lead) + numbered)
        sheet.append([random.choice(["Sum", "Totalt", "I alt"]), *blank, _written(total, random)])
        sheet.append(["Kilde: Basil"])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _head(sheet, names: list[str], random: Random) -> None:
    if random.random() < 0.5:
        sheet.append([*names, "Årsverk"])
        return
    sheet.append([*names, "Årsverk"])
    row = sheet.max_row
    sheet.append([*[None] * len(names), "per 15.12.2021"])
    for column in range(1, len(names) + 1):
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def _written(figure: Decimal, random: Random) -> object:
    whole, _point, part = f"{figure:f}".partition(".")
    space = random.choice([" ", "\u00a0", "\u202f"])
    grouped = f"{int(whole):,}".replace(",", space)
    text = f"{grouped},{part}" if part else grouped
    return random.choice([float(figure), text, f"{text} årsverk", f" {text}"])
