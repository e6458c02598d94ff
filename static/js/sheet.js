// A test sheet saves itself while one answers, and hands in when time is up.
const sheet = document.querySelector("[data-sheet]");

async function save() {
  const body = new FormData(sheet);
  body.append("save", "1");
  await fetch(location.href, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => {});
}

let waiting;
sheet?.addEventListener("change", () => {
  clearTimeout(waiting);
  waiting = setTimeout(save, 800);
});
document.addEventListener("countdown:over", () => sheet?.requestSubmit());
