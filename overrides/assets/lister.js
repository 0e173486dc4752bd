// Lister: lenkene i «Velg ut» blir bokser å krysse av. Uten skript er hver verdi en side.
const alle = (velger, i) => [...i.querySelectorAll(velger)];
const ny = (navn, egenskaper, ...innhold) => {
  const node = Object.assign(document.createElement(navn), egenskaper);
  node.append(...innhold);
  return node;
};
const ramme = document.querySelector(".eb-utvalg");
const velg = ramme.querySelector(".eb-velg");
const verktøy = ramme.querySelector(".eb-verktoy");
const plass = ramme.querySelector(".eb-utvalgt");
const [treff, valgt] = verktøy.querySelectorAll("p");
const sorter = verktøy.querySelector("select");

const poster = alle("[data-v]", plass).map((p) => {
  const [li, lenke] = [p.closest("li"), p.querySelector("a")];
  const [id] = lenke.href.split("/").at(-2).split("-");
  const verdier = new Set(p.dataset.v.split(" "));
  return { id, nr: +id.slice(1), li, lenke, verdier, tid: p.dataset.tid ?? "", hjem: li.parentNode };
});
const fasetter = alle(".eb-fasett", velg).map((gruppe) => {
  const nøkkel = gruppe.dataset.f;
  const valg = alle("li", gruppe).map((li) => {
    const [lenke, tall] = li.children;
    const [side, navn] = [lenke.href.split("/").at(-2), lenke.textContent];
    const boks = ny("input", { type: "checkbox", name: nøkkel, value: side.slice(nøkkel.length + 1) });
    li.replaceChildren(ny("label", {}, boks, ny("span", {}, navn), " ", tall));
    return { boks, tall, side, navn };
  });
  return { nøkkel, navn: gruppe.firstElementChild.textContent, valg, med: [] };
});
const bokser = fasetter.flatMap((f) => f.valg);
// Listens deler: en overskrift med sitt. En del uten noe å vise, blir borte.
const deler = [];
for (const node of plass.children) {
  if (node.matches("h2") || !deler.length) deler.push([]);
  deler.at(-1).push(node);
}
const flat = ny("ul");
const sortert = ny("div", { className: plass.querySelector(".eb-liste").className }, flat);
const tabell = ny("div", { className: "eb-tabell" });
plass.append(sortert, tabell);

const styrke = ({ verdier }) => [5, 4, 3, 2, 1, 0].find((trinn) => verdier.has(`styrke-${trinn}`)) ?? -1;
const ordninger = {
  id: (a, b) => a.nr - b.nr,
  tittel: (a, b) => a.lenke.textContent.localeCompare(b.lenke.textContent, "nb"),
  styrke: (a, b) => styrke(b) - styrke(a) || a.nr - b.nr,
  ar: (a, b) => (a.tid < b.tid) - (a.tid > b.tid) || a.nr - b.nr,
};
let vist = poster;
let flyttet = false;
let somTabell = false;

const passer = (post, utenom) =>
  fasetter.every((f) => f === utenom || !f.med.length || f.med.some(({ side }) => post.verdier.has(side)));

/** Tallet ved en boks er hva den gir sammen med valgene i de andre gruppene. */
const tell = () => {
  for (const f of fasetter) f.med = f.valg.filter(({ boks }) => boks.checked);
  for (const f of fasetter) {
    const andre = poster.filter((post) => passer(post, f));
    for (const { tall, side } of f.valg) tall.textContent = andre.filter((post) => post.verdier.has(side)).length;
  }
  vist = poster.filter((post) => passer(post));
  if (sorter.value) vist.sort(ordninger[sorter.value]);
};

/** Innslagene på plass: i listens egen orden, eller i én liste. Stilen skjuler dem som er utenfor. */
const legg = () => {
  if (sorter.value) flat.append(...vist.map(({ li }) => li));
  else if (flyttet) poster.forEach(({ hjem, li }) => hjem.append(li));
  flyttet = Boolean(sorter.value);
  const med = new Set(vist);
  for (const post of poster) post.li.classList.toggle("eb-utenfor", !med.has(post));
};

const vis = async () => {
  tell();
  legg();
  const valgte = bokser.filter(({ boks }) => boks.checked);
  for (const del of deler) {
    const tom = valgte.length && !del.some((node) => node.querySelector("li:not(.eb-utenfor) > [data-v]"));
    for (const node of del) node.hidden = somTabell || flyttet || tom;
  }
  sortert.hidden = somTabell || !flyttet;
  tabell.hidden = !somTabell;
  verktøy.querySelector("[data-gjor=tabell]").setAttribute("aria-pressed", somTabell);
  treff.textContent = `Viser ${valgte.length ? `${vist.length} av` : "alle"} ${poster.length} ${verktøy.dataset.hva}.`;
  valgt.hidden = !valgte.length;
  const sagt = ({ navn, med }) => (med.length ? [`${navn}: ${med.map((ett) => ett.navn).join(" eller ")}.`] : []);
  valgt.textContent = fasetter.flatMap(sagt).join(" ");
  velg.firstElementChild.textContent = valgte.length ? `Velg ut (${valgte.length} valgt)` : "Velg ut";
  if (somTabell) (await ut()).tegn(tabell, vist, fasetter, treff.textContent);
};
// Få ber om tabell og filer: skriptet til dem hentes når noen gjør det.
const ut = () => import("./lister-ut.js");

/** Det som er valgt, står i adressen: den kan deles, og nettleserens «tilbake» angrer. */
const skriv = () => {
  const s = new URLSearchParams(alle("input:checked", velg).map(({ name, value }) => [name, value]));
  if (sorter.value) s.set("sorter", sorter.value);
  if (somTabell) s.set("vis", "tabell");
  history.pushState(null, "", `${s}` ? `?${s}` : location.pathname);
  vis();
};
const les = () => {
  const s = new URLSearchParams(location.search);
  for (const { boks } of bokser) boks.checked = s.getAll(boks.name).includes(boks.value);
  sorter.value = s.get("sorter") ?? "";
  if (sorter.selectedIndex < 0) sorter.value = "";
  somTabell = s.get("vis") === "tabell";
  vis();
};
const last = async (slag) => {
  try {
    await (await ut()).last(slag, vist, verktøy.dataset);
  } catch {
    treff.textContent = "Fikk ikke hentet dataene. Prøv igjen.";
  }
};
const gjør = {
  csv: () => last("csv"),
  json: () => last("json"),
  tabell: () => {
    somTabell = !somTabell;
    skriv();
  },
  nullstill: () => {
    for (const { boks } of bokser) boks.checked = false;
    sorter.value = "";
    somTabell = false;
    skriv();
  },
};
ramme.addEventListener("change", skriv);
verktøy.addEventListener("click", ({ target }) => gjør[target.dataset.gjor]?.());
addEventListener("popstate", les);

velg.open = matchMedia("(min-width: 60rem)").matches;
verktøy.hidden = false;
les();
