// Det som er vist i en liste, som tabell og som fil. Lages i nettleseren; dataene er de samme som ligger åpent ute.
const ny = (navn, egenskaper, ...innhold) => {
  const node = Object.assign(document.createElement(navn), egenskaper);
  node.append(...innhold);
  return node;
};

/** En tabell med det listen viser, i samme rekkefølge: en kolonne for hver gruppe av valg. Den kan rulles med tastene. */
export const tegn = (ramme, poster, fasetter, tittel) => {
  const medÅr = poster.some(({ tid }) => tid);
  const navn = ["ID", "Tittel", ...(medÅr ? ["År"] : []), ...fasetter.map((f) => f.navn)];
  const rad = ({ id, lenke, tid, verdier }) => {
    const svar = fasetter.map((f) => f.valg.filter(({ side }) => verdier.has(side)).map((valg) => valg.navn));
    const celler = [...(medÅr ? [tid.slice(0, 4) || "Ikke kjent"] : []), ...svar.map((alle) => alle.join("; "))];
    const hode = ny("th", { scope: "row" }, id.toUpperCase());
    return ny("tr", {}, hode, ...[lenke.cloneNode(true), ...celler].map((celle) => ny("td", {}, celle)));
  };
  const hoder = navn.map((ett) => ny("th", { scope: "col" }, ett));
  const kropp = ny("tbody", {}, ...poster.map(rad));
  const tabell = ny("table", {}, ny("caption", {}, tittel), ny("thead", {}, ny("tr", {}, ...hoder)), kropp);
  ramme.tabIndex = 0;
  ramme.setAttribute("role", "region");
  ramme.setAttribute("aria-label", "Tabell som kan rulles sidelengs");
  ramme.replaceChildren(tabell);
};

const hent = async (adresse) => {
  const svar = await fetch(adresse);
  if (!svar.ok) throw new Error(`${svar.status} ${adresse}`);
  return svar;
};

/** Radene med disse ID-ene slik de står i den åpne filen, i denne rekkefølgen. Mangler en, er det feil fil. */
const plukk = (rader, ider) =>
  ider.map((id) => {
    if (!rader.has(id)) throw new Error(`${id} mangler`);
    return rader.get(id);
  });

const lag = {
  csv: async (ider, { mappe, rot }) => {
    const tekst = await (await hent(`${rot}data/${mappe}.csv`)).text();
    const [hode, ...linjer] = tekst.match(/(?:"[^"]*"|[^"\n])+\n/g);
    const rader = new Map(linjer.map((linje) => [linje.slice(0, linje.indexOf(",")), linje]));
    return hode + plukk(rader, ider).join("");
  },
  json: async (ider, { rot }) => {
    const data = await (await hent(`${rot}data/erfaringsbank.json`)).json();
    const rader = new Map(data.poster.map((post) => [post.id, post]));
    data.om.utvalg = location.href;
    data.poster = plukk(rader, ider);
    return `${JSON.stringify(data, null, 1)}\n`;
  },
};
const slags = { csv: "text/csv", json: "application/json" };

/** Last ned det som er vist, med kolonnene og feltene fra de åpne dataene. */
export const last = async (slag, poster, hvor) => {
  const tekst = await lag[slag](poster.map(({ id }) => id), hvor);
  const href = URL.createObjectURL(new Blob([tekst], { type: `${slags[slag]};charset=utf-8` }));
  ny("a", { href, download: `${hvor.mappe}-${hvor.dato}.${slag}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
};
