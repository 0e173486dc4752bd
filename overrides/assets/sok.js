// Søket: åpne(rot) henter bare en liten fil. Ordene som skrives, bestemmer hvilke deler av registeret som hentes.
import { avstand, ordene, stamme, uten } from "./sok-ord.js";
import { Register, VEKT } from "./sok-register.js";

export { fold, ordene, stamme, uten } from "./sok-ord.js";

const UTTRYKK = 1.24; // hvor mye det flere ord betyr sammen, teller på det første av dem
const RESTEN = 0.24; // og på de andre
const SPENN = 6; // så langt fra hverandre kan to ord i et uttrykk stå
const STERK = 4.1; // så mye må noe handle om ordet selv for at andre ord for det skal vike
const EGEN = 0.787; // hvor mye et ord veier etter hvor sjeldent det selv er, mot det vanligste av dem som betyr det samme
const SELV = 3.9; // hvor mye det betyr at selve ordet står der, når det er sjeldent og har andre ord ved siden av seg
const SJELDEN = 3; // fra hvor sjeldent
const ALENE = 0.3; // hvor mye et ord i et uttrykk må dekkes for seg
const HELT = 1.62; // hvor mye det betyr å ha alle ordene i et uttrykk
const DELVIS = 1.5; // og hvor lite det hjelper å ha bare noen av dem
const LEDD = 5; // så mange bokstaver har et ord som kjennes igjen inne i et annet
const DEL = 4; // og et kjent ord som et ukjent begynner eller slutter med
const LEDDENE = 6; // så mange slike ord er med
const KORT = 4; // så mange ord leses på alle måter; et lengre søk får sjeldnere ord skrevet fra hverandre
const HENTES = 24; // så mange andre ord hentes for hele søket
const FÆRRE = 3; // så mange ord et halvt ord kan være begynnelsen av, når ingen av dem står i noe
const HALVE = 3; // så mange filer hentes for ord et halvt ord kan være begynnelsen av
const STOR = 1500; // og halvparten når banken har flere dokumenter enn dette: da er filene større
const FÆRREST = 1; // men minst så mange for hvert ord
const KALT = 1.6; // hvor mye det betyr å hete akkurat det som ble søkt
const LØFT = 1.64; // hvor mye det betyr å være av typen ordene røper
const PAR = 2.92; // hvor mye det betyr at to av ordene står ved siden av hverandre
const ALLE_ORD = 0.888; // hvor mye det betyr å ha alle ordene, og ikke bare noen av dem

const setning = () => import("./sok-setning.js"); // trengs først når svaret står der

/** Ordene i søket, de som bare er fyll merket, og om det siste kan være halvskrevet. */
function lest(spørring, fyllord) {
  const ord = ordene(spørring).slice(0, 16);
  const fyll = ord.map((ett) => fyllord.has(ett));
  const alle = fyll.every(Boolean);
  return ord.map((ett, i) => ({ ord: ett, stamme: stamme(ett), fyll: fyll[i] && !alle, siste: i === ord.length - 1 && /\S$/.test(spørring) }));
}

/** Naboer skrevet sammen, og uttrykk av flere ord: [første, antall, stamme, samlet, ordet det står ved]. */
function* grupper(ord, fyllstammer, begynner) {
  for (let antall = 2; antall <= 4; antall += 1) {
    for (let i = 0; i + antall <= ord.length; i += 1) {
      const del = ord.slice(i, i + antall);
      const anker = del.find((ett) => !fyllstammer.has(ett.stamme))?.stamme ?? (begynner.has(del[0].stamme) && del[0].stamme);
      if (anker) {
        yield [i, antall, del.map((ett) => ett.stamme).join("_"), false, anker];
        for (let j = 1; j < antall - 1; j += 1) if (del[j].fyll) yield [i, antall, del.filter((_, k) => k !== j).map((ett) => ett.stamme).join("_"), false, anker];
      }
      if (del[0].fyll && ord.length > KORT) continue;
      const samlet = stamme(del.map((ett) => ett.ord).join(""));
      if (antall <= 3 && /..[^]|[0-9]/.test(del.at(-1).ord) && !del.at(-1).fyll && !del.some((ett) => ett.stamme === samlet)) yield [i, antall, samlet, true, samlet];
    }
  }
}

