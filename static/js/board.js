// The fill board says how old its figures are, second by second; the server's own clock is the reference.
let arrived = performance.now();

function say() {
  const place = document.querySelector("[data-fresh]");
  if (!place) return;
  const seconds = Math.floor((performance.now() - arrived) / 1000);
  place.textContent = (seconds > 10 ? place.dataset.stale : place.dataset.words).replace("#", String(seconds));
  place.closest("[role=status]").classList.toggle("late", seconds > 10);
}

document.addEventListener("htmx:afterSwap", () => { arrived = performance.now(); say(); });
setInterval(say, 1000);
say();
