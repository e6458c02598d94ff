// The typing test: counts the wait before the first key and what an input method composed; the server holds the clock.
const sheet = document.querySelector("[data-typing]");
const field = sheet?.querySelector("textarea");
const opened = performance.now();
let first = 0;
let composed = 0;

field?.addEventListener("keydown", () => { first ||= performance.now(); });
field?.addEventListener("compositionstart", () => { first ||= performance.now(); });
field?.addEventListener("compositionend", (event) => { composed += event.data.length; note(); });
for (const name of ["paste", "drop"]) field?.addEventListener(name, (event) => event.preventDefault());
field?.addEventListener("input", note);

function note() {
  sheet.elements.idle.value = String(Math.round((first || opened) - opened));
  sheet.elements.composed.value = String(composed);
  const said = sheet.querySelector("[data-count]");
  if (said) said.textContent = String([...field.value.replace(/\s/g, "")].length);
}
document.addEventListener("countdown:over", () => sheet?.requestSubmit());
