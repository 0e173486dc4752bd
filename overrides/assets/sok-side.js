// Søkesiden: feltet, adressen, historien og rekkefølgen. sok-vis.js tegner, og sok.js er selve søket.
import { antallTreff, visSetninger, visTreff, visValg } from "./sok-vis.js";

const ROT = new URL("../", import.meta.url).href;
const ANTALL = 20; // treff om gangen
const FØRST = 6; // treff som vises først: så mange filer henter en nettleser side om side
const PAUSE = 150; // millisekunder uten tastetrykk før det søkes, når et søk er i gang fra før
const KORT = 450; // og når det bare står en bokstav eller to: de fleste er på vei til et lengre ord
const OPPLESING = 900; // og før skjermleseren får høre antallet
const FASETTER = ["type", "land", "styrke"];

const finn = (velger) => document.querySelector(velger);
const skjema = finn(".eb-sokeskjema");
const felt = finn("#eb-sokeord");
const øverst = finn("#eb-q");
const valgboks = finn(".eb-valg");
const tilTreffene = finn(".eb-til-treffene");
const flere = finn(".eb-vis-flere");
const liste = finn(".eb-treffliste");
const deler = { treff: finn(".eb-funnet"), feil: finn(".eb-sokefeil"), hjelp: finn(".eb-sokehjelp") };
const sidetittel = document.title;
const navn = new Map(FASETTER.map((fasett) => [fasett, new Map()]));

let nå = { q: "", valg: {} };
let nummer = 0; // det siste søket
let gjelder = 0; // svar på søk med lavere nummer blir ikke vist
let iGang = 0; // søk som ikke er ferdige
let motor;
let klar = false; // om motoren er hentet
let pause;
let opplesing;

/** Søkemotoren, hentet første gang leseren rører søket. Gikk det galt, prøves det på nytt neste gang. */
const hent = () => {
  if (!motor) fetch(`${ROT}sok/oppsett.json`).catch(() => {}); // motoren ber om den straks den er her: da er den på vei
  if (!motor) for (const del of ["ord", "register"]) import(`./sok-${del}.js`).catch(() => {}); // og delene av den
  motor ??= import("./sok.js")
    .then(({ åpne }) => åpne(ROT))
    .catch((feil) => {
      motor = undefined;
      throw feil;
    });
  return motor;
};

const fraAdressen = () => {
  const deler = new URLSearchParams(location.search);
  const valg = FASETTER.map((fasett) => [fasett, [...new Set(deler.getAll(fasett))]]);
  return { q: (deler.get("q") ?? "").trim(), valg: Object.fromEntries(valg) };
};

const adressen = ({ q, valg }) => {
  const deler = new URLSearchParams(q ? { q } : {});
  FASETTER.forEach((fasett) => valg[fasett].forEach((verdi) => deler.append(fasett, verdi)));
  return `${location.pathname}${deler.size ? `?${deler}` : ""}`;
};

/**
 * Skriv søket i adressen. Det leseren har sendt eller krysset av, er et eget steg i historien; mens hun skriver, er det
 * ett steg som endrer seg.
 */
const lagre = (måte) => {
  const her = adressen(nå);
  const samme = her === `${location.pathname}${location.search}`;
  const sendt = Boolean(history.state?.ferdig);
  if (!samme && (sendt || måte === "valg")) history.pushState({ ferdig: måte !== "skriver" }, "", her);
  else history.replaceState({ ferdig: måte !== "skriver" || (samme && sendt) }, "", her);
};

const navnPå = (fasett, verdi) => navn.get(fasett).get(String(verdi));
const trinnet = (ord) => [...navn.get("styrke")].find(([, navn]) => navn === ord)?.[0];

const vis = (synlig) => {
  for (const [del, element] of Object.entries(deler)) element.hidden = del !== synlig;
};

