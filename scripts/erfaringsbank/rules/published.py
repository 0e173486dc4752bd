"""What is published is not lost: every ID, page and anchor of the ledger still leads somewhere, and the ledger is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import LEDGER, WRITTEN, checksum, digest
from erfaringsbank.problems import Place, Severity, nearest, suggestion
from erfaringsbank.prose import RESERVED
from erfaringsbank.published import ids_published
from erfaringsbank.records import BY_LETTER, Record, folder_of
from erfaringsbank.records.moved import MOVED
from erfaringsbank.rules.registry import Finding, rule


@rule("utgitt-post")
def lost_record(bank: Bank, today: date) -> Iterator[Finding]:
    """En publisert post er borte
    ID-en er publisert, og noen kan ha lenket til den eller satt den på en plakat. Da kan posten trekkes eller erstattes,
    men ikke slettes: adressen skal fortelle hva som har skjedd. ID-ene som er publisert, står i utgaver/adresser.txt.

    Galt:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        q9/ q9
        sporsmal/q9-pris/ q9

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        q9/ q9
        sporsmal/q9-pris/ q9
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        tilstand: trukket
        trukket_fordi: Spørsmålet er besvart."""
    for id_ in ids_published(bank):
        if not bank.exists(id_):
            place = bank.utgaver.by_owner[id_][0].place
            yield Finding(place, f"{id_} er publisert, men ingen fil har ID-en.", _way_back(bank, id_))


def _way_back(bank: Bank, id_: str) -> str:
    """What to do about a record that is gone: give it its number back, or its file."""
    names = [published.address.strip("/").split("/")[-1] for published in bank.utgaver.by_owner[id_]]
    name = next((name for name in reversed(names) if name.startswith(f"{id_}-")), "")
    slug = name.removeprefix(f"{id_}-")
    for other in bank.records.values():
        if other.slug == slug and other.id[0] == id_[0] and other.id not in bank.utgaver.by_owner:
            return f"{other.fil} har samme navn. Er det den:  erfaringsbank renumber {other.id} {id_}"
    cls = BY_LETTER.get(id_[0])
    file = f"{folder_of(cls)}/{name or f'{id_}-…'}.yaml" if cls else f"filen til {id_}"
    return f"Hent den tilbake (git restore {file}). Gjelder den ikke:  erfaringsbank withdraw {id_} --fordi …"


@rule("utgitt-side")
def lost_page(bank: Bank, today: date) -> Iterator[Finding]:
    """En publisert side er borte
    Siden er publisert, og noen kan ha lenket til den. Når en skrevet side får nytt navn eller tas ut, står det i
    content/flyttet.yaml hvor adressen leder, eller hvorfor siden er borte.

    Galt:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        om-oss/ side

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        om-oss/ side
        # fil: content/flyttet.yaml
        flyttet:
          - fra: om-oss/
            trukket_fordi: Prosjektet er avsluttet."""
    if not bank.complete:
        return  # a page that cannot be read may be the one
    standing = _written(bank)
    for published in bank.utgaver.adresser.values():
        if published.owner == WRITTEN and published.address not in standing and published.address not in bank.flyttet:
            fresh = [address for address in standing if address not in bank.utgaver.adresser]
            near = nearest(published.address, fresh) or "NY_ADRESSE/"
            fix = f"Skriv i {MOVED}:  - {{fra: {published.address}, til: {near}}}  (eller trukket_fordi: …)"
            yield Finding(published.place, f"Siden {published.address} er publisert, men finnes ikke.", fix)


def _written(bank: Bank) -> dict[str, str]:
    """The addresses of the hand-written pages, each with its file."""
    return {url_of(f"{side.path}.md"): side.file for side in bank.sider}


@rule("utgitt-flyttet")
def moved_nowhere(bank: Bank, today: date) -> Iterator[Finding]:
    """En flyttet adresse leder ikke fram
    I content/flyttet.yaml står gamle adresser med stedet de leder til (til), eller hvorfor siden er tatt ut
    (trukket_fordi). Den gamle kan ikke være i bruk, og den nye må finnes. Poster trenger ikke stå her.

    Galt:
        # fil: content/flyttet.yaml
        flyttet:
          - fra: om-oss/
            til: ingen-slik-side/

    Rett:
        # fil: content/flyttet.yaml
        flyttet:
          - fra: om-oss/
            til: funn/"""
    seen: set[str] = set()
    for index, entry in enumerate(bank.flytteliste):
        if entry.fra in seen:
            yield _about(bank, index, "fra", f"{entry.fra} står to ganger.", "Slett den ene.")
        elif _stands(bank, entry.fra):
            yield _about(bank, index, "fra", f"{entry.fra} er i bruk.", "Slett linjen, eller gi den nye siden et annet navn.")  # fmt: skip
        elif entry.til is None and entry.trukket_fordi is None:
            fix = "Skriv adressen som gjelder nå (til: …), eller hvorfor siden er tatt ut (trukket_fordi: …)."
            yield _about(bank, index, "fra", f"{entry.fra} leder ikke noe sted.", fix)
        elif entry.til and bank.complete and not _stands(bank, entry.til) and not _onward(bank, entry.til):
            near = suggestion(entry.til, [*_written(bank), *(f"{name}/" for name in RESERVED)])
            yield _about(bank, index, "til", f"{entry.til} finnes ikke.", near or "Bruk adressen til en side, med skråstrek til slutt.")  # fmt: skip
        seen.add(entry.fra)


def _about(bank: Bank, index: int, field: str, message: str, fix: str) -> Finding:
    return Finding(bank.sources[MOVED].place(("flyttet", index, field)), message, fix)


def _stands(bank: Bank, address: str) -> bool:
    """Whether an address is that of a page, an ID, or one of the bank's own lists."""
    name = address.rstrip("/")
    if address in _written(bank) or name in RESERVED or bank.exists(name):
        return True
    published = bank.utgaver.adresser.get(address)
    by_tool = published is not None and not published.owner and address not in bank.flyttet
    return by_tool or any(url_of(page_of(record)) == address for record in bank.records.values())