/** Uttrykk som andre ord står inni: «slå bibliotek og servicetorg sammen». */
function* spredte(ord) {
  for (let i = 0; i < ord.length; i += 1) {
    for (let j = i + 2; j <= Math.min(i + SPENN, ord.length - 1); j += 1) {
      if (!ord[i].fyll && !ord[j].fyll) yield [i, j, `${ord[i].stamme}_${ord[j].stamme}`, ord[i].stamme];
    }
  }
}

/** Måtene et ukjent ord kan deles i to kjente: [venstre, høyre] som stammer. */
function* delinger(ord) {
  for (let i = 3; i <= ord.length - 3; i += 1) {
    const venstre = ord.slice(0, i);
    const høyre = ord.slice(i);
    yield [stamme(venstre), stamme(høyre)];
    if (i > 5 && venstre.endsWith("og")) yield [stamme(venstre.slice(0, -2)), stamme(høyre)]; // «barnogunge»
    if (/[se]$/.test(venstre) && i > 4) yield [stamme(venstre.slice(0, -1)), stamme(høyre)];
  }
}

/** Ordet slik andre regler for rettskriving ville hatt det. */
function* omskrevet(ord, regler) {
  let alt = ord;
  for (const [fra, til] of regler) {
    if (ord.includes(fra)) yield ord.replaceAll(fra, til);
    alt = alt.replaceAll(fra, til);
  }
  yield alt;
}

/** Om noe er valgt, utenom i én av fasettene. */
const begrenset = (valg, unntatt = "") => Object.entries(valg).some(([fasett, verdier]) => fasett !== unntatt && verdier?.length);

class Motor {
  constructor(rot, register) {
    this.rot = rot;
    this.register = register;
    this.fyllord = new Set(register.oppsett.fyllord);
    this.fyllstammer = new Set(register.oppsett.fyllord.map(stamme));
    this.begynner = new Set(register.oppsett.begynner);
    this.regnet = [0, 1, 2].map(() => new Float64Array(register.oppsett.antall)); // brukes om igjen av hvert søk
    const plasser = (kolonne) => Int8Array.from(kolonne, (tegn) => (tegn === "-" ? -1 : parseInt(tegn, 36)));
    this.kolonner = Object.fromEntries(Object.entries(register.oppsett.kolonner).map(([fasett, kolonne]) => [fasett, plasser(kolonne)]));
  }

