// Søket: åpne(rot) henter bare en liten fil. Ordene som skrives, bestemmer hvilke deler av registeret som hentes.
import { avstand, ordene, stamme, uten } from "./sok-ord.js";
import { Register, VEKT } from "./sok-register.js";
import { beste, merket, måler, somSkrevet } from "./sok-setning.js";

export { fold, ordene, stamme, uten } from "./sok-ord.js";

const UTTRYKK = 0.98; // hvor mye det flere ord betyr sammen, teller på det første av dem
const RESTEN = 0.2; // og på de andre
const STERK = 2.95; // så mye må noe handle om ordet selv for at andre ord for det skal vike
const EGEN = 0.63; // hvor mye et ord veier etter hvor sjeldent det selv er, mot det vanligste av dem som betyr det samme
const HELT = 1.41; // hvor mye det betyr å ha alle ordene i et uttrykk
const DELVIS = 0.96; // og hvor lite det hjelper å ha bare noen av dem
const FLERE = 0.74; // det hver kilde ganges med for hver kilde som står over den
const KORT = 4; // så mange ord leses på alle måter; et lengre søk får sjeldnere ord skrevet fra hverandre
const HENTES = 11; // så mange andre ord hentes for hele søket
const FÆRREST = 1; // men minst så mange for hvert ord
const LØFT = 1.5; // hvor mye det betyr å være av typen ordene røper
const PAR = 1.5; // hvor mye det betyr at to av ordene står ved siden av hverandre
const ALLE_ORD = 1.11; // hvor mye det betyr å ha alle ordene, og ikke bare noen av dem


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

