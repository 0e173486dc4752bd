// Sammenligning av to til fire caser eller modeller. Valget står i adressen: ?c=c1&c=c2. Cellene er laget sammen med
// nettstedet og hentes én fil per post, så ord, lenker og kilder er de samme som på de faste sidene.
const FLEST = 4;
const MERKER = ["Ulikt", "Likt", "Uvisst"];
const data = new URL("../sammenlign/data/", import.meta.url);
const hentet = new Map();

/** Et element med tekst i. Tekst er tekst, aldri HTML. */
const lag = (navn, tekst = "", egenskaper = {}) => {
  const element = document.createElement(navn);
  element.textContent = tekst;
  for (const [egenskap, verdi] of Object.entries(egenskaper)) element.setAttribute(egenskap, verdi);
  return element;
};

/** «a, b og c». */
const ramse = (ord) => (ord.length > 1 ? `${ord.slice(0, -1).join(", ")} og ${ord.at(-1)}` : (ord[0] ?? ""));

/** Det samme som `comparing.mark` i Python: tekster får ikke noe merke. */
const merke = (svar) => {
  if (svar.includes(null)) return "";
  const lest = new Set(svar.filter(Boolean));
  if (lest.size > 1) return MERKER[0];
  return lest.size === 1 && svar.every(Boolean) ? MERKER[1] : MERKER[2];
};

/** Kolonnen til én post: overskriften og cellene, med lenker som gjelder fra denne siden. */
const kolonne = ({ navn, hode, celler }, fil) => {
  const tabell = `<table><tbody><tr>${hode}${celler.join("")}</tr></tbody></table>`;
  const rad = new DOMParser().parseFromString(tabell, "text/html").querySelector("tr");
  for (const lenke of rad.querySelectorAll("a[href]")) lenke.href = new URL(lenke.getAttribute("href"), fil).href;
  const [først, ...resten] = [...rad.children].map((celle) => document.importNode(celle, true));
  return { navn, hode: først, celler: resten };
};

/** Hent en post. Den samme hentes bare én gang; går det galt, kan den hentes på nytt. */
const hent = (id) => {
  const fil = new URL(`${id}.json`, data);
  if (!hentet.has(id)) {
    const svar = fetch(fil).then((svar) => {
      if (!svar.ok) throw new Error(`${svar.status}`);
      return svar.json();
    });
    svar.catch(() => hentet.delete(id));
    hentet.set(id, svar);
  }
  return hentet.get(id).then((post) => kolonne(post, fil));
};

/** Tabellen, laget av formen som ligger i siden. */
const bygg = (form, kolonner) => {
  const figur = form.content.firstElementChild.cloneNode(true);
  figur.className = `eb-sml eb-sml-${kolonner.length}`;
  figur.querySelector("caption").textContent = `${ramse(kolonner.map(({ navn }) => navn))} side om side`;
  figur.querySelector("thead tr").append(...kolonner.map(({ hode }) => hode));
  figur.querySelectorAll("tbody tr").forEach((rad, nummer) => {
    const celler = kolonner.map((en) => en.celler[nummer]);
    const ord = merke(celler.map((celle) => celle.dataset.svar ?? null));
    if (ord) rad.firstElementChild.append(" ", lag("span", ord, { class: `eb-sml-merke eb-sml-${ord.toLowerCase()}` }));
    rad.append(...celler);
  });
  return figur;
};

