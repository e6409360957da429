"""A part of Trøndelag as the register has it, for reading tables without a database."""

from allocation.rules.basis_names import Group, Municipal, Register

NETWORKS = {
    1: ("Innherred",),
    2: ("LevangerVerdal", "Levanger Verdal"),
    3: ("TrondheimMalvik", "Trondheim - Malvik"),
    4: ("Trøndelag Sørvest", "SørVest"),
}
MUNICIPALITIES = (
    ("5006", "Steinkjer", "Steinkjer", 1),
    ("5041", "Snåsa", "Snåase - Snåsa", 1),
    ("5053", "Inderøy", "Inderøy", 1),
    ("5037", "Levanger", "Levanger", 2),
    ("5038", "Verdal", "Verdal", 2),
    ("5001", "Trondheim", "Trondheim - Tråante", 3),
    ("5031", "Malvik", "Malvik", 3),
    ("5014", "Frøya", "Frøya", 4),
    ("5056", "Hitra", "Hitra", 4),
    ("5061", "Rindal", "Rindal", None),
)
REGISTER = Register(
    municipalities=tuple(
        Municipal(int(number), number, (name, official), network)
        for number, name, official, network in MUNICIPALITIES
    ),
    networks=tuple(
        Group(pk, names, sum(network == pk for *_rest, network in MUNICIPALITIES))
        for pk, names in NETWORKS.items()
    ),
)
