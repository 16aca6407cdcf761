// Shared by every page. Each part only makes easier what works without it.

export function toast(sentence) {
  const place = document.getElementById("toast");
  place.textContent = sentence;
  place.hidden = false;
  clearTimeout(place.timer);
  place.timer = setTimeout(() => { place.hidden = true; }, 6000);
}

// Menus close on Escape, on a click beside them and when the focus leaves them.
// A list that browsers keep: asked at each click, a selector would go through the whole page.
const menus = document.getElementsByClassName("menu");
const openMenus = () => [...menus].filter((menu) => menu.open);

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const happening of ["click", "focusin"]) {
  addEventListener(happening, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

// After a form came back with errors, one hears and sees them first.
document.querySelector("[data-focus]")?.focus();

// On a narrow screen the current part of the navigation is in view.
for (const current of document.querySelectorAll(":is(.nav, .subnav, .tabs) [aria-current]")) {
  const navigation = current.closest(".nav, .subnav, .tabs");
  if (navigation.scrollWidth > navigation.clientWidth) navigation.scrollLeft = current.offsetLeft - navigation.offsetLeft - 24;
}

// Copying; browsers offer it on https and on localhost only.
function offerCopy(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}
offerCopy(document);
addEventListener("htmx:after:swap", () => offerCopy(document));
addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  toast(button.dataset.done);
});

// A request in the background that failed is told in words; the page stays as it is.
const sentences = document.getElementById("toast").dataset;

addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const sentence = sentences[ctx.response.status];
  toast(sentence ?? `${sentences.other} ${ctx.response.headers.get("X-Request-ID") ?? ctx.response.status}`);
});
addEventListener("htmx:error", ({ detail: { ctx } }) => { if (ctx && !ctx.response) toast(sentences.offline); });

// What answering keeps on this device (js/answering.js), of this person alone: told on every page, and asked about
// before it goes with signing out.
const person = document.body.dataset.user;
const beginOf = (code) => `rungs.pending.${code}.`;
const keysOf = (code) => Object.keys(localStorage).filter((key) => code && key.startsWith(beginOf(code)));

function unsaved(elsewhere) {
  try {
    return keysOf(person).filter((key) => key !== elsewhere).flatMap((key) => Object.values(JSON.parse(localStorage[key])));
  } catch { return []; } // this browser keeps nothing
}
// Where the first of them is answered; there they are sent.
const placeOf = (entries) => new URL(entries.sort((a, b) => a.turn - b.turn)[0].url).pathname.replace(/answer\/$/, "");

function tellUnsaved() {
  const link = document.getElementById("unsaved");
  const entries = unsaved(document.querySelector("main [data-pending]")?.dataset.pending); // that page tells of its own
  if (!link) return;
  link.hidden = entries.length === 0;
  if (link.hidden) return;
  link.href = placeOf(entries);
  link.querySelector("b").textContent = entries.length;
}
tellUnsaved();
addEventListener("storage", tellUnsaved);

// Deleted on the page after: signing out may fail.
const LEAVING = "rungs.leaving";
try {
  const left = sessionStorage.getItem(LEAVING);
  if (left !== person) for (const key of keysOf(left)) localStorage.removeItem(key);
  sessionStorage.removeItem(LEAVING);
} catch { /* nothing is kept */ }

addEventListener("submit", (event) => {
  const dialog = document.getElementById("sign-out");
  const entries = event.target.matches("[data-signs-out]") ? unsaved() : [];
  if (!entries.length) return;
  event.preventDefault();
  const said = dialog.querySelector("[data-many]");
  said.textContent = entries.length === 1 ? said.dataset.one : said.dataset.many.replace("%n", entries.length);
  dialog.querySelector("[data-place]").href = placeOf(entries);
  dialog.querySelector("[data-leave]").onclick = () => {
    sessionStorage.setItem(LEAVING, person);
    event.target.submit();
  };
  dialog.showModal();
});

// Passkeys: what needs them appears where the browser can use them, and a failure is told in words.
const hasPasskeys = Boolean(window.PublicKeyCredential);
for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = !hasPasskeys;
for (const sentence of document.querySelectorAll("[data-without-passkeys]")) sentence.hidden = hasPasskeys;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey_problem").hidden = false;
});

// A button that prints; without this script the browser's own does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// What is typed and not stored yet, on this device: by its key an entry, whatever that is. Where the browser keeps nothing,
// for this page alone, and `isFull` is called when it is full.

export function keptAs(name, isFull) {
  let memory = {};
  let works = true;
  try { localStorage.setItem(`${name}.try`, "1"); localStorage.removeItem(`${name}.try`); } catch { works = false; }
  const read = () => {
    if (!works) return memory;
    try { return Object(JSON.parse(localStorage.getItem(name))); } catch { return {}; }
  };
  const write = (entries) => {
    memory = entries;
    if (!works) return;
    try {
      if (Object.keys(entries).length) localStorage.setItem(name, JSON.stringify(entries));
      else localStorage.removeItem(name);
    } catch { works = false; isFull(); } // full: from here on as without one
  };
  const kept = {
    name,
    works: () => works,
    all: read,
    get: (key) => read()[key],
    put: (key, entry) => write({ ...read(), [key]: entry }),
    drop: (key) => { const entries = read(); delete entries[key]; write(entries); },
    count: () => Object.keys(read()).length,
  };
  addEventListener("beforeunload", (event) => { if (!kept.works() && kept.count()) event.preventDefault(); });
  return kept;
}

// Whether a field holds something else than the server sent. Scripts that save while one types ask it once when they start:
// on a slow connection people type before the script is there.

export function isTyped(field) {
  if (/checkbox|radio/.test(field.type)) return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

export const isTouched = (form) => [...form.elements].some(isTyped);