  /** Det samme som sist når det spørres om det samme: treffene, resten av dem og setningene gjelder ett og samme søk. */
  tolk(spørring) {
    if (this.sist?.spørring === spørring) return this.sist.svar;
    const sist = { spørring, svar: this.#tolk(spørring) };
    sist.svar.catch(() => (this.sist = this.sist === sist ? undefined : this.sist)); // uten nett nå, kanskje med nett siden
    this.sist = sist;
    return sist.svar;
  }

  /** Hva som skal letes etter: for hver plass i søket en liste av [stammer, vekt]. Flere stammer må stå sammen. */
  async #tolk(spørring) {
    const r = this.register;
    const ord = lest(spørring, this.fyllord);
    const sammen = [...grupper(ord, this.fyllstammer, this.begynner)];
    await r.last([...ord.filter((ett) => !ett.fyll).map((ett) => ett.stamme), ...sammen.map(([, , , , anker]) => anker)]);
    const plasser = ord.map((ett) => ({ ...ett, mulige: [] }));
    this.#sammen(plasser, sammen);
    this.#spredte(plasser);
    await Promise.all(plasser.filter((en) => !en.fyll).map((plass) => this.#ett(plass)));
    await this.#rettet(ord, plasser);
    this.#avgrens(plasser);
    const [par] = await Promise.all([this.#par(plasser.filter((plass) => !plass.fyll)), r.last(plasser.flatMap((plass) => plass.mulige.flatMap(([stammer]) => stammer)))]);
    const igjen = plasser.filter((plass) => !plass.fyll || plass.mulige.length);
    igjen.par = par;
    igjen.løftet = this.#hensikt(ord);
    igjen.kalt = r.medTittel(ord.filter((ett) => !ett.fyll).map((ett) => ett.stamme));
    return igjen;
  }

  /** Av det som må hentes for seg, blir de sterkeste med: færre for hvert ord jo flere ord søket har. */
  #avgrens(plasser) {
    const r = this.register;
    const her = new Set(plasser.map((plass) => r.del(plass.stamme)));
    const flest = Math.max(FÆRREST, Math.floor(HENTES / (r.oppsett.antall > STOR ? 2 : 1) / plasser.filter((plass) => !plass.fyll).length));
    for (const plass of plasser) {
      const borte = plass.mulige.filter(([stammer]) => !stammer.every((en) => her.has(r.del(en))));
      const droppes = new Set(borte.sort((a, b) => b[1] - a[1]).slice(flest));
      plass.mulige = plass.mulige.filter((en) => !droppes.has(en));
    }
  }

  /** For hver to ord som følger hverandre: [dokumentene der de gjør det samme, hva det betyr]. Høyst det ordene selv betyr. */
  #par(plasser) {
    const r = this.register;
    const likt = ({ stamme, mulige }) => (r.finnes(stamme) ? stamme : mulige.find(([stammer, vekt]) => stammer.length === 1 && vekt >= VEKT.skrivemåte)?.[0][0]);
    const stammer = plasser.map(likt);
    const par = stammer.slice(1).map((andre, i) => [stammer[i], andre]).filter((to) => to.every(Boolean));
    return Promise.all(
      par.map(async ([første, andre]) => {
        const numre = await r.par(første, andre);
        const ordene = this.#sjelden(r.antall(første)) + this.#sjelden(r.antall(andre));
        return [numre, PAR * Math.min(this.#sjelden(numre.length), ordene)];
      }),
    );
  }

  /** Typene som ordene røper at det søkes etter: «har noen …» er casene. */
  #hensikt(ord) {
    const søkt = `_${ord.map((ett) => ett.stamme).join("_")}_`;
    const { hensikter } = this.register.oppsett;
    return new Set(hensikter.filter(([nøkkel]) => søkt.includes(`_${nøkkel}_`)).flatMap(([, typer]) => typer));
  }

  /** Det flere ord betyr sammen, står på hver av plassene. */
  #sammen(plasser, grupper) {
    const r = this.register;
    for (const [første, antall, nøkkel, samlet, anker] of grupper) {
      const mulige = r.andre(nøkkel, anker);
      if (samlet && r.finnes(nøkkel)) mulige.push([[nøkkel], VEKT.samlet]);
      if (!mulige.length) continue;
      const del = plasser.slice(første, første + antall);
      const med = del.some((plass) => !plass.fyll) ? del.filter((plass) => !plass.fyll) : del.slice(0, 1);
      med.forEach((plass, i) => plass.mulige.push(...mulige.map(([mål, vekt]) => [mål, vekt * (samlet ? 1 : i ? RESTEN : UTTRYKK)])));
    }
  }

  /** Uttrykk med et ord som var skrevet feil, når det er rettet. */
  async #rettet(ord, plasser) {
    if (ord.length < 2 || !plasser.some((plass) => plass.mente)) return;
    const riktige = ord.map((ett, i) => (plasser[i].mente ? { ...ett, ord: plasser[i].mente, stamme: plasser[i].mente } : ett));
    const nye = [...grupper(riktige, this.fyllstammer, this.begynner)].filter(([fra, antall]) => plasser.slice(fra, fra + antall).some((plass) => plass.mente));
    await this.register.last(nye.map(([, , , , anker]) => anker));
    this.#sammen(plasser, nye);
  }

  /** Det to ord betyr sammen når det står andre ord mellom dem. */
  #spredte(plasser) {
    for (const [første, siste, nøkkel, anker] of spredte(plasser)) {
      if (plasser[første].mulige.length) continue;
      const mulige = this.register.andre(nøkkel, anker);
      plasser[første].mulige.push(...mulige.map(([mål, vekt]) => [mål, vekt * UTTRYKK]));
      plasser[siste].mulige.push(...mulige.map(([mål, vekt]) => [mål, vekt * RESTEN]));
    }
  }