/** Si antallet: synlig med en gang, og høyt når leseren har sluttet å skrive. */
const visAntall = (tekst, mente) => {
  finn(".eb-antall").textContent = tekst;
  finn(".eb-mente").textContent = mente;
};
const si = (tekst, vent = 0, mente = "") => {
  visAntall(tekst, mente);
  clearTimeout(opplesing);
  opplesing = setTimeout(() => (finn(".eb-opplesing").textContent = [tekst, mente].filter(Boolean).join(". ")), vent);
};

const valgte = () => FASETTER.flatMap((fasett) => nå.valg[fasett]).length;

const visSvar = (svar, valg, nytt) => {
  FASETTER.forEach((fasett) => svar.fasetter[fasett]?.forEach((ett) => navn.get(fasett).set(String(ett.verdi), ett.navn)));
  visValg(valgboks, svar.fasetter, valg, navnPå, nytt);
  finn(".eb-valgte").textContent = valgte() ? ` (${valgte()} valgt)` : "";
  finn(".eb-fjern-valg").hidden = !valgte();
  finn(".eb-uten-valg").hidden = !valgte();
  finn(".eb-ingen").hidden = svar.antall > 0;
  for (const del of [valgboks, tilTreffene]) del.hidden = !svar.antall && !valgte(); // ingenting å avgrense
  vis("treff");
  return visTreff(liste, svar.treff, 0, trinnet);
};

const fyllUt = async (m, elementer, treff, q) => {
  const dette = gjelder;
  const setninger = await m.setninger(treff, q);
  if (dette === gjelder) visSetninger(elementer, setninger);
};

/** Når nettleseren har tid til overs, og ingen søk er i gang. */
const ledig = async () => {
  do await new Promise((videre) => (window.requestIdleCallback ?? setTimeout)(videre));
  while (iGang && (await new Promise((videre) => setTimeout(videre, PAUSE, true))));
};

/** Treffene fra motoren. Så lenge det første svaret ikke er her, er et søk i gang. */
const spør = async (q, valg, antall) => {
  iGang += 1;
  try {
    const m = await hent();
    if (!klar) import("./sok-setning.js").catch(() => {}); // trengs når svaret står der: da er den på vei
    klar = true;
    return [m, await m.søk(q, { valg, fra: 0, antall })];
  } finally {
    iGang -= 1;
  }
};

/**
 * Svaret på ett søk på siden: de første treffene straks de er her, så resten, og til slutt setningene. Mens leseren
 * skriver, kommer resten når hun stanser.
 */
const svarPå = async (dette, { q, valg }, { nytt, vent, vist, skriver }) => {
  const [m, svar] = await spør(q, valg, nytt ? Math.min(FØRST, vist) : vist);
  if (dette < gjelder) return;
  gjelder = dette;
  const elementer = visSvar(svar, valg, nytt);
  const funnet = `${svar.antall ? antallTreff(svar.antall) : "Ingen treff"} på «${q}»`;
  const mente = svar.mente ? `Vi lette etter «${svar.mente}»` : "";
  visAntall(funnet, mente);
  flere.hidden = true;
  if (skriver) await new Promise((videre) => setTimeout(videre, PAUSE));
  if (dette !== nummer) return;
  if (svar.antall > elementer.length && vist > elementer.length) {
    const resten = await m.søk(q, { valg, fra: elementer.length, antall: vist - elementer.length });
    if (dette < gjelder) return;
    elementer.push(...visTreff(liste, resten.treff, elementer.length, trinnet));
    svar.treff.push(...resten.treff);
  }
  flere.hidden = elementer.length >= svar.antall;
  si(funnet, vent, mente);
  await fyllUt(m, elementer, svar.treff, q).catch(() => {}); // treffene står der uten setningene også
  if (dette === nummer) m.hentResten(ledig).catch(() => {}); // så det neste søket slipper å vente
};

/**
 * Søk etter det som gjelder nå. `nytt` tegner valgene på nytt, `vent` er før antallet leses opp. Mens leseren `skriver`,
 * er svaret på det hun rakk å skrive, bedre enn ingenting; ellers vises bare det siste.
 */
