// Søket: åpne(rot) henter bare en liten fil. Ordene som skrives, bestemmer hvilke deler av registeret som hentes.
// Filene lages av scripts/erfaringsbank/search/, og fold og stamme er de samme der og her (tests/sok/ holder dem like).

// ---- Ord ----------------------------------------------------------------------------------------------------------

const BOKSTAVER = { æ: "a", ø: "o", đ: "d", ð: "d", þ: "t", ß: "s", ł: "l", ŋ: "n", ŧ: "t" };

/** Små bokstaver, med én bokstav for alle måter å skrive den på: å, ä, æ, aa og ae er a; ø, ö og oe er o. */
export const fold = (tekst) =>
  tekst
    .toLowerCase()
    .normalize("NFC")
    .replace(/aa|ae|oe/g, (par) => par[0])
    .replace(/[æøđðþßłŋŧ]/g, (tegn) => BOKSTAVER[tegn])
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

/** De foldede ordene i en tekst. */
export const ordene = (tekst) => fold(tekst).match(/[0-9]+,[0-9]+|[a-z0-9]+/g) ?? [];

const ENDELSER =
  "hetenes hetene hetens endes heten heter ande ende edes enes erte ede ane ene ens ers ets het ast ert en ar er as es et a e s".split(
    " ",
  );
const AVLEDET = "eleg elig leg eig lig els ig".split(" ");

const IKKE_FLERTALL = new Set("moderne interne eksterne gjerne fjerne kjerne stjerne hjerne".split(" "));

/** Et foldet ord uten bøyning: «skrankene» → «skrank». Som norsk Snowball, men «innbyggerne» er «innbygger». */
export function stamme(ord) {
  if (ord.length < 3 || /[^a-z]|bibliotekar$/.test(ord)) return ord;
  const flertall = IKKE_FLERTALL.has(ord) ? null : /^(.{3,}?)(?:ernes|ernas|arnas|erne|erna|arna)$/.exec(ord);
  if (flertall) return flertall[1];
  const funnet = /[aeiouy][^aeiouy]/.exec(ord);
  const fra = funnet ? Math.max(funnet.index + 2, 3) : ord.length;
  const slutt = (endelser) => endelser.find((endelse) => ord.endsWith(endelse) && ord.length - endelse.length >= fra);
  const første = slutt(ENDELSER);
  if (første === "s") {
    if (/[bcdfghjlmnoprtvyz]s$|[^aeiouy]ks$/.test(ord)) ord = ord.slice(0, -1);
  } else if (første) ord = ord.slice(0, ord.length - første.length) + (første.startsWith("ert") ? "er" : "");
  if (/[dv]t$/.test(ord) && ord.length - 2 >= fra) ord = ord.slice(0, -1);
  const andre = slutt(AVLEDET);
  if (andre) ord = ord.slice(0, ord.length - andre.length);
  const verb = /^(?:(.{3,}?)(?:ering|er)|(.{5,}[^n])n?ing)$/.exec(ord);
  return verb ? (verb[1] ?? verb[2]) : ord;
}

/** Hvor mange tastefeil som skiller to ord, høyst `grense` + 1. To bokstaver i bytte er én feil. */
export function avstand(a, b, grense) {
  if (Math.abs(a.length - b.length) > grense) return grense + 1;
  let forforrige = [];
  let forrige = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const rad = [i];
    let minst = i;
    for (let j = 1; j <= b.length; j += 1) {
      let verdi = Math.min(forrige[j] + 1, rad[j - 1] + 1, forrige[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) verdi = Math.min(verdi, forforrige[j - 2] + 1);
      rad.push(verdi);
      if (verdi < minst) minst = verdi;
    }
    if (minst > grense) return grense + 1;
    [forforrige, forrige] = [forrige, rad];
  }
  return forrige[b.length];
}

// ---- Registeret ---------------------------------------------------------------------------------------------------

/** Henter filene til én utgave, hver bare én gang. */
class Register {
  constructor(mappe, oppsett) {
    this.mappe = mappe;
    this.oppsett = oppsett;
    this.hentet = new Map();
    this.deler = new Map();
  }

  hent(fil) {
    if (!this.hentet.has(fil)) {
      const svar = fetch(this.mappe + fil).then((svar) => {
        if (!svar.ok) throw new Error(`${fil}: ${svar.status}`);
        return svar.json();
      });
      svar.catch(() => this.hentet.delete(fil)); // en som mistet nettet, kan prøve igjen
      this.hentet.set(fil, svar);
    }
    return this.hentet.get(fil);
  }

