// The kit check: computer, network, microphone and room, measured here and judged by the server.
const form = document.querySelector("form[data-kit-check]");
const pauses = (ms) => new Promise((go) => setTimeout(go, ms));
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function note(key, value, text) {
  const row = form.querySelector(`[data-measure="${key}"]`);
  form.elements[key].value = value ?? "";
  if (row) { row.querySelector("[data-value]").textContent = text ?? (value ?? "–"); row.dataset.done = "1"; }
}

function computer() {
  note("memory_gb", navigator.deviceMemory, navigator.deviceMemory && `${navigator.deviceMemory} GB`);
  note("cores", navigator.hardwareConcurrency);
  note("screen_width", screen.width, `${screen.width} px`);
  note("screen_height", screen.height, `${screen.height} px`);
}

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

const probe = (bytes) => fetch(`${form.dataset.probe}?bytes=${bytes}&at=${Math.random()}`, { cache: "no-store" }).then((answer) => answer.arrayBuffer());

async function network() {
  await probe(0);
  const trips = [];
  for (let i = 0; i < 12; i += 1) trips.push(await timed(() => probe(0)));
  const steps = trips.slice(1).map((trip, i) => Math.abs(trip - trips[i]));
  note("latency_ms", middle(trips).toFixed(1), `${middle(trips).toFixed(0)} ms`);
  note("jitter_ms", middle(steps).toFixed(1), `${middle(steps).toFixed(0)} ms`);
  const size = 1_000_000;
  const down = await timed(() => Promise.all([probe(size), probe(size), probe(size)]));
  const downSpeed = (3 * size * 8) / down / 1000;
  note("down_mbps", downSpeed.toFixed(1), `${downSpeed.toFixed(0)} Mbit/s`);
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/octet-stream" };
  const up = await timed(() => fetch(form.dataset.probe, { method: "POST", headers, body: new Uint8Array(size) }));
  const upSpeed = (size * 8) / up / 1000;
  note("up_mbps", upSpeed.toFixed(1), `${upSpeed.toFixed(0)} Mbit/s`);
}

// The quietest tenth of a listening time is the room, the loudest tenth the voice.
async function listen(analyser, seconds) {
  const samples = new Float32Array(analyser.fftSize);
  const levels = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    levels.push(level);
    form.querySelector("[data-meter]").value = Math.min(1, level * 8);
    await pauses(50);
  }
  return levels.sort((a, b) => a - b);
}

function ask(step) {
  for (const text of form.querySelectorAll("[data-step]")) text.hidden = text.dataset.step !== step;
}

async function microphone() {
  let stream;
  try { stream = await navigator.mediaDevices.getUserMedia({ audio: { noiseSuppression: false, autoGainControl: false } }); }
  catch (error) { note("microphone", 0, "–"); note("level", 0, "–"); note("quiet_room", 0, "–"); ask(error.name === "NotAllowedError" ? "denied" : "missing"); await pauses(1500); return; }
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  ask("quiet");
  const room = await listen(analyser, 3);
  ask("speak");
  const voice = await listen(analyser, 4);
  stream.getTracks().forEach((track) => track.stop());
  await context.close();
  const noise = room[Math.floor(room.length / 2)], level = voice[Math.floor(voice.length * 0.9)];
  note("microphone", 1, "✓");
  note("level", level.toFixed(4), level.toFixed(3));
  note("quiet_room", noise < 0.02 ? 1 : 0, noise < 0.02 ? "✓" : noise.toFixed(3));
}

async function run(event) {
  event.preventDefault();
  delete form.dataset.sent;
  const button = form.querySelector("[data-start]");
  button.disabled = true;
  form.querySelector("[data-live]").hidden = false;
  try {
    ask("computer"); computer();
    ask("network"); await network();
    await microphone();
    ask("sending");
    form.removeEventListener("submit", run);
    form.submit();
  } catch { ask("broken"); button.disabled = false; button.removeAttribute("aria-busy"); }
}

if (form) { form.hidden = false; form.addEventListener("submit", run); }