/** Måtene et ukjent ord kan deles i to kjente: [venstre, høyre] som stammer. */
function* delinger(ord) {
  for (let i = 3; i <= ord.length - 3; i += 1) {
    const venstre = ord.slice(0, i);
    const høyre = ord.slice(i);
    yield [stamme(venstre), stamme(høyre)];
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
    for (const plass of plasser.filter((en) => !en.fyll)) await this.#ett(plass);
    this.#avgrens(plasser);
    const [par] = await Promise.all([this.#par(plasser.filter((plass) => !plass.fyll)), r.last(plasser.flatMap((plass) => plass.mulige.flatMap(([stammer]) => stammer)))]);
    const igjen = plasser.filter((plass) => !plass.fyll || plass.mulige.length);
    igjen.par = par;
    igjen.løftet = this.#hensikt(ord);
    return igjen;
  }

  /** Av det som må hentes for seg, blir de sterkeste med: færre for hvert ord jo flere ord søket har. */
  #avgrens(plasser) {
    const r = this.register;
    const her = new Set(plasser.map((plass) => r.del(plass.stamme)));
    const flest = Math.max(FÆRREST, Math.floor(HENTES / plasser.filter((plass) => !plass.fyll).length));
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

  /** Det ett ord kan bety: seg selv, andre ord for det, begynnelsen av et ord, to ord i ett, eller en tastefeil. */
  async #ett(plass) {
    const r = this.register;
    const { ord, stamme: stammen, mulige } = plass;
    const i_uttrykk = mulige.length > 0;
    const kjent = r.treff(stammen).some(([, vekt]) => vekt >= STERK);
    if (r.finnes(stammen)) mulige.push([[stammen], i_uttrykk ? VEKT.i_uttrykk : 1]);
    mulige.push(...r.andre(stammen).map(([mål, vekt]) => [mål, kjent && vekt < 1 ? vekt * VEKT.ved_siden : vekt]));
    if (plass.siste && ord.length >= 3 && !i_uttrykk) mulige.push(...this.#begynnelser(ord, stammen));
    if (mulige.length || /[0-9]/.test(ord)) return;
    await this.#omskrevet(plass);
    if (!mulige.length) await this.#feil(plass, 1, r.alle(r.del(stammen)));
    if (!mulige.length) await this.#feil(plass, 1, await r.medSlutt(stammen));
    if (!mulige.length) await this.#delt(plass);
    if (!mulige.length) await this.#feil(plass, 2, r.alle(r.del(stammen)));
    if (!mulige.length) await this.#feil(plass, 2, await r.medSlutt(stammen));
  }

  #begynnelser(ord, stammen) {
    const r = this.register;
    const funnet = [];
    for (const lengre of r.alle(r.del(ord)))
      if (lengre !== stammen && lengre.startsWith(ord)) funnet.push([[lengre], VEKT.begynnelse * (ord.length / lengre.length)]);
    return funnet.sort((a, b) => b[1] - a[1]).slice(0, 30);
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
    const mulig = halve.filter(([venstre]) => this.#kjente(venstre, 1).length);
    await r.last(mulig.map(([, høyre]) => høyre));
    for (const [venstre, høyre] of mulig) {
      for (const [a, vekt] of this.#halvt(venstre)) for (const [b, del] of this.#halvt(høyre)) mulige.push([[...a, ...b], vekt * del * VEKT.delt]);
    }
  }

  /** Tastefeil: de av ordene som er nærmest det som ble skrevet. */
  async #feil(plass, mest, ordene) {
    const { ord, stamme: stammen } = plass;
    const r = this.register;
    let best = Math.min(mest, ord.length < 4 ? 0 : ord.length < 8 ? 1 : 2);
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

  /** Det én måte å forstå et ord på gir: {hvor sjelden den er, [nummer, poeng]}. Av flere stammer teller de som mangler mot. */
  #alene(stammer, vanligst, egen) {
    const her = new Map();
    let samlet = 0;
    for (const stammen of stammer) {
      const treff = this.register.treff(stammen);
      const sjelden = egen * this.#sjelden(this.register.antall(stammen)) + (1 - egen) * this.#sjelden(Math.max(vanligst, this.register.antall(stammen)));
      samlet += sjelden;
      for (const [nummer, bidrag] of treff) {
        const hittil = her.get(nummer) ?? { sum: 0, dekket: 0 };
        her.set(nummer, { sum: hittil.sum + bidrag * sjelden, dekket: hittil.dekket + sjelden });
      }
    }
    const andel = (dekket) => (stammer.length > 1 ? HELT * (dekket / samlet) ** DELVIS / stammer.length : 1);
    return { sjelden: samlet / stammer.length, treff: [...her].map(([nummer, { sum, dekket }]) => [nummer, sum * andel(dekket)]) };
  }

  /** Poeng for hvert dokument, høyest først. */
  poeng(plasser) {
    const poeng = new Map();
    let mulig = 0;
    for (const plass of plasser) {
      const her = new Map();
      const vanligst = Math.max(1, ...plass.mulige.filter(([, vekt]) => vekt > 0.6).map(([stammer]) => Math.min(...stammer.map((en) => this.register.antall(en)))));
      let tyngst = 0.1;
      for (const [stammer, vekt] of plass.mulige) {
        const sammen = this.#alene(stammer, vanligst, vekt > VEKT.begynnelse ? EGEN : 0);
        tyngst = Math.max(tyngst, sammen.sjelden * Math.min(1, vekt));
        for (const [nummer, bidrag] of sammen.treff) her.set(nummer, Math.max(bidrag * vekt, her.get(nummer) ?? 0));
      }
      mulig += tyngst;
      for (const [nummer, sum] of her) {
        const hittil = poeng.get(nummer) ?? { sum: 0, dekket: 0 };
        hittil.sum += sum;
        hittil.dekket += tyngst;
        poeng.set(nummer, hittil);
      }
    }
    for (const [numre, løft] of plasser.par) for (const nummer of numre) if (poeng.has(nummer)) poeng.get(nummer).sum += løft;
    const høyestFørst = (a, b) => b[1] - a[1] || a[0] - b[0];
    return [...poeng]
      .map(([nummer, { sum, dekket }]) => [nummer, sum * (dekket / mulig) ** ALLE_ORD * this.#løft(nummer, plasser.løftet)])
      .sort(høyestFørst)
      .map(this.#spredt())
      .sort(høyestFørst);
  }

  /** Kilder sier det samme som postene de står bak: de første får plassen sin, resten viker litt for hver. */
  #spredt() {
    let kilder = 0;
    return ([nummer, sum]) => [nummer, this.#verdi(nummer, "type")[0] === "kilde" ? sum * FLERE ** Math.min(kilder++, 8) : sum];
  }

  /** Svaret på et søk. `valg` er verdier som treffet må ha én av, for hver fasett. */
  async søk(spørring, { valg = {}, fra = 0, antall = 20 } = {}) {
    const plasser = await this.tolk(spørring);
    const alle = (plasser.rangert ??= this.poeng(plasser).map(([nummer]) => nummer));
    const vist = begrenset(valg) ? alle.filter((nummer) => this.#passer(nummer, valg)) : alle;
    const treff = await Promise.all(vist.slice(fra, fra + antall).map((nummer) => this.#kort(nummer)));
    return { antall: vist.length, treff, fasetter: this.#fasetter(alle, valg), mente: await this.#mente(plasser, alle, treff) };
  }

  #løft(nummer, typer) {
    return typer.size && typer.has(this.#verdi(nummer, "type")[0]) ? LØFT : 1;
  }

  #verdi(nummer, fasett) {
    const { kolonner, fasetter } = this.register.oppsett;
    const plass = kolonner[fasett][nummer];
    return plass === "-" ? null : fasetter[fasett][parseInt(plass, 36)];
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
        const tall = new Map();
        for (const nummer of alle) {
          const verdi = this.#verdi(nummer, fasett)?.[0];
          if (verdi !== undefined && (!andre || this.#passer(nummer, valg, fasett))) tall.set(verdi, (tall.get(verdi) ?? 0) + 1);
        }
        const valgt = new Set(valg[fasett] ?? []);
        const vist = fasetter[fasett].filter(([verdi]) => tall.has(verdi) || valgt.has(verdi));
        return [fasett, vist.map(([verdi, navn]) => ({ verdi, navn, antall: tall.get(verdi) ?? 0 }))];
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

  /** Søket slik det ble forstått, når et ord ble rettet; ellers null. */
  async #mente(plasser, alle, treff) {
    if (!plasser.some((plass) => plass.mente)) return null;
    const titler = treff.map((ett) => ett.tittel);
    const ord = await Promise.all(plasser.map(({ ord, mente }) => (mente ? this.#skrevet(mente, titler, alle) : ord)));
    return ord.join(" ");
  }

  /** En stamme slik banken skriver ordet: fra en tittel i svaret, ellers fra setningene til det øverste som har det. */
  async #skrevet(stammen, titler, alle) {
    const funnet = somSkrevet(titler, stammen);
    if (funnet) return funnet;
    const med = new Set(this.register.treff(stammen).map(([nummer]) => nummer));
    const første = alle.find((nummer) => med.has(nummer));
    return (første !== undefined && somSkrevet(await this.#tekster(første), stammen)) || stammen;
  }

  async #tekster(nummer) {
    const { setninger } = this.register.oppsett;
    return (await this.register.hent(`setninger/${Math.floor(nummer / setninger)}.json`))[nummer % setninger];
  }

  /** Treffene med setningen som svarer best, i biter der ordene som traff er merket. */
  async setninger(treff, spørring) {
    const plasser = await this.tolk(spørring);
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
