// Looks after /agent/ on a phone: the schedule, its shifts and opened lessons stay readable without a network, a tap made without one waits
// here and is sent once, and a push message becomes a notification. The server writes RELEASE in front of this file.
const PAGES = "agent-pages", PARTS = `agent-parts-${self.RELEASE ?? "dev"}`, OFFLINE = "/offline/";
const SCHEDULE = "/agent/schedule/", SHIFTS = 8, FRESH_MINUTES = 10, ALIKE = { ignoreVary: true };
const readable = (path) => path.startsWith("/agent/schedule") || /^\/agent\/(assignments|lessons)\/[0-9a-f-]{36}\/$/.test(path);
const waits = (path) => /^\/agent\/assignments\/[0-9a-f-]{36}\/(confirm|check-in|break|go-on|check-out)\/$/.test(path);

// A new release waits until the person says so; the very first one has nobody to ask.
self.addEventListener("install", (event) => {
  if (!self.registration.active) self.skipWaiting();
  event.waitUntil(caches.open(PARTS).then((parts) => parts.add(OFFLINE)));
});
self.addEventListener("activate", (event) => event.waitUntil(settle()));

async function settle() {
  for (const name of await caches.keys()) if (name.startsWith("agent-parts-") && name !== PARTS) await caches.delete(name);
  await self.clients.claim();
  await sendAll();
}

// One visit to any page of the portal is enough: the schedule, its next shifts, and what these pages are drawn with.
async function keepSchedule() {
  const known = await (await caches.open(PAGES)).match(SCHEDULE, ALIKE);
  if (known && Date.now() - Date.parse(known.headers.get("date")) < FRESH_MINUTES * 60000) return;
  const text = await keepPage(SCHEDULE);
  const shifts = text.match(/\/agent\/assignments\/[0-9a-f-]{36}\/(?=")/g) ?? [];
  await Promise.allSettled([...new Set(shifts)].slice(0, SHIFTS).map(keepPage));
}

async function keepPage(path) {
  const answer = await fresh(new Request(path), PAGES);
  const text = answer.redirected ? "" : await answer.text();
  const parts = await caches.open(PARTS);
  for (const url of new Set(text.match(/(?<=(?:href|src)=")\/static\/[^"#]+/g) ?? []))
    if (!(await parts.match(url, ALIKE))) await parts.add(url).catch(() => {});
  return text;
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && waits(url.pathname)) event.respondWith(tap(request));
  else if (request.method !== "GET") return;
  else if (url.pathname.startsWith("/static/")) event.respondWith(fresh(request, PARTS));
  else if (request.mode === "navigate") event.respondWith(page(request, readable(url.pathname)));
});

async function fresh(request, name) {
  const kept = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) { const copy = answer.clone(); await kept.delete(request, ALIKE); await kept.put(request, copy); }
    return answer;
  } catch (error) {
    const before = await kept.match(request, ALIKE);
    if (before) return before;
    throw error;
  }
}

async function page(request, keep) {
  try { return keep ? await fresh(request, PAGES) : await fetch(request); }
  catch { return (await caches.match(OFFLINE)) ?? Response.error(); }
}

// Taps: one row each in the phone's own database, under the key that makes the server count it once.
function drawer(mode, work) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("agent", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("taps", { keyPath: "key" });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const deal = opening.result.transaction("taps", mode), asked = work(deal.objectStore("taps"));
      deal.oncomplete = () => { opening.result.close(); done(asked.result); };
      deal.onerror = () => fail(deal.error);
    };
  });
}
const keep = (row) => drawer("readwrite", (taps) => taps.put(row));
const drop = (key) => drawer("readwrite", (taps) => taps.delete(key));
const kept = async () => (await drawer("readonly", (taps) => taps.getAll())).sort((a, b) => a.at.localeCompare(b.at));

async function tap(request) {
  const body = await request.clone().text();
  try { return await fetch(request); } catch { /* no network: it waits */ }
  const form = new URLSearchParams(body), at = new Date().toISOString();
  form.set("tapped_at", at);
  await keep({ key: form.get("key") || crypto.randomUUID(), action: request.url, body: form.toString(), at });
  await self.registration.sync?.register("taps").catch(() => {});
  return Response.redirect(new URL("..", request.url).pathname, 303);
}

let sending = null;
const sendAll = () => (sending ??= oneByOne().finally(() => { sending = null; }));

async function oneByOne() {
  const refused = [];
  let sent = 0;
  for (const row of await kept()) {
    const answer = await deliver(row);
    if (!answer) break;
    await drop(row.key);
    if (answer.ok) sent += 1; else refused.push({ action: row.action, words: await wordsOf(answer) });
  }
  await tell({ sent, refused, taps: await kept() });
}

// Null: no network, a server that is ill, or nobody logged in; the tap goes on waiting.
async function deliver(row, again = true) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/problem+json" };
  const answer = await fetch(row.action, { method: "POST", body: row.body, headers }).catch(() => null);
  if (!answer || answer.status >= 500 || !new URL(answer.url).pathname.startsWith("/agent/")) return null;
  if (answer.status !== 403 || !again) return answer;
  const token = await freshToken(row.action);
  if (!token) return null;
  const form = new URLSearchParams(row.body);
  form.set("csrfmiddlewaretoken", token);
  return deliver({ ...row, body: form.toString() }, false);
}

async function freshToken(action) {
  const answer = await fetch(new URL("..", action)).catch(() => null);
  return answer?.ok ? /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await answer.text())?.[1] : null;
}

async function wordsOf(answer) {
  const problem = await answer.json().catch(() => null);
  return problem ? [problem.title, problem.detail].filter(Boolean).join(" ") : String(answer.status);
}

async function tell(news) {
  for (const client of await self.clients.matchAll()) client.postMessage(news);
}

self.addEventListener("sync", (event) => { if (event.tag === "taps") event.waitUntil(sendAll()); });
self.addEventListener("message", (event) => {
  const { ask, pages } = event.data ?? {};
  if (ask === "release") self.skipWaiting();
  if (ask === "send") event.waitUntil(sendAll());
  if (ask === "taps") event.waitUntil(kept().then((taps) => event.source.postMessage({ sent: 0, refused: [], taps })));
  if (ask === "keep") event.waitUntil(Promise.allSettled([...pages.map(keepPage), keepSchedule()]));
  if (ask === "forget") event.waitUntil(forget());
});

// She logs out: nothing of hers stays on this phone.
async function forget() {
  await caches.delete(PAGES);
  for (const row of await kept()) await drop(row.key);
}

self.addEventListener("push", (event) => {
  const message = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(message.title || "TalentPool", { body: message.text || "", data: { link: message.link || "/agent/" }, tag: message.tag }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.link));
});