const søk = async ({ nytt = true, vent = 0, vist = ANTALL, skriver = false } = {}) => {
  const dette = ++nummer;
  if (!skriver || !nå.q) gjelder = dette;
  document.title = nå.q ? `«${nå.q}» – ${sidetittel}` : sidetittel;
  if (document.activeElement !== øverst) øverst.value = nå.q;
  if (!nå.q) {
    si("");
    vis("hjelp");
    return;
  }
  if (!klar) si("Søker …", OPPLESING);
  try {
    await svarPå(dette, nå, { nytt, vent, vist, skriver });
  } catch (feil) {
    if (dette !== nummer) return;
    console.info(feil); // for den som feilsøker; leseren får hjelp på siden
    si("Søket kunne ikke hentes.");
    vis("feil");
  }
};

/** De neste treffene, med fokus på det første av dem. */
const visFlere = async () => {
  const søk = nummer;
  const fra = liste.children.length;
  const m = await hent();
  const svar = await m.søk(nå.q, { valg: nå.valg, fra, antall: ANTALL });
  if (søk !== nummer) return;
  const elementer = visTreff(liste, svar.treff, fra, trinnet);
  flere.hidden = liste.children.length >= svar.antall;
  elementer[0]?.querySelector("a").focus();
  history.replaceState({ ...history.state, vist: liste.children.length }, "");
  si(`Viser ${liste.children.length} av ${antallTreff(svar.antall)} på «${nå.q}»`);
  await fyllUt(m, elementer, svar.treff, nå.q).catch(() => {});
};

const endreValg = (valg) => {
  nå = { ...nå, valg };
  lagre("valg");
  søk({ nytt: false });
};

/** Det adressen sier, på siden: når den åpnes, og når leseren går fram og tilbake. */
const lesAdressen = () => {
  clearTimeout(pause);
  nå = fraAdressen();
  felt.value = nå.q;
  søk({ vist: Math.max(ANTALL, history.state?.vist ?? 0) });
};

felt.addEventListener("focus", () => hent().catch(() => {}), { once: true });
felt.addEventListener("input", () => {
  clearTimeout(pause);
  const skrevet = felt.value.trim();
  const kort = skrevet.length < 3 && !/^$|\d/.test(skrevet);
  pause = setTimeout(() => {
    nå = { ...nå, q: skrevet };
    søk({ vent: OPPLESING, skriver: true });
    setTimeout(() => lagre("skriver")); // når søket er på vei: adressen haster ikke
  }, kort ? KORT : iGang ? PAUSE : 0);
});
skjema.addEventListener("submit", (hendelse) => {
  hendelse.preventDefault();
  clearTimeout(pause);
  nå = { ...nå, q: felt.value.trim() };
  lagre("sender");
  søk();
});
valgboks.addEventListener("change", () => {
  const på = (fasett) => [...valgboks.querySelectorAll(`[name=${fasett}]:checked`)].map((boks) => boks.value);
  endreValg(Object.fromEntries(FASETTER.map((fasett) => [fasett, på(fasett)])));
});
finn(".eb-fjern-valg").addEventListener("click", () => {
  valgboks.querySelectorAll(":checked").forEach((boks) => (boks.checked = false));
  valgboks.querySelector("fieldset:not([hidden]) input").focus(); // knappen forsvinner
  endreValg(Object.fromEntries(FASETTER.map((fasett) => [fasett, []])));
});
flere.addEventListener("click", () => visFlere().catch(() => si("Flere treff kunne ikke hentes.")));
tilTreffene.addEventListener("click", (hendelse) => {
  hendelse.preventDefault(); // uten et steg i historien
  finn("#treff").focus();
});
addEventListener("popstate", () => {
  if (adressen(fraAdressen()) !== adressen(nå)) lesAdressen(); // og ikke for en lenke innenfor siden
});

const bred = matchMedia("(min-width: 60rem)");
const åpneValg = () => (valgboks.open = bred.matches);
bred.addEventListener("change", åpneValg);
åpneValg();
if (fraAdressen().q) history.replaceState({ ...history.state, ferdig: true }, "");
lesAdressen();
