// Registeret: filene til én utgave, og det som står i dem. De lages av scripts/erfaringsbank/search/index.py.

// Hvor mye et annet ord enn det som ble skrevet, teller.
export const VEKT = { "=": 1, "~": 0.478, "-": 0.486, synonym: 0.589, begynnelse: 0.304, skrivemåte: 0.896, delt: 0.9, samlet: 1.87, i_uttrykk: 0.877, andre_i_uttrykk: 0.6, halvt: 0.58, ledd: 0.772, ved_siden: 0.83, feil: [1, 0.75, 0.5, 0.4] };

/** Plassen til den siste grensen som ikke kommer etter `start`. */
function siste(grenser, start) {
  let [fra, til] = [0, grenser.length];
  while (til - fra > 1) {
    const midt = (fra + til) >> 1;
    if (grenser[midt] <= start) fra = midt;
    else til = midt;
  }
  return fra;
}

/** FNV-1a på 32 biter. */
function spredt(tekst) {
  let tall = 0x811c9dc5;
  for (const tegn of tekst) tall = Math.imul(tall ^ tegn.charCodeAt(0), 0x01000193);
  return tall >>> 0;
}

/** Henter filene til én utgave, hver bare én gang. */
export class Register {
  constructor(mappe, oppsett) {
    this.mappe = mappe;
    this.oppsett = oppsett;
    this.hentet = new Map();
    this.deler = new Map();
    this.lest = new Map();
  }

  hent(fil) {
    if (!this.hentet.has(fil)) {
      const priority = /^(setninger|pakke)/.test(fil) ? "low" : "high"; // det treffene er laget av, går foran
      const svar = fetch(this.mappe + fil, { priority }).then((svar) => {
        if (!svar.ok) throw new Error(`${fil}: ${svar.status}`);
        return svar.json();
      });
      svar.catch(() => this.hentet.delete(fil)); // en som mistet nettet, kan prøve igjen
      this.hentet.set(fil, svar);
    }
    return this.hentet.get(fil);
  }

  /**
   * Hent pakkene, to om gangen: hver har mange av filene over. `ledig` gir et løfte om at leseren ikke venter på noe.
   * Det som er hentet fra før, blir stående.
   */
  async hentPakker(ledig) {
    const { pakker = [] } = this.oppsett;
    if (this.pakker || navigator.connection?.saveData) return;
    this.pakker = true;
    const igjen = pakker.flatMap(([mappe, starter]) => starter.map((start, plass) => [mappe, plass, start])).values();
    const neste = async () => {
      for (const [mappe, plass, start] of igjen) {
        await ledig();
        const filer = await this.hent(`pakke/${mappe}-${plass}.json`);
        filer.forEach((fil, i) => this.#husk(`${mappe}/${start + i}.json`, fil));
      }
    };
    try {
      await Promise.all([neste(), neste()]);
    } catch (feil) {
      this.pakker = false; // en som mistet nettet, kan prøve igjen
      throw feil;
    }
  }

  #husk(fil, innhold) {
    if (!this.hentet.has(fil)) this.hentet.set(fil, Promise.resolve(innhold));
  }

  /** Delen et ord står i, om det er kjent. */
  del(ord) {
    return siste(this.oppsett.grenser, ord);
  }

  /** Hent delene der ord som begynner slik, kan stå, og gi ordene i dem: de korteste ordene står i den første. */
  async medStart(start, flest = Infinity) {
    const [første, siste] = [this.del(start), this.del(`${start}~`)];
    const deler = Array.from({ length: Math.min(siste - første + 1, flest) }, (_, i) => første + i);
    await this.#lastDeler(deler);
    return deler.flatMap((del) => [...this.alle(del)]);
  }

  /** Stammene med de samme siste bokstavene, til ord med en feil blant de første. */
  medSlutt(ord) {
    const start = [...ord].reverse().slice(0, 3).join("");
    return this.hent(`slutt/${siste(this.oppsett.slutter, start)}.json`);
  }

  /** Hent delene som disse ordene står i. */
  last(ord) {
    return this.#lastDeler(ord.map((ett) => this.del(ett)));
  }

