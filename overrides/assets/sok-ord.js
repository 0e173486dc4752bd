// Ordene i søket: foldet, delt og stammet. scripts/erfaringsbank/search/words.py gjør det samme (tests/sok/ holder dem like).

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

/** De foldede ordene i en tekst. «1 200» er ett ord. */
export const ordene = (tekst) => fold(tekst).replace(/(?<![0-9,])([0-9]{1,3})\s(?=[0-9]{3}(?![0-9]))/g, "$1").match(/[0-9]+,[0-9]+|[a-z0-9]+/g) ?? [];

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

const FREMMEDE = "ornas ernas aste orna erna ade ats its are ors nas ast or ad at it te na".split(" ");

/** Stammene et foldet ord fra et naboland kan være en form av: «fragor» er «frag». */
export const uten = (ord) => {
  const kortere = FREMMEDE.filter((endelse) => ord.endsWith(endelse)).map((endelse) => ord.slice(0, ord.length - endelse.length));
  return [...new Set(kortere.filter((ett) => ett.length >= 4).map(stamme))];
};

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
