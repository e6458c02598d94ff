// What waits on this phone is shown on the shift it belongs to. The worker keeps and sends it; this page only says so, and
// without a network shows the check-in that it was loaded too early for. The server judges when it arrives.
const shift = document.querySelector("[data-shift]")?.dataset.shift;
const mine = (tap) => tap.action.includes(shift);
let waits = false;
const ask = async (what) => (await navigator.serviceWorker.ready).active?.postMessage({ ask: what });

function words(tap) {
  const path = new URL(tap.action).pathname;
  return document.querySelector(`form[data-queue][action="${path}"]`)?.dataset.queue ?? path.split("/").at(-2);
}

function show({ taps, refused, sent }) {
  const waiting = taps.filter(mine), place = document.querySelector("[data-queued]");
  waits = waiting.length > 0;
  place.hidden = !waits;
  const said = place.querySelector("[data-queued-words]");
  said.textContent = `${said.dataset.one} ${waiting.map(words).join(", ")}`;
  for (const tap of waiting) for (const form of document.querySelectorAll(`form[data-queue][action="${new URL(tap.action).pathname}"]`)) form.hidden = true;
  const no = refused.filter(mine);
  if (no.length) {
    document.querySelector("[data-refused]").hidden = false;
    document.querySelector("[data-refused-words]").textContent = no.map((one) => one.words).join(" ");
  } else if (sent) location.reload();
}

function reveal() {
  const now = Date.now();
  for (const form of document.querySelectorAll("form[data-from]")) {
    const open = now >= Date.parse(form.dataset.from) && now < Date.parse(form.dataset.until);
    if (open && !navigator.onLine) { form.hidden = false; form.removeAttribute("data-from"); }
  }
}

if (shift && "serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", (event) => { if (event.data?.taps) show(event.data); });
  ask("taps");
  if (navigator.onLine) ask("send");
  window.addEventListener("online", () => ask("send"));
  window.addEventListener("offline", reveal);
  // A phone calls itself online before its network carries anything: what waits is tried again until it is gone.
  setInterval(() => { reveal(); if (waits && navigator.onLine) ask("send"); }, 5000);
  reveal();
}
