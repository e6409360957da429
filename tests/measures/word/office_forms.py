"""Needs reports on the forms of offices that do not exist: other words, other layouts, other programs.

None is made from ours or from the sample's. What a person would read in each stands in ``test_office_forms``.
"""

from collections.abc import Callable

from tests.measures.word.ooxml import (
    b,
    box,
    c,
    choice,
    cut,
    deleted,
    docx,
    inserted,
    link,
    moved_from,
    moved_to,
    old_choice,
    old_text,
    old_tick,
    p,
    part,
    row,
    sdt,
    strict,
    t,
    tbl,
    tick,
)


def nynorsk_numbered() -> bytes:
    """Only paragraphs: numbered questions in nynorsk, answers under them or after the colon."""
    return docx(
        p("Statsforvaltaren i Vestland", style="Title"),
        p("Behovsmelding 2025 – lokal kompetanseutvikling", style="Overskrift1"),
        p(
            "1. Behovsmeldinga gjeld: [ ] Regional ordning [x] Desentralisert ordning [ ] Kompetanseløftet"
        ),
        p("2. Eigar: Sunnfjord kommune"),
        p("3. Universitet/høgskule: Høgskulen på Vestlandet"),
        p("4. Er det fleire eigarar i partnarskapen? Ja [x] Nei [ ]"),
        p("5. Talet på tiltak: 1"),
        p("Tiltak 1"),
        p("1.1 Namn på tiltaket: Lesing i alle fag"),
        p("1.2 Fordeling av tilskotet"),
        tbl(("Eigar", "UH", "Sum"), ("120 000,-", "80 000,-", "200 000,-")),
        p("1.3 Kva skal tilskotet brukast til? Planlegging av tiltak"),
        p("1.4 Forankring i eigar, barnehage og skule:"),
        p("Tiltaket er drøfta på kvar skule."),
        p("Leiarane har vore med."),
        p("1.5 Kollektive prosessar:"),
        p("Lærarane prøver ut saman."),
        p("1.6 Korleis styrkjer samarbeidet lærarutdanninga?"),
        p("Studentane er med."),
        p("1.7 Forankring i langsiktig plan:"),
        p("Punkt 3.2 i planen."),
        p("1.8 Korleis skal tilskotet til eigar brukast?"),
        p("Vikarar og reise"),
        p("1.9 Korleis skal tilskotet til UH brukast?"),
        p("Rettleiing"),
        p("1.10 Er det behov for midlar til koordinator? Ja [ ] Nei [x]"),
        p("1.11 Varigheit: hausten 2025 og våren 2026"),
        p("1.12 Målgruppe: Lærarar på 5.–10. trinn"),
        p("6. Er behovsmeldinga drøfta med dei tillitsvalde? Ja"),
    )


def one_big_table() -> bytes:
    """The question to the left and the answer to the right, all the way; a nested table for the money."""
    return docx(
        p("Behovsmelding kompetansetiltak", style="Heading1"),
        tbl(
            row(c(p(b("Del A – Om partnerskapet")), span=2)),
            (
                "Ordning:",
                "☒ Regional ordning (REKOM)\n☐ Desentralisert ordning (DEKOM)\n☐ Kompetanseløftet",
            ),
            ("Eier (kommune som melder behov)", "Lillesand kommune"),
            ("Nettverk", "Østre Agder nettverk"),
            ("UH-partner", "Universitetet i Agder; NLA Høgskolen"),
            ("Flere eiere i partnerskapet?", "Ja"),
            ("Flere UH i partnerskapet?", "☒ Ja ☐ Nei"),
            ("Leveres behovsmelding i flere ordninger?", "Nei"),
            ("Antall tiltak", "1"),
            row(c(p(b("Del B – Tiltak 4: Språk i lek")), span=2)),
            (
                "Fordeling av tilskudd",
                c(
                    tbl(
                        ("Eier", "UiA", "NLA", "Sum"),
                        ("75.000,-", "50.000,-", "25.000,-", "150.000,-"),
                    )
                ),
            ),
            ("Formål med tilskuddet", "Gjennomføring"),
            (
                "Forankring i barnehage og skole",
                c("Avklart i personalmøter.", "Ledere og ansatte har deltatt."),
            ),
            ("Kollektive prosesser for utvikling", "Refleksjon i team."),
            ("Bidrag til lærerutdanningen", "Praksisstudenter deltar."),
            ("Forankring i langsiktig plan", "Satsingsområde 2"),
            ("Bruk av eiers tilskudd", "Frikjøp"),
            ("Bruk av UHs tilskudd", "Forelesninger"),
            ("Behov for koordinator?", "Ja, 20 %"),
            ("Begrunnelse for koordinator", "Mange barnehager"),
            ("Varighet", "H25 og V26"),
            ("Målgruppe", "Alle ansatte"),
            row(c(p(b("Del C – Medvirkning")), span=2)),
            ("Drøftet med tillitsvalgte?", "Ja"),
        ),
    )