const start = (rot) => {
  const skjema = rot.querySelector("form");
  const sagt = rot.querySelector(".eb-sml-sagt");
  const valgte = rot.querySelector(".eb-sml-valgte");
  const sted = rot.querySelector(".eb-sml-svar");
  const mal = rot.querySelector("template");
  const { slag } = rot.dataset;
  const fraFør = [...sted.childNodes];
  const tittel = document.title;
  let runde = 0;

  const første = skjema.querySelector("select");
  const navn = new Map([...første.options].filter(({ value }) => value).map(({ value, text }) => [value, text]));
  for (let nummer = 2; nummer <= Math.min(FLEST, navn.size); nummer += 1) {
    const avsnitt = første.closest("p").cloneNode(true);
    const felt = avsnitt.querySelector("select");
    felt.id = `eb-sml-${nummer}`;
    avsnitt.querySelector("label").htmlFor = felt.id;
    avsnitt.querySelector("label").textContent = nummer > 2 ? `Nummer ${nummer}, om du vil` : `Nummer ${nummer}`;
    skjema.querySelector("fieldset").append(avsnitt);
  }
  const felter = [...skjema.querySelectorAll("select")];

  const adresse = (ider) => {
    const ny = new URL(location.href);
    ny.hash = "";
    ny.search = new URLSearchParams(ider.map((id) => [slag, id])).toString();
    return ny;
  };

  /** Det adressen ber om: de som finnes, hver én gang og høyst fire; og det som ikke kan vises. */
  const bedt = () => {
    const ønsket = [...new Set(new URLSearchParams(location.search).getAll(slag))].filter(Boolean);
    const finnes = ønsket.filter((id) => navn.has(id));
    const borte = ønsket.filter((id) => !navn.has(id));
    const anker = location.hash.slice(1);
    if (!ønsket.length && navn.has(anker)) finnes.push(anker);
    return { ider: finnes.slice(0, FLEST), borte, forMange: finnes.length > FLEST };
  };

  const gåTil = (ider) => {
    history.pushState(null, "", adresse(ider));
    return vis();
  };

  const fjern = (id, ider) => {
    const knapp = lag("button", "Fjern", { type: "button" });
    knapp.append(lag("span", ` ${navn.get(id)}`, { class: "eb-skjult" }));
    knapp.addEventListener("click", async () => {
      await gåTil(ider.filter((annen) => annen !== id));
      (valgte.querySelector("button") ?? felter[0]).focus();
    });
    const punkt = lag("li", `${navn.get(id)} `);
    punkt.append(knapp);
    return punkt;
  };

  /** Vis det adressen ber om. Kommer det en ny adresse mens noe hentes, gjelder den siste. */
  const vis = async () => {
    const denne = (runde += 1);
    const { ider, borte, forMange } = bedt();
    felter.forEach((felt, nummer) => (felt.value = ider[nummer] ?? ""));
    const ord = borte.length ? [`Fant ikke ${ramse(borte.map((id) => id.slice(0, 12)))}.`] : [];
    if (forMange) ord.push(`Bare de ${FLEST} første vises.`);
    let figur = null;
    try {
      const kolonner = ider.length > 1 ? await Promise.all(ider.map(hent)) : [];
      if (kolonner.length) figur = bygg(mal, kolonner);
    } catch {
      ord.push("Kunne ikke hente alt som skulle sammenlignes. Prøv igjen.");
    }
    if (denne !== runde) return;
    const navnene = ramse(ider.map((id) => navn.get(id)));
    const ulike = figur?.querySelectorAll(".eb-sml-ulikt").length;
    if (figur) ord.unshift(`Viser ${navnene}.${slag === "c" ? ` Ulikt svar på ${ulike} av ${figur.querySelectorAll(".eb-sml-merke").length} punkter.` : ""}`);
    else if (ider.length === 1) ord.unshift(`${navnene} er valgt. Velg minst én til.`);
    sted.replaceChildren(...(figur ? [figur] : fraFør));
    valgte.replaceChildren(...(figur ? ider.map((id) => fjern(id, ider)) : []));
    valgte.hidden = !figur;
    document.title = figur ? `${navnene} – ${tittel}` : tittel;
    sagt.textContent = ord.join(" ");
  };

  skjema.addEventListener("submit", (hendelse) => {
    hendelse.preventDefault();
    const ider = [...new Set(felter.map(({ value }) => value).filter(Boolean))];
    if (ider.length > 1) gåTil(ider);
    else sagt.textContent = "Velg minst to.";
  });
  addEventListener("popstate", vis);
  skjema.hidden = false;
  return vis();
};

document.querySelectorAll(".eb-sml-valg").forEach(start);
