// The agent portal on a phone: the worker keeps the schedule readable offline, and logging out forgets it.
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js", { scope: "/agent/" }).catch(() => {});
for (const form of document.querySelectorAll("form[action*='logout']")) {
  form.addEventListener("submit", () => { if ("caches" in window) caches.delete("schedule-1"); });
}
