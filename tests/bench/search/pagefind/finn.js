// Pagefind slik dokumentasjonen sier: motoren hentes når feltet får fokus, og de fem første svarene vises.
const VIST = 5;
const felt = document.querySelector("#felt");
const svar = document.querySelector("#svar");
let motor;
const hent = () => {
  motor ??= import("./pagefind/pagefind.js").then(async (modul) => {
    await modul.init();
    return modul;
  });
  return motor;
};
let nummer = 0;
const finn = async () => {
  const dette = ++nummer;
  const { results } = await (await hent()).search(felt.value);
  const treff = await Promise.all(results.slice(0, VIST).map((ett) => ett.data()));
  if (dette !== nummer) return;
  svar.replaceChildren(
    ...treff.map(({ url, meta, excerpt }) => {
      const punkt = document.createElement("li");
      const lenke = document.createElement("a");
      lenke.href = url;
      lenke.textContent = meta.title;
      const avsnitt = document.createElement("p");
      avsnitt.innerHTML = excerpt; // Pagefind merker ordene selv
      punkt.append(lenke, avsnitt);
      return punkt;
    }),
  );
};
felt.addEventListener("focus", hent, { once: true });
felt.addEventListener("input", finn);
