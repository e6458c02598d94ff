// Web Push: offered only where the browser can do it; the server keeps what the browser answers.
const form = document.querySelector("form[data-push-key]");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function report(subscription, forget) {
  const keys = subscription.toJSON().keys;
  const body = new FormData(form);
  body.set("endpoint", subscription.endpoint);
  body.set("p256dh", keys.p256dh);
  body.set("auth", keys.auth);
  if (forget) body.set("forget", "1");
  const answer = await fetch(form.action, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function start() {
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/agent/" });
  const [on, off, denied] = ["on", "off", "denied"].map((name) => form.querySelector(`[data-${name}]`));
  const show = async () => {
    const has = Boolean(await registration.pushManager.getSubscription());
    on.hidden = has; off.hidden = !has; form.hidden = false;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    try {
      const known = await registration.pushManager.getSubscription();
      if (event.submitter === off && known) { await report(known, true); await known.unsubscribe(); }
      else await report(known ?? await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) }), false);
      denied.hidden = true;
    } catch { denied.hidden = false; }
    for (const button of [on, off]) button.removeAttribute("aria-busy");
    await show();
  });
  await show();
}

if (form && "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext) start().catch(() => {});
