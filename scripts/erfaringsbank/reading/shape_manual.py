"""The manual pages of what can be wrong with a record's fields. The faults are found in `records` and `shape`."""

from __future__ import annotations

from erfaringsbank.problems import manual


def _page(code: str, file: str, text: str, wrong: str, right: str) -> str:
    """A page whose wrong and right example are the same file. `text` is the title line and the explanation."""
    blocks = []
    for name, body in (("Galt:", wrong), ("Rett:", right)):
        lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
        blocks.append(f"{name}\n    # fil: {file}\n{lines}")
    return manual(code, "\n\n".join([text, *blocks]))


_Q = "content/sporsmal/q9-eksempel.yaml"
_F = "content/funn/f9-eksempel.yaml"
_A = "content/anbefalinger/a9-eksempel.yaml"
_QUESTION = """
tittel: Hva koster det?
hvorfor_åpent: ["Ingen tall er lest. [k1]"]
hva_lukker: Et regnskap fra kommunen.
"""
_FINDING = """
tittel: Publikum er fornøyde
slag: holdning
utfall: opplevelse
retning: styrker
grunnlag: [{metode: intervju, kilder: [k1]}]
"""
_ADVICE = """
tittel: Avklar formålet
råd: "Vær tydelig på formålet. [k1]"
fra: andre
fra_hvem: en kommune
til: [r1]
hviler_på: standpunkt
"""


def _question(code: str, text: str, wrong: str, right: str = _QUESTION) -> str:
    return _page(code, _Q, text, wrong, right)


def _finding(code: str, text: str, wrong: str, right: str = _FINDING) -> str:
    return _page(code, _F, text, wrong, right)


def _advice(code: str, text: str, wrong: str, right: str = _ADVICE) -> str:
    return _page(code, _A, text, wrong, right)


