// The cockpit by keyboard: j and k go through the rows, Enter opens one, 1 to 4 are its steps, g w l jump to a part.
const typing = (node) => node.closest?.("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("#board [data-row]")];
const target = (row) => row.querySelector("a, button:not([disabled])");
const present = () => document.activeElement?.closest?.("[data-row]") ?? null;

function go(step) {
  const all = rows(), at = all.indexOf(present());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  if (next) target(next)?.focus();
}

function act(number) {
  const steps = present()?.querySelectorAll("form button");
  if (steps?.[number - 1] && !steps[number - 1].disabled) steps[number - 1].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (/^[1-4]$/.test(event.key)) act(Number(event.key));
  else if (event.key === "?") document.querySelector("[data-keys]").toggleAttribute("open");
  else { const part = document.querySelector(`#board [data-key="${event.key}"] [data-row]`); if (part) target(part)?.focus(); }
});

// A fresh board must not take the place away from whoever goes through it by keyboard.
let held = "";
document.addEventListener("htmx:beforeSwap", () => { held = document.activeElement?.id ?? ""; });
document.addEventListener("htmx:afterSwap", () => { if (held && document.activeElement === document.body) document.getElementById(held)?.focus(); });
