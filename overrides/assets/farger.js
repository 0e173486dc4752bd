// Kjører før siden tegnes, så den som har valgt farger, ikke ser de andre først.
(() => {
  const rot = document.documentElement;
  rot.classList.replace("no-js", "js");
  try {
    const valgt = localStorage.getItem("eb-farger");
    if (valgt === "lyse" || valgt === "morke") rot.dataset.farger = valgt;
  } catch {
    // Lagring er slått av: siden følger systemets farger.
  }
})();