  /** Delen et ord ville stått i. Ord med de samme tre første bokstavene står i samme del. */
  del(ord) {
    const start = ord.slice(0, 3);
    const { grenser } = this.oppsett;
    let [fra, til] = [0, grenser.length];
    while (til - fra > 1) {
      const midt = (fra + til) >> 1;
      if (grenser[midt] <= start) fra = midt;
      else til = midt;
    }
    return fra;
  }

  /** Hent delene som disse ordene står i. */
  async last(ord) {
    const nye = [...new Set(ord.map((ett) => this.del(ett)))].filter((del) => !this.deler.has(del));
    await Promise.all(
      nye.map(async (del) => {
        const linjer = await this.hent(`ord/${del}.json`);
        this.deler.set(del, new Map(linjer.map((linje) => linje.split("|")).map(([stammen, ...felt]) => [stammen, felt])));
      }),
    );
  }

  /** Det som står om en stamme, når delen er hentet: [dokumenter, andre ord]. */
  felt(stammen) {
    return this.deler.get(this.del(stammen))?.get(stammen) ?? [];
  }

  /** Om en stamme står i noe: et ord som bare fører til et annet, har ingen dokumenter. */
  finnes(stammen) {
    return Boolean(this.felt(stammen)[0]);
  }

  /** Det å lete etter i tillegg: [stammer som hører sammen, hvor mye de teller]. */
  andre(stammen) {
    const andre = this.felt(stammen)[1]?.split(",") ?? [];
    return andre.map((ord) => [ord.replace(/^[=~]/, "").split("_"), VEKT[ord[0]] ?? VEKT.synonym]);
  }

  /** Stammene i en hentet del, også dem som bare fører til et annet ord. */
  *alle(del) {
    for (const stammen of this.deler.get(del)?.keys() ?? []) if (!stammen.includes("_")) yield stammen;
  }

  /** Dokumentene til en stamme: [nummer, vekt]. */
  treff(stammen) {
    const felt = this.felt(stammen)[0] ?? "";
    const funnet = [];
    let nummer = -1;
    for (const [, steg, bokstav] of felt.matchAll(/([0-9a-z]*)([A-Z])/g)) {
      nummer += steg ? parseInt(steg, 36) : 1;
      funnet.push([nummer, VEKTER[bokstav.charCodeAt(0) - 65]]);
    }
    return funnet;
  }
}

const VEKTER = Array.from({ length: 26 }, (_, nivå) => 8 * (nivå / 25) ** 2 || 0.01);

// Hvor mye et annet ord enn det som ble skrevet, teller.
const VEKT = { "=": 1, "~": 0.5, synonym: 0.95, begynnelse: 0.45, skrivemåte: 0.9, delt: 0.85, samlet: 1.1, feil: [1, 0.75, 0.5] };
const UTTRYKK = 2; // hvor mye det flere ord betyr sammen, teller, delt på ordene
const EGEN = 0.45; // hvor mye et ord veier etter hvor sjeldent det selv er, mot det vanligste av dem som betyr det samme
const HELT = 1.1; // hvor mye det betyr å ha alle ordene i et uttrykk
const DELVIS = 1; // og hvor lite det hjelper å ha bare noen av dem
const FLERE = 0.8; // det hver kilde ganges med for hver kilde som står over den
const KORT = 4; // så mange ord leses på alle måter; et lengre søk får sjeldnere ord skrevet fra hverandre
const NABODELER = 6; // hvor mange deler som hentes for ett ord ingen del kjenner
const LØFT = 1.5; // hvor mye det betyr å være av typen ordene røper
const ALLE_ORD = 1.1; // hvor mye det betyr å ha alle ordene, og ikke bare noen av dem

// ---- Spørringen ---------------------------------------------------------------------------------------------------

/** Ordene i søket, de som bare er fyll merket, og om det siste kan være halvskrevet. */
function lest(spørring, fyllord) {
  const ord = ordene(spørring).slice(0, 16);
  const fyll = ord.map((ett) => fyllord.has(ett));
  const alle = fyll.every(Boolean);
  return ord.map((ett, i) => ({ ord: ett, stamme: stamme(ett), fyll: fyll[i] && !alle, siste: i === ord.length - 1 && /\S$/.test(spørring) }));
}