def answers_below() -> bytes:
    """One column: the question in one row and the answer in the next, drawn as boxes."""
    return docx(
        p("Melding om behov for kompetansetiltak"),
        tbl(
            ("Behovsmeldingen gjelder ordning",),
            (
                c(
                    p(tick(on=False), " Regional"),
                    p(tick(on=False), " Desentralisert"),
                    p(tick(on=True), " Kompetanseløftet for spesialpedagogikk"),
                ),
            ),
            ("Navn på eier",),
            ("Rauma kommune",),
            ("Navn på universitet/høyskole",),
            ("Høgskulen i Volda",),
        ),
        p("Tiltak nr. 1"),
        tbl(
            ("Tiltakets navn",),
            ("Laget rundt barnet",),
            ("Beskriv hvordan tiltaket er forankret i barnehagen/skolen",),
            (c("Første avsnitt om forankring.", "Andre avsnitt."),),
            ("Beskriv de kollektive prosessene i tiltaket",),
            ("Felles økter.",),
            ("Hvordan bidrar samarbeidet til lærerutdanningen?",),
            (sdt(prompt=True),),
            ("Hvem er målgruppen?",),
            ("PP-tjenesten",),
        ),
        tbl(
            row(c("Eier", down="restart"), c("Lønn"), c("kr 40 000")),
            row(c(down="continue"), c("Reise"), c("kr 10 000")),
        ),
        p("Hvor mange enheter er inkludert?"),
        tbl(
            ("Kommunale barnehager", "6"),
            ("Private barnehager", "2"),
            ("Offentlige skoler", "5"),
            ("Private skoler", "ingen"),
            ("PPT", "1"),
        ),
    )


def old_form_fields() -> bytes:
    """A locked form from Word 2003: fields in the text, no content control."""
    phases = (
        "Velg et element.",
        "Vurdering/analyse",
        "Planlegging av tiltak",
        "Gjennomføring av tiltak",
    )

    def long(question: str, answer: str) -> str:
        return p(b(question)) + p(old_text(answer))

    return docx(
        p(b("BEHOVSMELDING")),
        p(b("BEHOVSMELDINGEN GJELDER: "), old_tick(on=True), " REGIONAL ORDNING ", old_tick(on=False), " DESENTRALISERT ORDNING ", old_tick(on=False), " KOMPETANSELØFTET"),
        p(b("EIER: "), old_text("Åfjord kommune")),
        p(b("UNIVERSITET / HØGSKOLE: "), old_text("Nord universitet, NTNU og DMMH")),
        tbl(
            ("", "EIER", "UH"),
            ("NAVN", p(old_text("Per Hansen")), p(old_text("Anne Berg"))),
            ("TLF", p(old_text("40 00 00 03")), p(old_text(""))),
            ("E-POST", p(old_text("per@example.no")), p(old_text("anne@example.no"))),
        ),
        p(b("ANTALL TILTAK: "), old_text("1")),
        p(b("TILTAK 1")),
        p(b("NAVN PÅ TILTAK: "), old_text("Uteskole")),
        p(b("TILSKUDDET FORDELES")),
        tbl(("UH", "EIER", "TOTALT"), (p(old_text("30 000")), p(old_text("20 000")), p(old_text("50 000")))),
        p(b("HVA SKAL TILSKUDDET BRUKES TIL? "), old_choice(phases, 3)),
        long("FORANKRING I BARNEHAGE OG SKOLE", "Vedtatt i ledermøte."),
        long("KOLLEKTIVE PROSESSER", "Kurs og mellomarbeid."),
        long("LÆRERUTDANNING", ""),
        p(b("BEHOV FOR KOORDINATOR? "), old_tick(on=False), " JA ", old_tick(on=True), " NEI"),
        p(b("VARIGHET: "), old_tick(on=False), " VÅR 2025 ", old_tick(on=True), " HØST 2025 ", old_tick(on=True), " VÅR 2026"),
        p(b("MÅLGRUPPE: "), old_text("Barnehagelærere")),
    )  # fmt: skip