MANGLER = _question(
    "felt-mangler",
    "Et felt som må være med, mangler\nMeldingen sier hvilket felt det er, og hva det skal inneholde.",
    "tittel: Hva koster det?\nhva_lukker: Et regnskap.\n",
)
UKJENT = _question(
    "felt-ukjent",
    "Et felt som ikke finnes\nOfte er det en skrivefeil. Ukjente felt godtas ikke, for da ville innholdet ikke blitt vist noe sted.",
    _QUESTION + "hva_lukkes: Et regnskap.\n",
)
TOMT = _question(
    "felt-tomt",
    "Et felt uten verdi\nEt felt som ikke er fylt ut, skal ikke stå der. Skriv en verdi, eller slett linjen.",
    _QUESTION + "stilt_av:\n",
)
VALG = _finding(
    "felt-valg",
    "Verdien er ikke blant valgene\nNoen felt har faste valg. Meldingen viser dem, eller foreslår det som ligner mest.",
    _FINDING.replace("styrker", "styrket"),
)
TALL = _page(
    "felt-tall",
    "models/roller/r9-eksempel.yaml",
    "Her skal det stå et helt tall\nSkriv bare sifre. Mellomrom mellom tusener er lov: 1 200.",
    "tittel: Rådgiver\nbeskrivelse: Skriver saken.\nlesetid: ti\n",
    "tittel: Rådgiver\nbeskrivelse: Skriver saken.\nlesetid: 10\n",
)
TEKST = _question(
    "felt-tekst",
    "Her skal det stå en tekst\nFeltet tar én tekst, ikke en liste eller en gruppe felt.",
    _QUESTION.replace("Et regnskap fra kommunen.", "[Et regnskap, Et budsjett]"),
)
FORM = _page(
    "felt-form",
    "content/caser/c9-eksempel.yaml",
    "Verdien har ikke den formen den skal ha\nEt kommunenummer er fire sifre, for eksempel.",
    'tittel: Eksempel kommune\nkommunenummer: "33"\nkort: ["Et sted. [k1]"]\n',
    'tittel: Eksempel kommune\nkommunenummer: "3301"\nkort: ["Et sted. [k1]"]\n',
)
LISTE = _question(
    "felt-liste",
    "Her skal det stå en liste\nSkriv hvert punkt på egen linje med «- » foran, også når det bare er ett.",
    _QUESTION.replace('["Ingen tall er lest. [k1]"]', '"Ingen tall er lest. [k1]"'),
)
GRUPPE = _finding(
    "felt-gruppe",
    "Her skal det stå felt med navn\nDelen består av flere felt, og hvert må ha navnet sitt foran.",
    _FINDING.replace("[{metode: intervju, kilder: [k1]}]", "[intervju]"),
)
FA = _page(
    "felt-for-fa",
    "content/motsigelser/x9-eksempel.yaml",
    "For få punkter, eller for mange\nEn motsigelse trenger minst to sider, og et funn minst ett grunnlag. Stigen i models/styrke.yaml har seks trinn.",
    'tittel: Beløpet\nsier: ["Det ble søkt om mer. [k1]"]\n',
    'tittel: Beløpet\nsier: ["Det ble søkt om mer. [k1]", "Det ble gitt mindre. [k1]"]\n',
)
GRENSE = _page(
    "felt-grense",
    "models/forvaltning.yaml",
    "Tallet er for stort eller for lite\nNoen tall har en rimelig grense, for eksempel hvor ofte noe skal kontrolleres.",
    "funn: {eier: r1, kontroll_måneder: 0}\n",
    "funn: {eier: r1, kontroll_måneder: 24}\n",
)
ID_FORM = _question(
    "id-form",
    "En ID har feil form\nEn ID er en liten bokstav og et tall, slik adressen viser den: k12, f3.",
    _QUESTION.replace("[k1]", "[K-01]"),
)
FEIL_TYPE = _advice(
    "feil-type-id",
    "En ID av feil type\nBokstaven sier hva slags post det er. I feltet «til» skal det stå roller (r), ikke kilder (k).",
    _ADVICE.replace("til: [r1]", "til: [k1]"),
)
TOM_TEKST = _question(
    "tom-tekst",
    "Teksten er tom\nEn tekst må ha minst ett tegn som synes.",
    _QUESTION.replace("Et regnskap fra kommunen.", '" "'),
)
LANG_TITTEL = _question(
    "lang-tittel",
    "Tittelen er for lang\nEn tittel er én linje på høyst 160 tegn. Den skal kunne leses på en telefon og stå i en innholdsliste.",
    _QUESTION.replace(
        "Hva koster det?", "Hva koster det " + "egentlig og når alt er regnet med " * 5 + "for kommunen?"
    ),
)
LENKE_I_TITTEL = _question(
    "lenke-i-tittel",
    "En tittel kan ikke ha en lenke\nTittelen er selv en lenke. Et tall kan hentes med @f1.tall.",
    _QUESTION.replace("Hva koster det?", '"Hva koster @f1?"'),
)
DATO_FORM = _question(
    "dato-form",
    "Datoen har feil form\nSkriv så mye som er kjent: 2023, 2023-09 eller 2023-09-26.",
    _QUESTION + "sist_sjekket: 26.09.2026\n",
    _QUESTION + "sist_sjekket: 2026-09-26\n",
)
PERIODE = _page(
    "periode-snudd",
    "content/hendelser/h9-eksempel.yaml",
    "Perioden slutter før den begynner\nEn periode skrives «fra/til», med den tidligste datoen først.",
    'tittel: Prosjektet\ntid: 2023-09/2021-06\nart: prosjekt\nhva: ["Det varte i to år. [k1]"]\n',
    'tittel: Prosjektet\ntid: 2021-06/2023-09\nart: prosjekt\nhva: ["Det varte i to år. [k1]"]\n',
)
_EVENT = 'tittel: Konferansen\ntid: 2023-09-26\nart: arrangement\nklokka: "{}"\nhva: ["Foredrag. [k1]"]\n'
KLOKKE_FORM = _page(
    "klokke-form",
    "content/hendelser/h9-eksempel.yaml",
    "Klokkeslettet har feil form\nSkriv time og minutt med kolon, og tankestrek mellom start og slutt.",
    _EVENT.format("kl. 9"),
    _EVENT.format("09:00"),
)
KLOKKE_SNUDD = _page(
    "klokke-snudd",
    "content/hendelser/h9-eksempel.yaml",
    "Klokkeslettet slutter før det begynner\nSkriv den tidligste tiden først. Varer det over midnatt, skriv bare når det begynner.",
    _EVENT.format("15:30–09:00"),
    _EVENT.format("09:00–15:30"),
)
KLOKKA_UTEN_DAG = _page(
    "klokka-uten-dag",
    "content/hendelser/h9-eksempel.yaml",
    "Klokkeslett uten en kjent dag\nUten en dag sier klokkeslettet ingenting, og en kalender kan ikke vise det.",
    _EVENT.format("09:00").replace("2023-09-26", "2023-09"),
    _EVENT.format("09:00"),
)
_SETTINGS = """
navn: Prøvebanken
undertittel: En bank for en prøve.
adresse: https://www.eksempel.kommune.no/
utgiver: Eksempel kommune
kontakt: https://www.eksempel.kommune.no/kontakt
tilgjengelighetserklæring: https://www.eksempel.kommune.no/tilgjengelighet
tilbakemelding: https://www.eksempel.kommune.no/tilbakemelding
kodelager: https://git.eksempel.kommune.no/banken
datakatalog:
  utgivere: [{navn: Eksempel kommune, organisasjonsnummer: "999 999 {}"}]
  epost: postmottak@eksempel.kommune.no
"""
ORGNR = _page(
    "orgnr-form",
    "content/nettsted.yaml",
    "Organisasjonsnummeret er feil\nEt organisasjonsnummer har ni sifre, og det siste følger av de andre. Ett galt siffer blir derfor funnet.",
    _SETTINGS.replace("{}", "990"),
    _SETTINGS.replace("{}", "999"),
)
JA_NEI = _page(
    "ja-nei",
    "models/organisasjonsmodeller/o9-eksempel.yaml",
    "Her skal det stå ja eller nei\nAndre ord, også true og false, godtas ikke.",
    "tittel: Modell 9\nplassholder: true\nmer_hos: [k1]\n",
    "tittel: Modell 9\nplassholder: ja\nmer_hos: [k1]\n",
)
ADRESSE = _page(
    "adresse-form",
    "content/kilder/k9-eksempel.yaml",
    "Nettadressen har feil form\nEn nettadresse begynner med http:// eller https:// og har ingen mellomrom.",
    "tittel: En rapport\nutgiver: En kommune\nart: rapport\nlest: ikke lest\nadresser: [www.eksempel.no/ulest]\n",
    "tittel: En rapport\nutgiver: En kommune\nart: rapport\nlest: ikke lest\nadresser: [https://www.eksempel.no/ulest]\n",
)
MENING = _question(
    "mening-uten-hvem",
    "En mening uten avsender\nEn mening skal aldri se ut som fakta. Feltet «hvem» sier hvem som mener det: en rolle eller en organisasjon.",
    _QUESTION.replace('"Ingen tall er lest. [k1]"', "{tekst: Det er for dyrt., kilder: [k1], type: mening}"),
    _QUESTION.replace(
        '"Ingen tall er lest. [k1]"', "{tekst: Det er for dyrt., kilder: [k1], type: mening, hvem: leserbrev}"
    ),
)
USIKKER = _question(
    "usikker-uten-hvorfor",
    "Usikkert, men ikke hvorfor\nLeseren må få vite hva som gjør opplysningen usikker.",
    _QUESTION.replace('"Ingen tall er lest. [k1]"', "{tekst: Trolig dyrt., kilder: [k1], sikkerhet: usikker}"),
    _QUESTION.replace(
        '"Ingen tall er lest. [k1]"',
        "{tekst: Trolig dyrt., kilder: [k1], sikkerhet: usikker, hvorfor: utdraget er avkortet}",
    ),
)
MERKE = _question(
    "merke-form",
    "Merket har feil form\nEt merke blir en del av en nettadresse: små bokstaver a–z, tall og bindestrek.",
    _QUESTION.replace('"Ingen tall er lest. [k1]"', "{tekst: Ingen tall., kilder: [k1], merke: Første Punkt}"),
    _QUESTION.replace('"Ingen tall er lest. [k1]"', "{tekst: Ingen tall., kilder: [k1], merke: forste-punkt}"),
)
ERSTATTET = _question(
    "erstattet-uten-av",
    "En erstattet post sier ikke hva som gjelder\nAdressen lever videre, og leseren må sendes til det som gjelder nå.",
    _QUESTION + "tilstand: erstattet\n",
    _QUESTION + "tilstand: erstattet\nerstattet_av: q1\n",
)
TRUKKET = _question(
    "trukket-uten-fordi",
    "En trukket post sier ikke hvorfor\nAdressen lever videre med en forklaring.",
    _QUESTION + "tilstand: trukket\n",
    _QUESTION + "tilstand: trukket\ntrukket_fordi: Spørsmålet er besvart.\n",
)
TOMT_GRUNNLAG = _finding(
    "tomt-grunnlag",
    "Et grunnlag uten innhold\nEt funn bygger på en undersøkelse, eller på en metode med kilder.",
    _FINDING.replace("{metode: intervju, kilder: [k1]}", "{caser: [c1]}"),
)
RETNING_PA_BESKRIVELSE = _finding(
    "retning-pa-beskrivelse",
    "En beskrivelse kan ikke ha retning\n«Slik er det» er ikke en virkning. Bare effekter og holdninger peker en vei.",
    _FINDING.replace("slag: holdning", "slag: beskrivelse"),
)
UTEN_RETNING = _finding(
    "funn-uten-retning",
    "Et funn uten retning\nEn effekt eller en holdning må si hvilken vei den peker. «vet ikke» er et fullgodt svar.",
    _FINDING.replace("retning: styrker\n", ""),
)
MOTEVIDENS_UTEN_FUNN = _advice(
    "motevidens-uten-funn",
    "Motevidens uten funn\nNår noe taler mot et råd, må det stå hvilke funn det er.",
    _ADVICE + "motevidens: {status: funnet}\n",
    _ADVICE + "motevidens: {status: funnet, funn: [f1]}\n",
)
MOTEVIDENS_UTEN_SOK = _advice(
    "motevidens-uten-sok",
    "«Søkt, ikke funnet» uten hvem, hvor og når\nÅ ha lett uten å finne er et resultat, men bare når andre kan se hvordan det ble lett.",
    _ADVICE + 'motevidens: {status: "søkt, ikke funnet", hvem: redaksjonen}\n',
    _ADVICE + 'motevidens: {status: "søkt, ikke funnet", hvem: redaksjonen, hvor: Oria, når: 2026-11}\n',
)
