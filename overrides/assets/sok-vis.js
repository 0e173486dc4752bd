// Det søkesiden viser: treffene, setningene og valgene. Alt som kommer fra spørringen eller banken, settes inn som tekst.
const LINJER = { smal: 3, bred: 2 }; // linjer som holdes av til setningen, de samme som i 70-sok.css
const TEGN = 0.5; // bredden av et gjennomsnittlig tegn, i skriftstørrelser

/** Et element med egenskaper og innhold. */
export const lag = (navn, egenskaper = {}, ...barn) => {
  const element = document.createElement(navn);
  for (const [egenskap, verdi] of Object.entries(egenskaper)) element.setAttribute(egenskap, verdi);
  element.append(...barn);
  return element;
};

const tall = new Intl.NumberFormat("nb");

/** «1 treff», «1 042 treff». */
export const antallTreff = (antall) => `${tall.format(antall)} treff`;

/** Styrken i ord og ruter, som ellers på nettstedet. En beskrivelse har ingen. */
const styrkemerke = (trinn, ord) => {
  if (!ord) return lag("span", { class: "eb-styrke" }, "Uten styrke");
  const ruter = Array.from({ length: 5 }, () => lag("i"));
  return lag("span", { class: `eb-styrke eb-s${trinn}` }, ...ruter, ` ${ord}`);
};

/** «Funn F12». En skrevet side har ingen ID. */
export const slag = ({ type, id }) => `${type.charAt(0).toUpperCase()}${type.slice(1)}${type === "side" ? "" : ` ${id.toUpperCase()}`}`;

/** Ett treff. Plassen til setningen holdes av til den kommer. */
const ettTreff = (treff, trinn) => {
  const om = [lag("span", {}, slag(treff))];
  if (treff.type === "funn") om.push(styrkemerke(trinn(treff.styrke), treff.styrke));
  if (treff.sted) om.push(lag("span", {}, treff.sted));
  const linje = lag("p", { class: "eb-meta" }, ...om.flatMap((ett) => [ett, " "]));
  const tittel = lag("a", { href: treff.url }, treff.tittel);
  return lag("li", { class: "eb-treff" }, lag("p", {}, tittel), linje, lag("p", { class: "eb-setning" }));
};

/** Treffene fra og med nummer `fra` i listen. De foran blir stående. `trinn` gir trinnet til en styrke i ord. */
export const visTreff = (liste, treff, fra, trinn) => {
  const nye = treff.map((ett) => ettTreff(ett, trinn));
  while (liste.children.length > fra) liste.lastElementChild.remove();
  liste.append(...nye);
  return nye;
};

/** Hvor mange tegn det er plass til på linjene som er holdt av. */
const plass = (avsnitt) => {
  const stil = getComputedStyle(avsnitt);
  const linjer = matchMedia("(min-width: 60rem)").matches ? LINJER.bred : LINJER.smal;
  return Math.floor((linjer * avsnitt.clientWidth) / (TEGN * parseFloat(stil.fontSize))) - 8;
};

/** Bitene kortet ned til `mest` tegn rundt det første som er merket. Det skjer mellom ord. */
const kortet = (biter, mest) => {
  const hele = biter.map(({ tekst }) => tekst).join("");
  if (hele.length <= mest) return biter;
  const foran = biter.slice(0, Math.max(0, biter.findIndex(({ merket }) => merket)));
  const første = foran.reduce((sum, { tekst }) => sum + tekst.length, 0);
  const fra = Math.min(første - mest / 3, hele.length - mest); // så plassen blir brukt når det er kort igjen
  const start = første < mest / 2 ? 0 : hele.indexOf(" ", fra) + 1;
  const slutt = start + mest >= hele.length ? hele.length : hele.lastIndexOf(" ", start + mest);
  let her = 0;
  const innenfor = biter.map(({ tekst, merket }) => {
    const [a, b] = [Math.max(0, start - her), Math.max(0, slutt - her)];
    her += tekst.length;
    return { tekst: tekst.slice(a, b), merket };
  });
  return [start && { tekst: "… " }, ...innenfor, slutt < hele.length && { tekst: " …" }].filter((bit) => bit?.tekst);
};

/** Sett inn setningene, med treffene merket. */
export const visSetninger = (elementer, treff) => {
  const avsnitt = elementer.map((element) => element.querySelector(".eb-setning"));
  const mest = avsnitt.length ? plass(avsnitt[0]) : 0;
  avsnitt.forEach((ett, nummer) => {
    const biter = kortet(treff[nummer].setning, mest);
    ett.replaceChildren(...biter.map(({ tekst, merket }) => (merket ? lag("mark", {}, tekst) : tekst)));
  });
};

/** En avkrysning med navn og antall. */
const ettValg = (fasett, verdi, valgt) => {
  const boks = lag("input", { type: "checkbox", name: fasett, value: verdi });
  boks.checked = valgt;
  return lag("label", {}, boks, lag("span"));
};

/**
 * Skriv antallene i en gruppe der den står: det leseren har fokus på, flytter seg ikke. Når alt er `nytt`, står bare
 * det som finnes, i sin rekkefølge; rutene brukes om igjen.
 */
const oppdater = (ramme, fasett, verdier, valgte, nytt) => {
  const stående = new Map([...ramme.children].map((merke) => [merke.firstChild.value, merke]));
  for (const { verdi, navn } of verdier) {
    const nøkkel = String(verdi);
    if (!stående.has(nøkkel)) stående.set(nøkkel, ettValg(fasett, nøkkel, valgte.includes(nøkkel)));
    stående.get(nøkkel).dataset.navn = navn;
  }
  const antall = new Map(verdier.map((ett) => [String(ett.verdi), ett.antall]));
  for (const [nøkkel, merke] of stående) {
    const tekst = ` ${merke.dataset.navn} (${tall.format(antall.get(nøkkel) ?? 0)})`;
    if (merke.lastChild.textContent !== tekst) merke.lastChild.textContent = tekst;
    if (nytt) merke.firstChild.checked = valgte.includes(nøkkel);
  }
  const rekken = [...(nytt ? antall : stående).keys()].map((nøkkel) => stående.get(nøkkel));
  if (nytt && rekken.some((merke, i) => merke !== ramme.children[i])) ramme.replaceChildren(...rekken);
  for (const merke of [...ramme.children].slice(rekken.length)) merke.remove();
  ramme.append(...rekken.slice(ramme.children.length));
};

/** Valgene for dette søket. Det som er valgt, står der selv om det ikke gir noe, så det kan tas bort. */
export const visValg = (boks, fasetter, valg, navn, nytt) => {
  for (const gruppe of boks.querySelectorAll("fieldset")) {
    const fasett = gruppe.dataset.fasett;
    const kjente = fasetter[fasett] ?? [];
    const mangler = valg[fasett].filter((verdi) => !kjente.some((ett) => String(ett.verdi) === verdi));
    const tomme = mangler.map((verdi) => ({ verdi, navn: navn(fasett, verdi) ?? verdi, antall: 0 }));
    oppdater(gruppe.querySelector("div"), fasett, [...kjente, ...tomme], valg[fasett], nytt);
    gruppe.hidden = gruppe.querySelectorAll("input").length < 2 && valg[fasett].length === 0;
  }
};
