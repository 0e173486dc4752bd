// Alt siden trenger av skript. Uten det står menyen åpen, fargene følger systemet, og alt kan leses.
(() => {
  "use strict";
  const rot = document.documentElement;
  const alle = (velger, i = document) => [...i.querySelectorAll(velger)];

  /** Menyen på smal skjerm: en knapp som åpner og lukker. Escape lukker og gir fokus tilbake. */
  const meny = () => {
    const knapp = document.querySelector(".eb-meny-knapp");
    const panel = document.getElementById("eb-meny");
    const sett = (åpen) => {
      knapp.setAttribute("aria-expanded", String(åpen));
      panel.classList.toggle("eb-apen", åpen);
    };
    knapp.addEventListener("click", () => sett(knapp.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (hendelse) => {
      if (hendelse.key !== "Escape" || knapp.getAttribute("aria-expanded") !== "true") return;
      const inne = panel.contains(document.activeElement) || document.activeElement === knapp;
      sett(false);
      if (inne) knapp.focus();
    });
  };

  /** Lyse eller mørke farger. Valget lagres først når leseren trykker. */
  const farger = () => {
    const knapp = document.querySelector(".eb-farger");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const mørke = () => (rot.dataset.farger ? rot.dataset.farger === "morke" : system.matches);
    const vis = () => {
      knapp.textContent = mørke() ? "Lyse farger" : "Mørke farger";
    };
    knapp.addEventListener("click", () => {
      rot.dataset.farger = mørke() ? "lyse" : "morke";
      try {
        localStorage.setItem("eb-farger", rot.dataset.farger);
      } catch {
        // Lagring er slått av: valget gjelder denne siden.
      }
      vis();
    });
    system.addEventListener("change", vis);
    vis();
  };

  /** En tabell som er bredere enn skjermen, må kunne rulles med tastaturet og ha et navn. */
  const tabeller = () => {
    const navn = (ramme) => {
      const tekst = ramme.querySelector("caption")?.textContent;
      if (tekst) return tekst;
      const over = alle("h1, h2, h3", ramme.closest("article") ?? document).filter(
        (overskrift) => overskrift.compareDocumentPosition(ramme) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      return over.at(-1)?.textContent ?? "";
    };
    const merk = (ramme) => {
      const bred = ramme.scrollWidth > ramme.clientWidth + 1;
      if (bred) {
        ramme.tabIndex = 0;
        ramme.setAttribute("role", "region");
        ramme.setAttribute("aria-label", `Tabell som kan rulles sidelengs: ${navn(ramme).trim()}`);
      } else {
        for (const egenskap of ["tabindex", "role", "aria-label"]) ramme.removeAttribute(egenskap);
      }
    };
    const følg = new ResizeObserver((endringer) => endringer.forEach(({ target }) => merk(target)));
    alle(".eb-tabell").forEach((ramme) => følg.observe(ramme));
  };

  /** «På denne siden» står åpen der det er plass ved siden av teksten. */
  const innhold = () => {
    const boks = document.querySelector(".eb-innhold details");
    if (!boks) return;
    const bred = matchMedia("(min-width: 72rem)");
    const vis = () => {
      boks.open = bred.matches;
    };
    bred.addEventListener("change", vis);
    vis();
  };

  /** På papir skal ingenting være lukket. */
  const papir = () => {
    let lukket = [];
    addEventListener("beforeprint", () => {
      lukket = alle("details:not([open])");
      lukket.forEach((boks) => boks.setAttribute("open", ""));
    });
    addEventListener("afterprint", () => lukket.forEach((boks) => boks.removeAttribute("open")));
  };

  const SØKET = ["sok", "sok-ord", "sok-register", "sok-felt", "sok-vis", "sok-side"]; // den siste er til søkesiden

  /** Skriptene som gir treff under søkefeltet, og oppsettet av søket, hentet side om side. Resten er sok-felt.js sitt. */
  const hentSøket = async (skjema) => {
    const rot = new URL("..", skjema.action).href;
    for (const del of SØKET) {
      const lenke = document.createElement("link");
      lenke.rel = "modulepreload";
      lenke.href = `${rot}assets/${del}.js`;
      document.head.append(lenke);
    }
    fetch(`${rot}sok/oppsett.json`).catch(() => {}); // motoren ber om det straks den er her: da er det på vei
    const { start } = await import(`${rot}assets/sok-felt.js`);
    return start(skjema, rot);
  };

  /**
   * Med skript fører søkefeltet til søkesiden. Uten fører det til alt på én side. Det som gir treff under feltet, hentes når
   * leseren går inn i det. Går det galt, står det ingen treff der, og søkesiden henter det selv, og sier fra.
   */
  const søk = () => {
    const skjema = document.querySelector(".eb-topp .eb-sok");
    skjema.action = skjema.action.replace(/alle\/$/, "sok/");
    skjema.addEventListener("focusin", () => hentSøket(skjema).catch(() => {}), { once: true });
  };

  [søk, meny, farger, tabeller, innhold, papir].forEach((del) => del());
})();
