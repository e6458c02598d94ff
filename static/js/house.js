// What every page gets when scripts run. Nothing here is needed: each page works without it.

// Countdowns: the server says how much is left, the wall clock of the phone is never trusted.
const started = performance.now();

function leftWords(seconds, lang) {
  const zh = lang.startsWith("zh");
  const h = Math.floor(seconds / 3600), m = Math.floor((seconds % 3600) / 60), s = seconds % 60;
  if (h >= 24) { const d = Math.floor(h / 24); return zh ? `${d} 天 ${h % 24} 小时` : `${d} d ${h % 24} h`; }
  if (h) return zh ? `${h} 小时 ${m} 分` : `${h} h ${m} min`;
  if (m >= 10) return zh ? `${m} 分` : `${m} min`;
  return `${m}:${String(s).padStart(2, "0")}`;
}

function tick() {
  const gone = Math.floor((performance.now() - started) / 1000);
  for (const node of document.querySelectorAll(".countdown[data-left]")) {
    node.dataset.since ??= String(gone);
    const left = Number(node.dataset.left) - (gone - Number(node.dataset.since));
    if (left > 0) { node.textContent = leftWords(left, document.documentElement.lang); continue; }
    if (node.dataset.over) node.textContent = node.dataset.over;
    node.classList.add("over");
    node.removeAttribute("data-left");
    node.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
  }
}

// Menus close when one looks elsewhere.
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }
}

// A double tap sends once: the server would answer the same, but the person shouldn't wonder.
function once(event) {
  const form = event.target;
  if (form.dataset.sent && form.method === "post") { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) button.setAttribute("aria-busy", "true");
}

// Cells without a label take the one of their column, so that rows read well on a phone.
function labelRows(root) {
  for (const table of root.querySelectorAll("table.rows")) {
    const heads = [...table.querySelectorAll("thead th")].map((th) => (th.querySelector(":scope > .unseen:only-child") ? "" : th.textContent.trim()));
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, i) => { if (heads[i] && !cell.dataset.label) cell.dataset.label = heads[i]; });
    }
  }
}

// A chosen or dropped file says its name.
function showFile(input) {
  const place = input.closest(".drop")?.querySelector(".chosen");
  if (place) place.textContent = [...input.files].map((f) => f.name).join(", ");
}

document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("submit", once);
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});
document.addEventListener("change", (e) => { if (e.target.matches?.(".drop input[type=file]")) showFile(e.target); });
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (e) => e.target.closest?.(".drop")?.classList.toggle("over", kind === "dragenter" || kind === "dragover"));
}
document.addEventListener("change", (e) => { if (e.target.matches?.("form[data-auto] :is(select, input)")) e.target.form.requestSubmit(); });
document.addEventListener("htmx:load", (e) => labelRows(e.target));
labelRows(document);
if (document.querySelector(".countdown")) tick();
setInterval(tick, 1000);