/** Naboer skrevet sammen, og uttrykk av flere ord: [første, antall, stamme]. Et fyllord begynner bare dem vi vet om. */
function* grupper(ord, begynner) {
  for (let antall = 2; antall <= 4; antall += 1) {
    for (let i = 0; i + antall <= ord.length; i += 1) {
      const del = ord.slice(i, i + antall);
      const fyll = del[0].fyll;
      if (!fyll || begynner.has(del[0].stamme)) yield [i, antall, del.map((ett) => ett.stamme).join("_"), false];
      if (fyll && ord.length > KORT) continue;
      const samlet = stamme(del.map((ett) => ett.ord).join(""));
      if (antall <= 3 && /..[^]|[0-9]/.test(del.at(-1).ord) && !del.at(-1).fyll && !del.some((ett) => ett.stamme === samlet)) yield [i, antall, samlet, true];
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

class Motor {
  constructor(rot, register) {
    this.rot = rot;
    this.register = register;
    this.fyllord = new Set(register.oppsett.fyllord);
    this.begynner = new Set(register.oppsett.begynner);
  }

  /** Hva som skal letes etter: for hver plass i søket en liste av [stammer, vekt]. Flere stammer må stå sammen. */
  async tolk(spørring) {
    const r = this.register;
    const ord = lest(spørring, this.fyllord);
    const sammen = [...grupper(ord, this.begynner)];
    await r.last([...ord.filter((ett) => !ett.fyll).map((ett) => ett.stamme), ...sammen.map(([, , nøkkel]) => nøkkel)]);
    const plasser = ord.map((ett) => ({ ...ett, mulige: [] }));
    this.#sammen(plasser, sammen);
    for (const plass of plasser.filter((en) => !en.fyll)) await this.#ett(plass);
    const mål = plasser.flatMap((plass) => plass.mulige.flatMap(([stammer]) => stammer));
    await r.last(mål);
    const igjen = plasser.filter((plass) => !plass.fyll || plass.mulige.length);
    igjen.løftet = this.#hensikt(ord);
    return igjen;
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
    for (const [første, antall, nøkkel, samlet] of grupper) {
      const mulige = r.andre(nøkkel).map(([mål, vekt]) => [mål, vekt * (UTTRYKK / antall)]);
      if (samlet && r.finnes(nøkkel)) mulige.push([[nøkkel], VEKT.samlet]);
      if (!mulige.length) continue;
      for (const plass of plasser.slice(første, første + antall)) {
        plass.mulige.push(...mulige);
        plass.del_av = nøkkel;
      }
    }
  }

  /** Det ett ord kan bety: seg selv, andre ord for det, begynnelsen av et ord, to ord i ett, eller en tastefeil. */
  async #ett(plass) {
    const r = this.register;
    const { ord, stamme: stammen, mulige } = plass;
    const kjent = r.finnes(stammen);
    if (kjent) mulige.push([[stammen], 1]);
    mulige.push(...r.andre(stammen));
    if (plass.siste && ord.length >= 3) mulige.push(...this.#begynnelser(ord, stammen));
    if (mulige.length || /[0-9]/.test(ord)) return;
    await this.#omskrevet(plass);
    if (!mulige.length) this.#feil(plass, 1, [r.del(stammen)]);
    if (!mulige.length) await this.#delt(plass);
    if (!mulige.length) this.#feil(plass, 2, [r.del(stammen)]);
    if (!mulige.length) await this.#langtUnna(plass);
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
    const former = [...new Set([...omskrevet(ord, r.oppsett.skrivemåter)].map(stamme))];
    await r.last(former);
    for (const form of former) {
      if (r.finnes(form)) mulige.push([[form], VEKT.skrivemåte]);
      mulige.push(...r.andre(form).map(([mål, vekt]) => [mål, vekt * VEKT.skrivemåte]));
    }
  }

  async #delt({ ord, mulige }) {
    const r = this.register;
    if (ord.length < 6) return;
    const halve = [...delinger(ord)];
    await r.last(halve.map(([venstre]) => venstre));
    const mulig = halve.filter(([venstre]) => r.finnes(venstre));
    await r.last(mulig.map(([, høyre]) => høyre));
    const hele = mulig.filter(([, høyre]) => r.finnes(høyre));
    for (const par of hele) mulige.push([par, VEKT.delt]);
  }

  /** Tastefeil: ordene i noen deler som er nærmest det som ble skrevet. */
  #feil(plass, mest, deler) {
    const { ord, stamme: stammen } = plass;
    const r = this.register;
    let best = Math.min(mest, ord.length < 4 ? 0 : ord.length < 8 ? 1 : 2);
    let nære = [];
    for (const del of deler) {
      for (const annet of r.alle(del)) {
        const feil = Math.min(avstand(stammen, annet, best), avstand(ord, annet, best));
        if (feil === 0 || feil > best) continue;
        if (feil < best) [best, nære] = [feil, []];
        nære.push(annet);
      }
    }
    for (const annet of nære) {
      if (r.finnes(annet)) plass.mulige.push([[annet], VEKT.feil[best]]);
      plass.mulige.push(...r.andre(annet).map(([mål, vekt]) => [mål, vekt * VEKT.feil[best]]));
    }
    if (nære.length) plass.mente = nære.sort((a, b) => r.treff(b).length - r.treff(a).length)[0];
  }

  /** Når ingenting med samme begynnelse ligner: delene ordet ville stått i uten en feil blant de tre første bokstavene. */
  async #langtUnna(plass) {
    const { ord } = plass;
    const r = this.register;
    const [a, b, c] = ord;
    const rest = ord.slice(3);
    const mulige = [b + a + c + rest, a + c + b + rest, b + c + rest, a + c + rest, a + b + rest];
    const [her, antall] = [r.del(ord), r.oppsett.grenser.length];
    const deler = [...new Set([...mulige.map((ett) => r.del(ett)), her - 1, her + 1])].filter((del) => del >= 0 && del < antall);
    const få = deler.filter((del) => del !== her).slice(0, NABODELER);
    await Promise.all(få.map((del) => r.last([r.oppsett.grenser[del]])));
    this.#feil(plass, 2, få);
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
      const sjelden = egen * this.#sjelden(treff.length) + (1 - egen) * this.#sjelden(Math.max(vanligst, treff.length));
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
      const vanligst = Math.max(1, ...plass.mulige.filter(([, vekt]) => vekt > 0.6).map(([stammer]) => Math.min(...stammer.map((en) => this.register.treff(en).length))));
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
    const alle = this.poeng(plasser).map(([nummer]) => nummer);
    const vist = alle.filter((nummer) => this.#passer(nummer, valg));
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
        const tall = new Map();
        for (const nummer of alle) {
          const verdi = this.#verdi(nummer, fasett)?.[0];
          if (verdi !== undefined && this.#passer(nummer, valg, fasett)) tall.set(verdi, (tall.get(verdi) ?? 0) + 1);
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
    return Promise.all(
      treff.map(async (ett) => ({ ...ett, setning: merket(beste(await this.#tekster(ett.nummer), stammer), stammer) })),
    );
  }
}

/** Hvor mye et ord i en tekst svarer til det som ble søkt: helt, eller som en del av et sammensatt ord. */
function svarer(ord, stammer) {
  const funnet = ordene(ord).map(stamme);
  let best = 0;
  for (const [stammen, vekt] of stammer) {
    for (const ett of funnet) {
      if (ett === stammen) best = Math.max(best, vekt);
      else if (stammen.length >= 4 && (ett.startsWith(stammen) || ett.endsWith(stammen))) best = Math.max(best, vekt / 2);
    }
  }
  return best;
}

const BITER = /([\p{L}\p{N}]+(?:[,.-][\p{L}\p{N}]+)*)/u;

/** Det korteste ordet i tekstene som har stammen, med små bokstaver. */
function somSkrevet(tekster, stammen) {
  const like = tekster.flatMap((tekst) => tekst.split(BITER)).filter((bit) => stamme(fold(bit)) === stammen);
  return like.sort((a, b) => a.length - b.length)[0]?.toLowerCase();
}

/** Setningen med flest av ordene. Av like gode er den første best. */
function beste(setninger, stammer) {
  let [best, høyest] = [setninger[0] ?? "", 0];
  for (const setning of setninger) {
    const ulike = new Map();
    for (const ord of setning.split(BITER)) {
      const verdi = svarer(ord, stammer);
      if (verdi) ulike.set(stamme(fold(ord)), verdi);
    }
    const sum = [...ulike.values()].reduce((a, b) => a + b, 0) - setning.length / 5000;
    if (sum > høyest) [best, høyest] = [setning, sum];
  }
  return best;
}

/** En setning i biter. Naboer som begge traff, er én bit. */
function merket(setning, stammer) {
  const biter = [];
  for (const tekst of setning.split(BITER).filter(Boolean)) {
    const her = svarer(tekst, stammer) > 0;
    if (biter.at(-1)?.merket === her) biter.at(-1).tekst += tekst;
    else biter.push({ tekst, merket: her });
  }
  return biter;
}

/** Gjør søket klart. `rot` er adressen til forsiden. */
export async function åpne(rot) {
  const base = rot.endsWith("/") ? rot : `${rot}/`;
  const svar = await fetch(`${base}sok/oppsett.json`);
  if (!svar.ok) throw new Error(`oppsett.json: ${svar.status}`);
  const oppsett = await svar.json();
  return new Motor(base, new Register(`${base}sok/${oppsett.utgave}/`, oppsett));
}
