// Plays a recording through Web Audio: the policy forbids blob: addresses, and nothing may be cached.
let context, playing;

export async function play(buffer) {
  context ??= new AudioContext();
  await context.resume();
  playing?.stop();
  playing = context.createBufferSource();
  playing.buffer = await context.decodeAudioData(buffer.slice(0));
  playing.connect(context.destination);
  playing.start();
}

export async function playFrom(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.ok) await play(await answer.arrayBuffer());
}

for (const place of document.querySelectorAll("[data-player]")) {
  place.querySelector("[data-replay]").addEventListener("click", () => playFrom(place.dataset.play));
}
