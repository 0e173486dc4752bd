// En side som leder til en annen, tar med ankeret i adressen: /f3/#kostnad ender på kostnaden. Uten skript leder siden
// dit likevel, uten ankeret.
const lenke = document.querySelector("a.eb-videre");
if (lenke) location.replace(lenke.href + location.hash);
