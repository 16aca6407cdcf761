// Weights: what is typed is shown as what it comes to, without saving it. Without this script a button does the same.

const form = document.getElementById("weights");
const said = form.querySelector("[data-unsaved]");

const PAUSE = 200; // milliseconds without a key before it is asked
let asked = 0, timer;

const live = (page) => [...page.querySelectorAll("[data-live]")];

// The server reckons: one place knows how. What cannot be read is told when it is saved, not while one types.
async function ask() {
  const mine = ++asked;
  const body = new URLSearchParams(new FormData(form));
  body.set("look", "1");
  try {
    const reply = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(15000) });
    const page = reply.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
    if (mine !== asked) return; // something else has been typed meanwhile
    const now = live(document), then = page ? live(page) : [];
    form.classList.toggle("is-stale", now.length !== then.length);
    if (now.length === then.length) now.forEach((place, at) => { if (!place.isEqualNode(then[at])) place.replaceWith(then[at]); });
  } catch {
    if (mine === asked) form.classList.add("is-stale");
  }
}

form.addEventListener("input", () => {
  said.textContent = said.dataset.unsaved;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
form.querySelector("[data-without-script]").hidden = true;
