"""What templates may ask about strengths, gaps and the landscape. Pure; `view` is about text and links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, partial

from markupsafe import Markup

from erfaringsbank import comparing, gaps, grading, measures, source_list
from erfaringsbank.bank import Bank
from erfaringsbank.evidence import Grade, grade
from erfaringsbank.html_templating import render_html
from erfaringsbank.records import Anbefaling, Case, Erfaring, Funn, Record, Tall, Undersøkelse
from erfaringsbank.related import Related
from erfaringsbank.view import View, plain


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

    def merke(self, finding: Funn) -> Markup:
        """The strength as words and boxes, inline; «Uten styrke» for a description."""
        found = self.av(finding)
        return self.trinnmerke(found.step) if found else measures.strength_mark(None, "Uten styrke")

    def trinnmerke(self, step: int) -> Markup:
        """The mark of a step of the ladder."""
        return measures.strength_mark(step, grading.step_name(self.bank, step))

    def retningsmerke(self, finding: Funn) -> Markup:
        """The direction as a word and a shape, inline; «Beskrivelse» for what has none."""
        return self.retning_som(self.retning(finding) or "beskrivelse")

    def retning_som(self, direction: str) -> Markup:
        """The mark of a direction."""
        return measures.direction_mark(direction)

    def stige(self, finding: Funn) -> Markup:
        """The ladder of strength as a block of HTML, with where the finding stands and what would raise it."""
        rule, found = self.bank.vocabulary.styrke, self.av(finding)
        if not rule or not found:
            return Markup()
        return render_html("stige", trinn=measures.ladder(rule, found), ord=partial(plain, self.bank))

    def hele_stigen(self) -> Markup:
        """The ladder of strength for itself, with how many findings stand on each step."""
        rule = self.bank.vocabulary.styrke
        steps = measures.whole_ladder(rule, self._grades.values()) if rule else ()
        return render_html("stige", trinn=steps, ord=partial(plain, self.bank), merke=self.trinnmerke)

    def søyle(self, record: Record, number: Tall) -> Markup:
        """The bar of a share, inline; nothing for what is no share, or for a share of nobody knows whom."""
        share = measures.share_of(self.bank, record, number)
        return measures.bar(share) if share else Markup()

    def avrundet(self, record: Record, numbers: Iterable[Tall]) -> bool:
        """Whether any bar of these is of a share that is not exact."""
        shares = (measures.share_of(self.bank, record, number) for number in numbers)
        return any(share and not share.exact for share in shares)

    def tall_fra(self, survey: Undersøkelse) -> list[tuple[Record, tuple[Tall, ...]]]:
        """Every number of the bank that comes from a survey, by the record it stands in."""
        return list(measures.numbers_from(self.bank, survey))

    @cached_property
    def tidslinje(self) -> tuple[measures.Phase, ...]:
        """The events in order, by phase and year."""
        return measures.timeline(self.bank)

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

    @cached_property
    def par(self) -> dict[str, tuple[comparing.Pair, ...]]:
        """The comparisons that each case suggests."""
        return comparing.suggested(self.bank)

    def kildeliste(self, view: View, record: Record | None = None) -> Markup:
        """The sources that a page, of a record or not, leads to so far, as a block of HTML with whole addresses."""
        return source_list.on_page(view, record)

    @cached_property
    def slektskap(self) -> Related:
        """What speaks to the same as a record."""
        return Related(self.bank, self.retning)
