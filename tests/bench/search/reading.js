// Settes inn i hver side før dens egne skript: ser når den første tasten kom, og når et svar sto der. Ingenting tegnes.
(() => {
  const lik = (velger) => {
    const røtter = [document, ...[...(document.body?.children ?? [])].map((ett) => ett.shadowRoot).filter(Boolean)];
    return røtter.flatMap((rot) => [...rot.querySelectorAll(velger)]);
  };
  const titler = (velger) => lik(velger).slice(0, 5).map((ett) => ett.textContent).join("\n");
  const måling = { tast: null, svar: null, titler };
  window.__bench = måling;
  addEventListener("keydown", (tast) => (måling.tast ??= performance.timeOrigin + tast.timeStamp), true);

  const nytt = (velger, før, frist) =>
    new Promise((ferdig) => {
      const start = performance.now();
      const se = () => {
        const her = titler(velger);
        if (her && her !== før) ferdig(performance.now());
        else if (performance.now() - start > frist) ferdig(null);
        else requestAnimationFrame(se);
      };
      se();
    });
  måling.vent = async (velger, frist) => {
    const når = await nytt(velger, "", frist);
    måling.svar = når === null ? "ingen" : performance.timeOrigin + når;
  };
  // Et søk til, limt inn i feltet: tiden til det står andre treff der. null når det ikke kom noen.
  måling.søk = async (felt, velger, ord, frist) => {
    const før = titler(velger);
    const boks = lik(felt)[0];
    boks.focus();
    const start = performance.now();
    boks.value = ord;
    boks.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    boks.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, composed: true }));
    const slutt = await nytt(velger, før, frist);
    return slutt === null ? null : slutt - start;
  };
})();
