"""What templates may ask about strengths, gaps and the landscape. Pure; `view` is about text and links."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from erfaringsbank import gaps, grading
from erfaringsbank.bank import Bank
from erfaringsbank.evidence import Grade, grade
from erfaringsbank.records import Anbefaling, Case, Erfaring, Funn, Record


class Knowledge:
    """A bank's strengths, computed once a day and kept: every page that names a finding shows the same one."""

    def __init__(self, bank: Bank, today: date) -> None:
        self.bank = bank
        self.today = today

    @cached_property
    def _grades(self) -> dict[str, Grade]:
        found = ((finding.id, grade(self.bank, finding, self.today)) for finding in self.bank.of(Funn))
        return {id_: given for id_, given in found if given}

    def av(self, finding: Funn) -> Grade | None:
        """The grade of a finding; None for a description."""
        return self._grades.get(finding.id)

    def ord(self, finding: Funn) -> str:
        """«2 av 5, spor», or why there is none."""
        found = self.av(finding)
        return grading.step_name(self.bank, found.step) if found else "beskrivelse, uten styrke"

    def grunn(self, finding: Funn) -> str:
        """«2 av 5, spor, fordi …»."""
        found = self.av(finding)
        return grading.reason(self.bank, found) if found else ""

    def retning(self, finding: Funn) -> str | None:
        """The direction with what speaks against taken into account."""
        found = self.av(finding)
        return found.direction if found else finding.retning

    def etter_styrke(self) -> list[tuple[Funn, Grade]]:
        """Findings with a strength, strongest first."""
        graded = [(finding, found) for finding in self.bank.of(Funn) if (found := self.av(finding))]
        return sorted(graded, key=lambda pair: (-pair[1].step, pair[0].nummer))

    def fordeling(self) -> dict[str, int]:
        """How many findings point each way, in the published order; descriptions last."""
        ways = ("styrker", "blandet", "svekker", "ingen endring", "vet ikke", "beskrivelse")
        given = [self.retning(finding) or "beskrivelse" for finding in self.bank.of(Funn)]
        return {way: given.count(way) for way in ways}

    def samme_vei(self, finding: Funn) -> list[Funn]:
        """Findings linked as pointing the same way, from either side."""
        others = [self.bank[id_] for id_ in finding.støttes_av if id_ in self.bank.records]
        return self._linked(others, finding, "støttes_av")

    def annen_vei(self, finding: Funn) -> list[Funn]:
        """Findings linked as pointing another way, from either side."""
        others = [self.bank[id_] for id_ in finding.motsies_av if id_ in self.bank.records]
        return self._linked(others, finding, "motsies_av")

    def _linked(self, others: list[Record], finding: Funn, field: str) -> list[Funn]:
        both = [*others, *self.bank.referrers(finding.id, Funn, field)]
        return [other for other in {other.id: other for other in both}.values() if isinstance(other, Funn)]

    def felles_grunnlag(self, one: Funn, other: Funn) -> bool:
        """Whether two findings rest on the same survey, so that they are not two independent voices."""
        surveys = [{ground.undersøkelse for ground in found.grunnlag if ground.undersøkelse} for found in (one, other)]
        return bool(surveys[0] & surveys[1])

    def prøvd(self, advice: Anbefaling) -> dict[str, int]:
        """How many have tried a piece of advice, by how it went."""
        tried = [record.resultat for record in self.bank.referrers(advice.id, Erfaring, "prøvde")]
        return {result: tried.count(result) for result in dict.fromkeys(tried)}

    @cached_property
    def ruter(self) -> dict[tuple[str, str], gaps.Cell]:
        """The cells of outcomes × axes."""
        return gaps.cells(self.bank)

    @cached_property
    def landskap(self) -> dict[tuple[str, str], list[Case]]:
        """Municipalities by (felles lokale, felles leder)."""
        return gaps.landscape(self.bank)
