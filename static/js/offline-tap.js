// A tap without a network waits on the phone and is sent once: its key makes the server count it once.
const STORE = "queued-taps";

const read = () => { try { return JSON.parse(localStorage.getItem(STORE) ?? "[]"); } catch { return []; } };
const write = (taps) => localStorage.setItem(STORE, JSON.stringify(taps));
const showWaiting = () => { for (const note of document.querySelectorAll("[data-queued]")) note.hidden = read().length === 0; };

function stamp(form, name, value) {
  let field = form.elements.namedItem(name);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  if (!field.value) field.value = value;
}

for (const form of document.querySelectorAll("form[data-queue]")) {
  form.addEventListener("submit", (event) => {
    stamp(form, "key", crypto.randomUUID?.() ?? String(Math.random()).slice(2));
    stamp(form, "tapped_at", new Date().toISOString());
    if (navigator.onLine) return;
    event.preventDefault();
    const body = Object.fromEntries(new FormData(form));
    const taps = read();
    if (!taps.some((tap) => tap.action === form.action)) write([...taps, { action: form.action, body }]);
    showWaiting();
  });
}

async function sendAll() {
  for (const tap of read()) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    const body = new URLSearchParams({ ...tap.body, ...(token ? { csrfmiddlewaretoken: token } : {}) });
    const answer = await fetch(tap.action, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    if (!answer) return;
    write(read().filter((one) => one.action !== tap.action));
  }
  showWaiting();
  location.reload();
}

window.addEventListener("online", () => { if (read().length) sendAll(); });
if (navigator.onLine && read().length) sendAll();
showWaiting();