  async #lastDeler(deler) {
    const nye = [...new Set(deler)].filter((del) => !this.deler.has(del));
    await Promise.all(
      nye.map(async (del) => {
        const linjer = await this.hent(`ord/${del}.json`);
        this.deler.set(del, new Map(linjer.map((linje) => linje.split("|")).map(([stammen, ...felt]) => [stammen, felt])));
      }),
    );
  }

  /** Det som står om en stamme, når delen er hentet: [dokumenter, andre ord]. */
  felt(stammen, anker = stammen) {
    return this.deler.get(this.del(anker))?.get(stammen) ?? [];
  }

  /** Om en stamme står i noe: et ord som bare fører til et annet, har ingen dokumenter. */
  finnes(stammen) {
    return Boolean(this.felt(stammen)[0]);
  }

  /** Det å lete etter i tillegg: [stammer som hører sammen, hvor mye de teller]. */
  andre(stammen, anker = stammen) {
    const andre = this.felt(stammen, anker)[1]?.split(",") ?? [];
    return andre.filter(Boolean).map((ord) => [ord.replace(/^[=~-]/, "").split("_"), VEKT[ord[0]] ?? VEKT.synonym]);
  }

  /** Dokumentene der to stammer står ved siden av hverandre, bare slike som har begge. Se search/pairs.py. */
  async par(første, andre) {
    const { par } = this.oppsett;
    const tall = spredt(`${første}_${andre}`);
    const merke = (Math.floor(tall / par) % 46656).toString(36).padStart(3, "0");
    const [fil] = await Promise.all([this.hent(`par/${tall % par}.json`), this.last([første, andre])]);
    const rad = fil.split(";").find((en) => en.startsWith(merke)) ?? "";
    const hele = [første, andre].filter((en) => this.treff(en).numre.length === this.antall(en)); // av de vanligste kjennes bare noen
    const har = hele.map((en) => new Set(this.treff(en).numre));
    const numre = rad.slice(3).split(",").map((en) => parseInt(en, 36));
    return numre.filter((nummer) => nummer >= 0 && har.every((en) => en.has(nummer)));
  }

  /** Stammene i en hentet del, også dem som bare fører til et annet ord. */
  *alle(del) {
    for (const stammen of this.deler.get(del)?.keys() ?? []) if (!/[_#]/.test(stammen)) yield stammen;
  }

  /** Dokumentene som heter akkurat dette, når delen til det første ordet er hentet. */
  medTittel(stammer) {
    return stammer.length ? this.treff(`#${stammer.join("_")}`, stammer[0]).numre : [];
  }

  /** Hvor mange dokumenter en stamme står i, også når bare de viktigste er med. */
  antall(stammen) {
    const alle = this.felt(stammen)[2];
    return alle ? parseInt(alle, 36) : this.treff(stammen).numre.length;
  }

  /** Dokumentene til en stamme: numrene i rekkefølge, og hvor mye hvert handler om den. Det som er lest, huskes. */
  treff(stammen, anker = stammen) {
    const husket = this.lest.get(stammen);
    if (husket) return husket;
    const felt = this.felt(stammen, anker)[0] ?? "";
    const numre = [];
    const vekter = [];
    let nummer = -1;
    let steg = 0;
    for (let i = 0; i < felt.length; i += 1) {
      const tegn = felt.charCodeAt(i);
      const vekt = VEKTER[tegn];
      if (!vekt) {
        steg = steg * 36 + tegn - (tegn < 58 ? 48 : 87); // base 36
        continue;
      }
      nummer += steg || 1;
      numre.push(nummer);
      vekter.push(vekt);
      steg = 0;
    }
    const funnet = { numre, vekter };
    if (felt) this.lest.set(stammen, funnet);
    return funnet;
  }
}

// Vekten til hvert tegn. De samme tegnene, og den samme øverste vekten, som i search/index.py.
const TEGN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'()*+-./:;<=>?@[]^_`{}";
const TAK = 12;
const VEKTER = new Float64Array(128);
for (let nivå = 0; nivå < TEGN.length; nivå += 1) VEKTER[TEGN.charCodeAt(nivå)] = TAK * (nivå / (TEGN.length - 1)) ** 2 || 0.01;