def _onward(bank: Bank, address: str) -> bool:
    """Whether an address has itself moved, to somewhere that is not itself moved back here."""
    seen: set[str] = set()
    while address in bank.flyttet and address not in seen:
        seen.add(address)
        onward = bank.flyttet[address].til
        if onward is None or _stands(bank, onward):
            return True
        address = onward
    return False


@rule("utgitt-anker")
def taken_anchor(bank: Bank, today: date) -> Iterator[Finding]:
    """Et merke er publisert for et annet utsagn
    En lenke til et utsagn ender på ankeret. Her har et utsagn fått et merke som er publisert for et utsagn som fortsatt
    står i posten. Da ville lenken vise noe annet enn den som lenket, så.

    Galt:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        sporsmal/q9-pris/ q9 #hvorfor-apent #hvorfor-apent-1=552qk
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent:
          - "Ingen tall er lest. [k1]"
          - {tekst: Kommunen har svart., kilder: [k1], merke: hvorfor-apent-1}
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        sporsmal/q9-pris/ q9 #hvorfor-apent #hvorfor-apent-1=552qk
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent:
          - "Ingen tall er lest. [k1]"
          - {tekst: Kommunen har svart., kilder: [k1], merke: svar}
        hva_lukker: Et regnskap fra kommunen."""
    for id_, published in bank.utgaver.anchors.items():
        record = bank.records.get(id_)
        told = bank.statements(record) if record else ()
        signs = {digest(statement.tekst) for _, statement in told}
        for loc, statement in told:
            sign = published.get(str(statement.merke))
            if record and sign and sign in signs and sign != digest(statement.tekst):
                place = bank.place(record, (*loc, "merke"))
                message = f"Merket «{statement.merke}» er publisert for et annet utsagn i posten."
                yield Finding(place, message, "Gi utsagnet et annet merke, eller ta merket bort.")


@rule("utgitt-utgave")
def broken_edition(bank: Bank, today: date) -> Iterator[Finding]:
    """Dataene til en utgave mangler eller er endret
    Hver utgave er lagret slik den var, i utgaver/. Tidligere utgaver skal kunne leses, så filene slettes og rettes ikke.

    Galt:
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be"""
    for edition in bank.utgaver:
        if checksum(edition.data) != edition.sum:
            what = "er endret siden utgaven kom" if edition.data else "mangler"
            place = Place(LEDGER, edition.linje, 4, len(edition.utgave))
            yield Finding(place, f"{edition.fil} {what}.", f"Hent den tilbake:  git restore {edition.fil}")
    for path in bank.utgaver.løse:
        fix = f"Slett filen, eller hent listen tilbake:  git restore {LEDGER}"
        yield Finding(Place(path), f"Utgaven står ikke i {LEDGER}.", fix)


@rule("utgitt-gjenbrukt", Severity.ADVARSEL)
def used_again(bank: Bank, today: date) -> Iterator[Finding]:
    """En publisert ID ser ut til å være brukt om igjen
    Posten har et annet navn enn da ID-en ble publisert, og ingen av utsagnene er de samme. Da kan det være en annen post
    som har fått et gammelt nummer, og gamle lenker viser noe annet enn de skulle. Er det den samme posten, setter du det
    gamle navnet i tidligere_adresser.

    Galt:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        sporsmal/q9-apningstid/ q9 #hvorfor-apent-1=aaaaa
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        sporsmal/q9-apningstid/ q9 #hvorfor-apent-1=aaaaa
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        tidligere_adresser: [apningstid]"""
    for id_, published in bank.utgaver.anchors.items():
        record = bank.records.get(id_)
        signs = {sign for sign in published.values() if sign}
        if record and signs and not _same_name(bank, record):
            told = {digest(statement.tekst) for _, statement in bank.statements(record)}
            if not signs & told:
                fix = f"En ny post får neste ledige nummer:  erfaringsbank renumber {record.fil} NY_ID"
                yield Finding(Place(record.fil), f"{id_} er publisert med et annet navn og andre utsagn.", fix)


def _same_name(bank: Bank, record: Record) -> bool:
    """Whether a record was ever published under a name that it has, or says it has had."""
    names = {url_of(page_of(record, slug)) for slug in (record.slug, *record.tidligere_adresser)}
    return any(published.address in names for published in bank.utgaver.by_owner[record.id])
