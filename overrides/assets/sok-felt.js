// Feltet øverst på hver side: de første treffene står under det mens leseren skriver. Hentes når hun går inn i feltet.
import { åpne } from "./sok.js";
import { antallTreff, lag, slag } from "./sok-vis.js";

const FØRST = 6; // treff under feltet, så mange som søkesiden viser først
const MINST = 3; // bokstaver før det søkes
const OPPLESING = 900; // millisekunder før skjermleseren får høre antallet, som på søkesiden

/** Ett treff: tittelen, og under den hva det er og hvor. */
const ettTreff = (treff) => {
  const om = [slag(treff), treff.sted].filter(Boolean).join(", ");
  return lag("li", {}, lag("a", { href: treff.url }, lag("span", {}, treff.tittel), " ", lag("span", {}, om)));
};

/** Det som står under feltet når `svar` er svaret på `ord`. Den siste linjen fører til `alle`. */
const innhold = ({ ord, svar }, alle) => {
  const tekst = [!svar.antall && `Ingen treff på «${ord}»`, svar.mente && `Vi lette etter «${svar.mente}»`];
  const lenke = lag("a", { href: alle }, svar.antall > 1 ? `Alle ${antallTreff(svar.antall)}` : "Til søkesiden");
  const linjer = tekst.filter(Boolean).map((linje) => lag("p", {}, linje));
  return [...linjer, lag("ul", { "aria-label": "Treff" }, ...svar.treff.map(ettTreff), lag("li", {}, lenke))];
};

/** Det skjermleseren får høre. */
const sagtOm = ({ ord, svar }) => {
  const funnet = svar.antall ? antallTreff(svar.antall) : "Ingen treff";
  const mente = svar.mente ? ` Vi lette etter «${svar.mente}».` : "";
  return `${funnet} på «${ord}».${mente}${svar.antall ? " Pil ned går til listen." : ""}`;
};

/**
 * Panelet med treffene: en vanlig liste av lenker, rett etter feltet og knappen. Feltet er et søkefelt og ikke en
 * `combobox`, så `aria-expanded` hører ikke hjemme på det: at listen er der, blir sagt.
 */
class Panel {
  #svar = null; // det nyeste
  #tegnet = null; // det som står der
  #avvist = ""; // ordene leseren har lukket panelet for
  #opplesing;

  constructor(skjema) {
    this.skjema = skjema;
    this.felt = skjema.elements.q;
    this.boks = lag("div", { class: "eb-felttreff", id: "eb-felttreff", hidden: "", tabindex: "-1" }); // et trykk i boksen flytter ikke fokus ut av skjemaet
    this.sagt = lag("div", { class: "eb-skjult", role: "status" });
    skjema.append(this.boks, this.sagt);
    this.felt.setAttribute("aria-controls", this.boks.id);
    this.felt.addEventListener("focus", () => this.vis());
    this.felt.addEventListener("click", () => this.#igjen());
    skjema.addEventListener("keydown", (hendelse) => this.#tast(hendelse));
    skjema.addEventListener("focusout", ({ relatedTarget }) => skjema.contains(relatedTarget) || this.lukk());
    addEventListener("pagehide", () => this.lukk()); // så panelet ikke står der når leseren går tilbake
  }

  /** Ta imot svaret på et søk. `null` er et søk som gikk galt. */
  svart(ord, svar) {
    this.#svar = svar && { ord, svar };
    if (svar) this.vis();
    else if (document.activeElement === this.felt) this.lukk();
  }

  /** Vis det nyeste svaret, når det er svaret på det som står i feltet, og leseren er der. */
  vis() {
    const ord = this.felt.value.trim();
    if (ord.length < MINST) this.lukk();
    if (this.#svar?.ord !== ord || ord === this.#avvist || document.activeElement !== this.felt) return;
    if (this.#tegnet === this.#svar && !this.boks.hidden) return;
    if (this.#tegnet !== this.#svar) {
      this.#tegnet = this.#svar;
      this.boks.replaceChildren(...innhold(this.#svar, `${this.skjema.action}?${new URLSearchParams({ q: ord })}`));
    }
    this.boks.hidden = false;
    this.#si(sagtOm(this.#svar));
  }

  lukk() {
    this.boks.hidden = true;
    clearTimeout(this.#opplesing);
    this.sagt.textContent = "";
  }

  /** Leseren ber om panelet hun lukket. */
  #igjen() {
    this.#avvist = "";
    this.vis();
  }

  #si(tekst) {
    clearTimeout(this.#opplesing);
    this.#opplesing = setTimeout(() => (this.sagt.textContent = tekst), OPPLESING);
  }

  #tast(hendelse) {
    const { key, altKey, ctrlKey, metaKey, shiftKey, isComposing } = hendelse;
    if (altKey || ctrlKey || metaKey || shiftKey || isComposing) return;
    if (key === "Escape" && !this.boks.hidden) this.#avvis(hendelse);
    if (key === "ArrowDown" || key === "ArrowUp") this.#gå(hendelse, key === "ArrowDown" ? 1 : -1);
  }

  /** Escape lukker panelet, og ikke noe annet: ordene blir stående, og menyen åpen. */
  #avvis(hendelse) {
    hendelse.preventDefault();
    hendelse.stopPropagation();
    this.#avvist = this.felt.value.trim();
    this.felt.focus();
    this.lukk();
  }

  /** Ett steg i rekken av feltet og lenkene. */
  #gå(hendelse, steg) {
    if (this.boks.hidden && steg > 0) this.#igjen();
    const stopp = this.boks.hidden ? [] : [this.felt, ...this.boks.querySelectorAll("a")];
    const neste = stopp[stopp.indexOf(document.activeElement) + steg];
    if (!neste || !stopp.includes(document.activeElement)) return;
    hendelse.preventDefault();
    neste.focus();
  }
}

/**
 * Søk mens leseren skriver i feltet i `skjema`. Et søk hun har skrevet seg forbi, stanser når ordene er slått opp, så
 * kortene til det neste slipper fram. `rot` er adressen til forsiden. På søkesiden står svarene på siden selv, og her
 * blir delene av dem bare hentet.
 */
export const start = async (skjema, rot) => {
  const felt = skjema.elements.q;
  const motor = await åpne(rot);
  const panel = document.querySelector(".eb-sokeside") ? null : new Panel(skjema);
  let sist = "";
  const svarPå = async (ord) => {
    await motor.tolk(ord);
    return ord === sist && motor.søk(ord, { antall: FØRST });
  };
  const hent = async () => {
    const ord = felt.value.trim();
    panel?.vis();
    if (ord !== sist && ord.length >= MINST) {
      sist = ord;
      const svar = await svarPå(ord).catch(() => null);
      if (ord !== sist) return;
      panel?.svart(ord, svar);
      if (!svar) sist = ""; // en som mistet nettet, kan prøve igjen
    }
    import("./sok-setning.js").catch(() => {}); // søkesiden trenger den: nå venter ingen på noe annet
  };
  felt.addEventListener("input", hent);
  hent();
};
