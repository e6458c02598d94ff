// The voice test: record, watch the level, keep, listen, again. Without it the page offers to send a file.
import { play, playFrom } from "./player.js";
import { RATE, joined, resampled, wavOf } from "./wav.js";

const SHORTEST = 3, LONGEST = 118, QUIET = 0.008, LOUD = 0.92;
const find = (root, name) => root.querySelector(`[data-${name}]`);

class Recorder {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    find(root, "controls").hidden = false;
    find(root, "record").addEventListener("click", () => this.start());
    find(root, "stop").addEventListener("click", () => this.stop());
    find(root, "replay").addEventListener("click", () => (this.take ? play(this.take) : playFrom(this.words.play)));
  }

  say(text) {
    const place = find(this.root, "problem");
    place.textContent = text || "";
    place.hidden = !text;
  }

  async start() {
    this.say("");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    } catch (error) {
      this.say(error.name === "NotFoundError" ? this.words.nodevice : this.words.denied);
      return;
    }
    await this.listen();
    this.show(true);
    this.began = performance.now();
    this.timer = setInterval(() => this.tick(), 200);
  }

  async listen() {
    this.context = new AudioContext({ sampleRate: RATE });
    await this.context.audioWorklet.addModule(new URL("./voice-capture.js", import.meta.url));
    this.blocks = [];
    this.loudest = 0;
    this.recent = 0;
    const node = new AudioWorkletNode(this.context, "voice-capture");
    node.port.onmessage = (event) => this.hear(event.data);
    this.context.createMediaStreamSource(this.stream).connect(node);
    node.connect(this.context.destination); // its output is silence; without it some browsers don't run the node
  }

  hear(block) {
    this.blocks.push(block);
    const peak = block.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    this.recent = Math.max(peak, this.recent * 0.9);
    this.loudest = Math.max(peak, this.loudest);
  }

  tick() {
    const seconds = Math.floor((performance.now() - this.began) / 1000);
    find(this.root, "clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    find(this.root, "level").setAttribute("width", Math.min(100, this.recent * 100).toFixed(1));
    const hint = this.recent > LOUD ? this.words.clipping : seconds > 2 && this.loudest < QUIET ? this.words.silence : this.words.speaking;
    const place = find(this.root, "hint");
    if (place.textContent !== hint) place.textContent = hint;
    find(this.root, "stop").disabled = seconds < SHORTEST;
    if (seconds >= LONGEST) this.stop();
  }

  async stop() {
    clearInterval(this.timer);
    const rate = this.context.sampleRate;
    this.stream.getTracks().forEach((track) => track.stop());
    this.context.close(); // not waited for: on a busy phone it can take seconds
    this.show(false);
    this.take = wavOf(resampled(joined(this.blocks), rate));
    find(this.root, "replay").hidden = false;
    await this.send();
  }

  show(recording) {
    find(this.root, "live").hidden = !recording;
    find(this.root, "stop").hidden = !recording;
    find(this.root, "stop").disabled = true; // until it is long enough
    find(this.root, "record").hidden = recording;
  }

  async send() {
    this.say(this.words.sending);
    const body = new FormData();
    body.append("file", new File([this.take], "take.wav", { type: "audio/wav" }));
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(this.words.url, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) { this.say([told.title, told.detail].filter(Boolean).join(" ")); return; }
      this.kept(told);
    } catch {
      this.say(this.words.failed);
    }
  }

  kept(told) {
    this.say("");
    find(this.root, "left").textContent = told.left;
    if (told.left <= 0) find(this.root, "record").disabled = true;
    find(this.root, "record").classList.remove("main");
    const tag = document.createElement("span");
    tag.className = "tag ready";
    tag.textContent = this.words.kept;
    find(this.root, "state").replaceChildren(tag);
    this.root.dataset.done = "1";
  }
}

if (navigator.mediaDevices && window.AudioWorkletNode) {
  for (const root of document.querySelectorAll("[data-recorder]")) new Recorder(root);
}
