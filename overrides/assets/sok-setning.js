// Setningen som svarer best, i biter der ordene som traff er merket. Det som er regnet ut om et ord, huskes.
import { fold, ordene, stamme } from "./sok-ord.js";

const BITER = /([\p{L}\p{N}]+(?:[,.-][\p{L}\p{N}]+)*)/u;
const LANG = 4; // så mange bokstaver har en stamme som kan være en del av et sammensatt ord

const kjente = new Map();
const delte = new WeakMap();

/** Stammen til det hele, og stammene til ordene i en bit av en tekst. */
function stammene(bit) {
  if (!kjente.has(bit)) kjente.set(bit, { hele: stamme(fold(bit)), hver: ordene(bit).map(stamme) });
  return kjente.get(bit);
}

/** Setningene til et dokument, hver delt i ord og det som står mellom dem. */
function biter(setninger) {
  if (!delte.has(setninger)) delte.set(setninger, setninger.map((setning) => setning.split(BITER)));
  return delte.get(setninger);
}

/** Hvor mye en bit svarer til det som ble søkt, som funksjon: helt, eller som en del av et sammensatt ord. */
export function måler(stammer) {
  const lange = [...stammer].filter(([stammen]) => stammen.length >= LANG);
  const målt = new Map();
  const ett = (ord) => {
    let best = stammer.get(ord) ?? 0;
    for (const [stammen, vekt] of lange) {
      if (vekt / 2 > best && (ord.startsWith(stammen) || ord.endsWith(stammen))) best = vekt / 2;
    }
    return best;
  };
  return (bit) => {
    if (!målt.has(bit)) målt.set(bit, Math.max(0, ...stammene(bit).hver.map(ett)));
    return målt.get(bit);
  };
}

/** Det korteste ordet i tekstene som har stammen, med små bokstaver. */
export function somSkrevet(tekster, stammen) {
  const like = tekster.flatMap((tekst) => tekst.split(BITER)).filter((bit) => stammene(bit).hele === stammen);
  return like.sort((a, b) => a.length - b.length)[0]?.toLowerCase();
}

/** Setningen med flest av ordene, i biter. Av like gode er den første best. */
export function beste(setninger, svarer) {
  const alle = biter(setninger);
  let [best, høyest] = [alle[0] ?? [], 0];
  alle.forEach((setning, nummer) => {
    const ulike = new Map();
    for (const bit of setning) {
      const verdi = svarer(bit);
      if (verdi) ulike.set(stammene(bit).hele, verdi);
    }
    const sum = [...ulike.values()].reduce((a, b) => a + b, 0) - setninger[nummer].length / 5000;
    if (sum > høyest) [best, høyest] = [setning, sum];
  });
  return best;
}

/** En setning med det som traff, merket. Naboer som begge traff, er én bit. */
export function merket(setning, svarer) {
  const funnet = [];
  for (const tekst of setning.filter(Boolean)) {
    const her = svarer(tekst) > 0;
    if (funnet.at(-1)?.merket === her) funnet.at(-1).tekst += tekst;
    else funnet.push({ tekst, merket: her });
  }
  return funnet;
}
