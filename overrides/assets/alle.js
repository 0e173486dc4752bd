// «Alt i banken»: ?q=… viser bare det som har alle ordene i ID eller tittel. Uten skript står hele listen der.
(() => {
  "use strict";
  const q = (new URLSearchParams(location.search).get("q") ?? "").trim();
  const felt = document.getElementById("eb-q");
  if (!q) return;
  felt.value = q;

  /** Små bokstaver uten aksenter, så «Øst» og «ost» er det samme ordet. */
  const enkel = (tekst) =>
    tekst
      .toLowerCase()
      .replaceAll("ø", "o")
      .replaceAll("æ", "ae")
      .normalize("NFD")
      .replace(/\p{M}/gu, "");
  const ord = enkel(q).split(/\s+/);
  let treff = 0;
  for (const liste of document.querySelectorAll(".eb-alle")) {
    let her = 0;
    for (const punkt of liste.querySelectorAll("li")) {
      const tekst = enkel(punkt.textContent);
      punkt.hidden = !ord.every((ett) => tekst.includes(ett));
      if (!punkt.hidden) her += 1;
    }
    treff += her;
    liste.hidden = her === 0;
    if (liste.previousElementSibling) liste.previousElementSibling.hidden = her === 0;
  }
  const hvor = "ID-er og titler";
  const svar = document.querySelector(".eb-treff");
  svar.textContent =
    treff === 0
      ? `Ingen treff på «${q}» i ${hvor}. Prøv et annet ord, eller en del av ordet.`
      : `${treff} treff på «${q}» i ${hvor}.`;
  if (treff === 0) document.querySelectorAll(".eb-alle").forEach((liste) => (liste.hidden = true));
})();