def corrected_in_word() -> bytes:
    """Tracked changes, moved text, cut runs, links, fields, notes, comments, text boxes and headers."""
    note = '<w:footnote w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    hyphen, soft = (
        "<w:r><w:t>PP</w:t><w:noBreakHyphen/><w:t>tjenesten og sko</w:t><w:softHyphen/><w:t>lene</w:t></w:r>",
        "\u00ad",
    )
    return docx(
        p(cut("Behovsmelding 2025")),
        p(b("Behovsmeldingen gjelder:"), " ", tick(on=True), " ", cut("Kompetanseløftet")),
        p(cut("Eier: ", 2), cut("Vefsn kommune", 3)),
        p(box(p(b("Universitet/Høgskole: "), "Nord universitet"))),
        p(b("Tiltak 1")),
        p(b(f"Navn på til{soft}tak: "), inserted("Trygge "), deleted("Utrygge "), "barnehager"),
        p(b("Tilskuddet fordeles")),
        tbl(("Eier", "UH", "Sum totalt"), (p(cut("1.299.000,-", 4)), p(deleted("400 000"), inserted("500 000")), "1 799 000")),
        p(b("Forankring i barnehage og skole")),
        p("Se ", link("planen på nett"), " for mer.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p(moved_from("Flyttet avsnitt.")),
        p(b("Kollektive prosesser")),
        p(moved_to("Flyttet avsnitt.")),
        p(hyphen),
        p(b("Langsiktig plan")),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF plan</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Kapittel 7.1.2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        p('<w:r><w:t>Mål </w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t> tiltak</w:t></w:r>'),
        p(b("Eiers tilskudd skal brukes på følgende måte")),
        p("Vikarer", bullet=True),
        p("Reise\tog opphold", bullet=True),
        p(b("Hvem er målgruppa for tiltaket?")),
        p("Alle", "<w:r><w:commentReference w:id='0'/></w:r>"),
        p(box(p("Husk: dette er bare et utkast."))),
        p(deleted("Hele dette avsnittet er strøket.")),
        header1=part("hdr", p("Arkivsak 2025/118")),
        footer1=part("ftr", p("Side 1 av 4")),
        footnotes=part("footnotes", note, f'<w:footnote w:id="2">{p("Vedtatt i mars.")}</w:footnote>'),
        comments=part("comments", f'<w:comment w:id="0">{p("Er dette riktig?")}</w:comment>'),
    )  # fmt: skip


def controls_everywhere() -> bytes:
    """Content controls round paragraphs, cells, rows and each other."""
    rich = "<w:richText/>"
    return docx(
        sdt(p("Behovsmelding – lokal kompetanseutvikling", style="Heading1"), kind='<w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj>'),
        p("Behovsmeldingen gjelder: ", choice("Desentralisert ordning")),
        p("Eier: ", sdt(sdt("Kristiansund kommune"), kind="")),
        p("Universitet/Høgskole:"),
        sdt(p("Høgskolen i Molde"), kind=rich),
        tbl(
            ("", "Eier", "UH"),
            row(c("Navn"), sdt(c("Liv Dahl"), kind=rich), sdt(c(p(t("Ivar Moe"))), kind=rich)),
            sdt(row(c("Kontonr"), c(p(sdt("9999 27 11112"))), c(p(sdt(prompt=True)))), kind="<w15:repeatingSectionItem xmlns:w15='urn:w15'/>"),
            row(c("Org. nr"), c(p(sdt("938 712 441"))), c(p(sdt("918108467")))),
        ),
        sdt(
            p("Tiltak 1"),
            p("Navn på tiltak: ", sdt("Matematikk ute")),
            p("Tilskuddet fordeles"),
            tbl(("Eier (Kristiansund kommune ++)", "UH", "Sum totalt"), (p(sdt("60 000")), p(sdt("40 000")), p(sdt("100 000")))),
            p("Hva skal tilskuddet brukes til? ", choice("Evaluering av tiltak")),
            p("Beskriv forankringen i barnehage og skole"),
            sdt(p("Linje en"), p("Linje to"), kind=rich),
            p("Kollektive prosesser"),
            sdt(p("Innledning"), tbl(("Uke", "Tema"), ("36", "Brøk"), ("40", "Måling")), p("Avslutning"), kind=rich),
            p("Lærerutdanning"),
            sdt(p(t(PROMPT_WORDS)), prompt=True),
            p("Tiltakets varighet: ", tick(on=False), " Vår 2025 ", tick(on=True), " Høst 2025"),
            kind="<w:group/>",
        ),
    )  # fmt: skip


PROMPT_WORDS = "Klikk her for å skrive inn tekst."


def turned_tables() -> bytes:
    """Rows are columns, columns swapped, heads merged, one column more and empty rows between."""
    return docx(
        "Behovsmelding",
        p(b("Ordning: "), "Regional ordning"),
        p(b("Kontaktinformasjon")),
        tbl(
            (
                "",
                "Navn",
                "Stilling",
                "E-postadresse",
                "Mobil",
                "Kontonummer",
                "Organisasjonsnummer",
            ),
            (
                "UH",
                "Nils Vik",
                "Professor",
                "nils@example.no",
                "40 00 00 05",
                "9999.05.22223",
                "918108467",
            ),
            (
                "Eier",
                "Eva Lund",
                "Skolefaglig rådgiver",
                "eva@example.no",
                "40 00 00 06",
                "9999 27 11112",
                "938712441",
            ),
        ),
        p(b("Samlet sum det meldes behov for i 2025")),
        tbl(
            row(c("Ordning", down="restart"), c("Beløp i kroner", span=3)),
            row(c(down="continue"), c("UH"), c("Eier"), c("I alt")),
            ("Rekom", "200 000", "100 000", "300 000"),
            ("Dekom", "1.000.000,-", "kr 500.000,-", "1 500 000"),
            ("Kompetanseløftet", "–", "–", "–"),
            ("Totalt", "1 200 000", "600 000", "1 800 000"),
        ),
        p(b("Tiltak 1: Ny rammeplan")),
        p(b("Tilskuddet fordeles slik")),
        tbl(
            ("Mottaker", "Beløp", "Merknad"),
            ("Eier", "100 000", "Vikar"),
            ("UH", "200 000", ""),
            ("Sum", "300 000", ""),
        ),
        p(b("Varighet"), " fra høsten 2025 til og med våren 2026"),
        p(b("Videreføring av tiltaket: anslag på behov")),
        tbl(
            ("Mottaker", "Høst 2026", "2027"),
            ("Eier", "100 000", ""),
            ("UH", "50 000", "25 000"),
        ),
        p(b("Andre eiere og UH i partnerskapet")),
        tbl(
            ("Type", "Kontaktperson", "Navn"),
            ("Eier", "Mona Ås", "Espira barnehage"),
            ("", "", ""),
            ("UH", "Tor Li", "Nord universitet"),
        ),
        p(b("Hvem har deltatt i drøftingen?")),
        tbl(
            ("Navn", "Organisasjon", "Rolle"),
            ("Siri Fjell", "Utdanningsforbundet", "Hovedtillitsvalgt"),
        ),
    )


def seven_measures() -> bytes:
    """Seven measures, neither in order nor all with the same questions; amounts as people write them."""
    amounts = {
        6: ("1.299.000,-", "kr 50 000"),
        2: ("50'", "0,5 mill"),
        9: ("637.950 kr", "637.950 (Sepu) 328.320,- (Nord)"),
        1: ("se vedlegg", "-5 000"),
        4: ("ca. 100 000", "0,-"),
        5: ("", "NOK 75 000,00"),
        3: ("kr. 10.000", "20\u00a0000 kroner"),
    }
    blocks = [
        p(b("Behovsmelding")),
        p(b("Behovsmeldingen gjelder: "), "Kompetanseløftet"),
        p(b("Totalt antall tiltak: "), "7 (sju)"),
    ]
    for number, (owner, university) in amounts.items():
        blocks += [
            p(f"Tiltak {number}", style="Heading2"),
            p(b("Navn på tiltak: "), f"Tiltak om emne {number}"),
            tbl(("Eier", "UH", "Sum totalt"), (owner, university, "")),
        ]
    return docx(*blocks)  # fmt: skip


def three_schemes() -> bytes:
    """One form for all three schemes, with the measures under a heading for each."""
    return docx(
        p("Behovsmelding", style="Heading1"),
        p(
            b("Behovsmeldingen gjelder: "),
            tick(on=True),
            " Regional ordning ",
            tick(on=True),
            " Desentralisert ordning ",
            tick(on=True),
            " Kompetanseløftet",
        ),
        p(b("Eier: "), "Hitra kommune"),
        p(b("Total sum det meldes behov for 2025")),
        tbl(
            ("Ordning", "Eier", "UH", "Totalt"),
            ("Regional ordning", "10 000", "20 000", "30 000"),
            ("Desentralisert ordning", "30 000", "40 000", "70 000"),
            ("Kompetanseløftet", "0", "0", "0"),
            ("Sum", "40 000", "60 000", "100 000"),
        ),
        p("Regional ordning", style="Heading2"),
        p("Tiltak 1 – Lek", style="Heading3"),
        tbl(("Eier", "UH"), ("10 000", "20 000")),
        p(b("Målgruppe: "), "Barnehagen"),
        p("Desentralisert ordning", style="Heading2"),
        p("Tiltak 2 – Læring", style="Heading3"),
        tbl(("Eier", "UH"), ("30 000", "40 000")),
        p(b("Målgruppe: "), "Skolen"),
    )


def twice() -> bytes:
    """A question asked twice, a measure twice, and a second form after the first."""

    def form(owner: str, title: str) -> tuple[str, ...]:
        return (
            p("Behovsmelding", style="Heading1"),
            p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"),
            p(b("Eier: "), owner),
            p("Tiltak 1", style="Heading2"),
            p(b("Navn på tiltak: "), title),
            tbl(("Eier", "UH", "Sum totalt"), ("11 000", "22 000", "33 000")),
            p(b("Målgruppe: "), f"Alle i {owner}"),
        )

    return docx(
        *form("Frøya kommune", "Sjøen"),
        p(b("Målgruppe: "), "Bare lederne"),
        *form("Heim kommune", "Skogen"),
    )


def strict_template() -> bytes:
    """Saved as a template by the strict standard, with the text in a part of another name."""
    return strict(
        docx(
            p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"),
            p(b("Eier: "), sdt("Smøla kommune")),
            p(b("Tiltak 1")),
            p(b("Navn på tiltak: "), sdt("Hav og himmel")),
            tbl(("Eier", "UH", "Sum totalt"), ("1 000", "2 000", "3 000")),
            name="word/document2.xml",
            kind="template",
        )
    )


def other_languages() -> bytes:
    """The questions in Norwegian, the answers in Northern Sámi and English."""
    return docx(
        p(b("Behovsmeldingen gjelder: "), tick(on=True), " Kompetanseløftet"),
        p(b("Eier: "), "Guovdageainnu suohkan – Kautokeino kommune"),
        p(b("Universitet/Høgskole: "), "Sámi allaskuvla"),
        p(b("Tiltak 1")),
        p(b("Navn på tiltak: "), "Giella ja kultuvra mánáidgárddis"),
        p(b("Forankring i barnehage og skole")),
        p("Mánáidgárdi lea ságastallan áššis bargiiguin."),
        p(b("Kollektive prosesser")),
        p("Teachers plan, observe and discuss together: each unit twice a term."),
        p(b("Lærerutdanning")),
        p("Sámi allaskuvlla studeanttat servet."),
        p(b("Hvem er målgruppa for tiltaket?")),
        p("Mánáidgárddi bargit"),
    )


FORMS: dict[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        nynorsk_numbered,
        one_big_table,
        answers_below,
        old_form_fields,
        corrected_in_word,
        controls_everywhere,
        turned_tables,
        seven_measures,
        three_schemes,
        twice,
        strict_template,
        other_languages,
    )
}