  /** Det ett ord kan bety: seg selv, andre ord for det, begynnelsen av et ord, to ord i ett, eller en tastefeil. */
  async #ett(plass) {
    const r = this.register;
    const { ord, stamme: stammen, mulige } = plass;
    const i_uttrykk = mulige.length > 0;
    const kjent = r.treff(stammen).vekter.some((vekt) => vekt >= STERK);
    if (r.finnes(stammen)) mulige.push([[stammen], i_uttrykk ? VEKT.i_uttrykk : 1, i_uttrykk]);
    const andre = (i_uttrykk ? VEKT.andre_i_uttrykk : 1) * (kjent ? VEKT.ved_siden : 1);
    mulige.push(...r.andre(stammen).map(([mål, vekt]) => [mål, vekt * (vekt < 1 || i_uttrykk ? andre : 1), i_uttrykk]));
    const halvt = plass.siste && ord.length >= 3 && !i_uttrykk ? await this.#begynnelser(ord, stammen, mulige.length > 0) : [];
    mulige.push(...halvt);
    const sikkert = () => mulige.some(([, vekt]) => vekt > VEKT["-"]);
    if (sikkert() || halvt.length || /[0-9]/.test(ord)) return;
    const [slutt, start] = await Promise.all([r.medSlutt(stammen), r.medStart(stammen.slice(0, 3)), this.#omskrevet(plass)]); // alle trengs nesten alltid
    if (!mulige.length) await this.#feil(plass, 1, start);
    if (!mulige.length) await this.#feil(plass, 1, slutt);
    if (!sikkert() && !plass.mente && stammen.length >= LEDD) await this.#ledd(plass, [...start, ...slutt]);
    if (!mulige.length) await this.#delt(plass);
    if (!mulige.length) await this.#feil(plass, 2, start);
    if (!mulige.length) await this.#feil(plass, 2, slutt);
    if (!mulige.length) await this.#feil(plass, 3, [...start, ...slutt], 1);
    if (!mulige.length) await this.#kjenteDeler(plass, start, slutt);
  }

  /** Et ord banken bare har som ledd i andre: «ombud» i «sivilombud». */
  async #ledd({ stamme: stammen, mulige }, ordene) {
    const med = [...new Set(ordene)].filter((annet) => annet.length > stammen.length + 1 && (annet.endsWith(stammen) || annet.startsWith(stammen)));
    const korteste = med.sort((a, b) => a.length - b.length).slice(0, LEDDENE);
    await this.register.last(korteste);
    for (const annet of korteste) mulige.push(...this.#kjente(annet, VEKT.ledd));
  }

  /** Når ingenting annet er funnet: det lengste ordet det ukjente begynner med, og det lengste det slutter med. */
  async #kjenteDeler({ stamme: stammen, mulige }, foran, bak) {
    const lengst = (ord) => ord.filter((en) => en.length >= DEL).sort((a, b) => b.length - a.length)[0];
    const deler = [lengst(foran.filter((en) => stammen.startsWith(en))), lengst(bak.filter((en) => stammen.endsWith(en)))].filter(Boolean);
    await this.register.last(deler);
    for (const del of deler) mulige.push(...this.#kjente(del, VEKT.ledd));
  }

  /** Ord som begynner slik. Bare når ingen av dem står i noe, brukes det andre ord for dem betyr: det må hentes. */
  async #begynnelser(ord, stammen, helt) {
    const r = this.register;
    const lengre = (await r.medStart(ord, HALVE)).filter((en) => en !== stammen && en.startsWith(ord)).sort((a, b) => a.length - b.length);
    const vekt = (en) => VEKT.begynnelse * (ord.length / en.length);
    const direkte = lengre.filter((en) => r.finnes(en)).slice(0, 30);
    if (helt || direkte.length) return direkte.map((en) => [[en], vekt(en)]);
    return lengre.slice(0, FÆRRE).flatMap((en) => this.#kjente(en, vekt(en)));
  }

  async #omskrevet({ ord, mulige }) {
    const r = this.register;
    const former = [...new Set([...uten(ord), ...[...omskrevet(ord, r.oppsett.skrivemåter)].map(stamme)])];
    await r.last(former);
    for (const form of former) mulige.push(...this.#kjente(form, VEKT.skrivemåte));
  }

  /** Det en stamme i en hentet del kan bety, om den er kjent: seg selv, og andre ord. */
  #kjente(stammen, vekt) {
    const selv = this.register.finnes(stammen) ? [[[stammen], vekt]] : [];
    return [...selv, ...this.register.andre(stammen).map(([mål, del]) => [mål, del * vekt])];
  }

