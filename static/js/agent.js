// The agent portal on a phone: the worker keeps the schedule readable offline; a new release asks before it takes over;
// logging out forgets what the worker kept.
const links = () => [...document.querySelectorAll("a[href*='/agent/assignments/']")].map((a) => new URL(a.href).pathname);

function offer(worker) {
  const note = document.querySelector("[data-update]");
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage({ ask: "release" });
  }, { once: true });
}

async function start() {
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/agent/" });
  const ours = () => Boolean(navigator.serviceWorker.controller);
  if (registration.waiting && ours()) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => { if (worker.state === "installed" && ours()) offer(worker); });
  });
  const { active } = await navigator.serviceWorker.ready;
  const pages = [...new Set(links().filter((path) => path.split("/").length === 5))].slice(0, 8);
  // The page itself too: on her very first visit it came before the worker.
  if (/^\/agent\/(schedule|lessons\/)/.test(location.pathname)) pages.unshift(location.pathname);
  if (navigator.onLine) active.postMessage({ ask: "keep", pages });
}

if ("serviceWorker" in navigator && window.isSecureContext) start().catch(() => {});
for (const form of document.querySelectorAll("form[action*='logout']")) {
  form.addEventListener("submit", () => navigator.serviceWorker?.controller?.postMessage({ ask: "forget" }));
}