  /** Et halvt ord: seg selv, eller andre ord for det når det selv ikke står i noe. */
  #halvt(stammen) {
    return this.register.finnes(stammen) ? [[[stammen], 1]] : this.#kjente(stammen, VEKT.halvt);
  }

  async #delt({ ord, mulige }) {
    const r = this.register;
    if (ord.length < 6) return;
    const halve = [...delinger(ord)];
    await r.last(halve.map(([venstre]) => venstre));
    for (const [venstre, høyre] of halve) mulige.push(...r.andre(`${venstre}_${høyre}`, venstre).map(([mål, vekt]) => [mål, vekt * UTTRYKK])); // «bookelokale»
    const mulig = halve.filter(([venstre]) => this.#kjente(venstre, 1).length);
    await r.last(mulig.map(([, høyre]) => høyre));
    for (const [venstre, høyre] of mulig) {
      for (const [a, vekt] of this.#halvt(venstre)) for (const [b, del] of this.#halvt(høyre)) mulige.push([[...a, ...b], vekt * del * VEKT.delt]);
    }
  }

  /** Tastefeil: de av ordene som er nærmest det som ble skrevet. */
  async #feil(plass, mest, ordene, flere = 0) {
    const { ord, stamme: stammen } = plass;
    const r = this.register;
    let best = Math.min(mest, (ord.length < 4 ? 0 : ord.length < 8 ? 1 : 2) + flere);
    let nære = [];
    for (const annet of ordene) {
      const feil = Math.min(avstand(stammen, annet, best), avstand(ord, annet, best));
      if (feil === 0 || feil > best) continue;
      if (feil < best) [best, nære] = [feil, []];
      nære.push(annet);
    }
    await r.last(nære);
    for (const annet of nære) plass.mulige.push(...this.#kjente(annet, VEKT.feil[best]));
    if (nære.length) plass.mente = nære.sort((a, b) => r.antall(b) - r.antall(a))[0];
  }

  #sjelden(antall) {
    return Math.log(1 + (this.register.oppsett.antall - antall + 0.5) / (antall + 0.5));
  }

  /** Legg det én måte å forstå et ord på gir, i `her` der det er mer enn det som står. Av flere stammer teller de som mangler mot. Gir hvor sjelden måten er. */
  #alene(stammer, vekt, vanligst, egen, her) {
    const r = this.register;
    const veier = (stammen) => {
      const antall = r.antall(stammen);
      return egen * this.#sjelden(antall) + (1 - egen) * this.#sjelden(Math.max(vanligst, antall));
    };
    if (stammer.length === 1) {
      const sjelden = veier(stammer[0]);
      const { numre, vekter } = r.treff(stammer[0]);
      for (let i = 0; i < numre.length; i += 1) her[numre[i]] = Math.max(her[numre[i]], vekter[i] * sjelden * vekt);
      return sjelden;
    }
    const sum = new Map();
    let samlet = 0;
    for (const stammen of stammer) {
      const sjelden = veier(stammen);
      samlet += sjelden;
      const { numre, vekter } = r.treff(stammen);
      numre.forEach((nummer, i) => {
        const [bidrag, dekket] = sum.get(nummer) ?? [0, 0];
        sum.set(nummer, [bidrag + vekter[i] * sjelden, dekket + sjelden]);
      });
    }
    for (const [nummer, [bidrag, dekket]] of sum) {
      her[nummer] = Math.max(her[nummer], ((bidrag * HELT * (dekket / samlet) ** DELVIS) / stammer.length) * vekt);
    }
    return samlet / stammer.length;
  }

  /** Dokumentene, det som svarer best først. */
  poeng(plasser) {
    const { antall } = this.register.oppsett;
    const [sum, dekket, her] = this.regnet;
    sum.fill(0);
    dekket.fill(0);
    let mulig = 0;
    for (const plass of plasser) {
      her.fill(0);
      const vanligst = Math.max(1, ...plass.mulige.filter(([, vekt]) => vekt > 0.6).map(([stammer]) => Math.min(...stammer.map((en) => this.register.antall(en)))));
      let tyngst = 0.1;
      for (const [stammer, vekt, alene] of plass.mulige) {
        const sjelden = this.#alene(stammer, vekt, vanligst, vekt > VEKT.begynnelse ? EGEN : 0, her);
        if (stammer.length === 1 && stammer[0] === plass.stamme && plass.mulige.length > 1) {
          const ekstra = SELV * Math.max(0, this.#sjelden(this.register.antall(plass.stamme)) - SJELDEN);
          for (const nummer of this.register.treff(plass.stamme).numre) her[nummer] += ekstra;
        }
        tyngst = Math.max(tyngst, sjelden * Math.min(1, vekt) * (alene ? ALENE : 1)); // uttrykket er det som må dekkes
      }
      mulig += tyngst;
      for (let nummer = 0; nummer < antall; nummer += 1) {
        if (!her[nummer]) continue;
        sum[nummer] += her[nummer];
        dekket[nummer] += tyngst;
      }
    }
    for (const [numre, løft] of plasser.par) for (const nummer of numre) if (sum[nummer]) sum[nummer] += løft;
    for (const nummer of plasser.kalt) sum[nummer] *= KALT;
    const typer = this.kolonner.type;
    const løftet = new Set([...plasser.løftet].map((type) => this.#plass("type", type)));
    const alle = [];
    for (let nummer = 0; nummer < antall; nummer += 1) {
      if (!sum[nummer]) continue;
      sum[nummer] *= (dekket[nummer] / mulig) ** ALLE_ORD * (løftet.has(typer[nummer]) ? LØFT : 1);
      alle.push(nummer);
    }
    return alle.sort((a, b) => sum[b] - sum[a] || a - b);
  }

  /** Svaret på et søk. `valg` er verdier som treffet må ha én av, for hver fasett. */
  async søk(spørring, { valg = {}, fra = 0, antall = 20 } = {}) {
    const plasser = await this.tolk(spørring);
    const alle = (plasser.rangert ??= this.poeng(plasser));
    const vist = begrenset(valg) ? alle.filter((nummer) => this.#passer(nummer, valg)) : alle;
    const treff = await Promise.all(vist.slice(fra, fra + antall).map((nummer) => this.#kort(nummer)));
    return { antall: vist.length, treff, fasetter: this.#fasetter(alle, valg), mente: await this.#mente(plasser, alle, treff) };
  }

  /** Hvilket nummer en verdi har i fasetten sin. */
  #plass(fasett, verdi) {
    return this.register.oppsett.fasetter[fasett].findIndex(([en]) => en === verdi);
  }

  #verdi(nummer, fasett) {
    return this.register.oppsett.fasetter[fasett][this.kolonner[fasett][nummer]];
  }

  #passer(nummer, valg, unntatt = "") {
    return Object.entries(valg).every(
      ([fasett, verdier]) => fasett === unntatt || !verdier?.length || verdier.includes(this.#verdi(nummer, fasett)?.[0]),
    );
  }

  /** Hvor mange treff hver verdi ville gitt, med det som er valgt i de andre fasettene. */
  #fasetter(alle, valg) {
    const { fasetter } = this.register.oppsett;
    return Object.fromEntries(
      Object.keys(fasetter).map((fasett) => {
        const andre = begrenset(valg, fasett);
        const tall = fasetter[fasett].map(() => 0);
        for (const nummer of alle) {
          const plass = this.kolonner[fasett][nummer];
          if (plass >= 0 && (!andre || this.#passer(nummer, valg, fasett))) tall[plass] += 1;
        }
        const valgt = new Set(valg[fasett] ?? []);
        const vist = fasetter[fasett].map(([verdi, navn], i) => ({ verdi, navn, antall: tall[i] }));
        return [fasett, vist.filter(({ verdi, antall }) => antall || valgt.has(verdi))];
      }),
    );
  }

  async #kort(nummer) {
    const { kort } = this.register.oppsett;
    const rader = await this.register.hent(`kort/${Math.floor(nummer / kort)}.json`);
    const [id, url, tittel, sted] = rader[nummer % kort];
    const [type] = this.#verdi(nummer, "type");
    return { id, url: this.rot + url, type, tittel, styrke: this.#verdi(nummer, "styrke")?.[1] ?? "", sted, setning: [], nummer };
  }

  /** Søket slik det ble forstått, når et ord ble rettet til noe banken selv skriver; ellers null. */
  async #mente(plasser, alle, treff) {
    if (!plasser.some((plass) => plass.mente)) return null;
    const titler = treff.map((ett) => ett.tittel);
    const rettet = await Promise.all(plasser.map(({ mente }) => mente && this.#skrevet(mente, titler, alle)));
    return rettet.some(Boolean) ? plasser.map(({ ord }, i) => rettet[i] || ord).join(" ") : null;
  }

  /**
   * En stamme slik banken skriver ordet: fra en tittel i svaret, ellers fra setningene til det øverste som har det. Et ord
   * som bare er en inngang, skriver banken ikke.
   */
  async #skrevet(stammen, titler, alle) {
    const { somSkrevet } = await setning();
    const funnet = somSkrevet(titler, stammen);
    if (funnet) return funnet;
    const med = new Set(this.register.treff(stammen).numre);
    const første = alle.find((nummer) => med.has(nummer));
    return første !== undefined && somSkrevet(await this.#tekster(første), stammen);
  }

  async #tekster(nummer) {
    const { setninger } = this.register.oppsett;
    return (await this.register.hent(`setninger/${Math.floor(nummer / setninger)}.json`))[nummer % setninger];
  }

  /** Hent resten av registeret i det stille, så de neste søkene slipper å vente. Kalles når et svar står der. */
  hentResten(ledig) {
    return this.register.hentPakker(ledig);
  }

  /** Treffene med setningen som svarer best, i biter der ordene som traff er merket. */
  async setninger(treff, spørring) {
    const [plasser, { beste, merket, måler }] = await Promise.all([this.tolk(spørring), setning()]);
    const stammer = new Map();
    for (const plass of plasser) for (const [mål, vekt] of plass.mulige) for (const en of mål) stammer.set(en, Math.max(vekt, stammer.get(en) ?? 0));
    const svarer = måler(stammer);
    return Promise.all(
      treff.map(async (ett) => ({ ...ett, setning: merket(beste(await this.#tekster(ett.nummer), svarer), svarer) })),
    );
  }
}

/** Gjør søket klart. `rot` er adressen til forsiden. */
export async function åpne(rot) {
  const base = rot.endsWith("/") ? rot : `${rot}/`;
  const svar = await fetch(`${base}sok/oppsett.json`);
  if (!svar.ok) throw new Error(`oppsett.json: ${svar.status}`);
  const oppsett = await svar.json();
  return new Motor(base, new Register(`${base}sok/${oppsett.utgave}/`, oppsett));
}
