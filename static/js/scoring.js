// Scoring without waiting: every change is kept on this device first, then sent, one after the other. What the server has
// said yes to is forgotten here. Without this file each cell of the sheet is a form, and works.

import { isTouched, keptAs } from "./app.js";

const shell = document.getElementById("scoring");
const { dataset: say } = shell;
const cells = [...document.querySelectorAll("form.cell")];
const mayScore = "mayScore" in say;
const NAMES = ["level", "rationale", "proof", "evidence", "confidence"];
const cellOf = new Map(cells.map((form) => [form.id, form]));

// --- what is kept on this device: by cell its fields, the revision they were typed over, and where to send them ---------

const kept = keptAs(say.pending, () => announce("error", say.sayNoStorage));

const valuesOf = (form) => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
const plain = (values) => JSON.stringify(NAMES.map((name) => values[name].replaceAll("\r\n", "\n").trimEnd()));
const isSame = (one, other) => plain(one) === plain(other);

function remember(form, revision) {
  const before = kept.get(form.id);
  kept.put(form.id, {
    values: valuesOf(form), revision: revision ?? before?.revision ?? form.elements.revision.value, url: form.action, lost: before?.lost ?? [],
    id: Math.random().toString(36), turn: 1 + Math.max(0, ...Object.values(kept.all()).map((entry) => entry.turn)),
  });
}

// --- saying how things stand: seen always, heard only when it is another state than before ------------------------------

const status = document.getElementById("save");
const heard = document.getElementById("save-said");
const outdated = document.querySelector("[data-outdated]");
let lastHeard = "idle";

function announce(state, sentence, ...more) {
  status.dataset.state = state;
  status.replaceChildren(sentence, ...more.flatMap((each) => [" ", each]));
  if (state === "saving" || state === lastHeard) return;
  lastHeard = state;
  heard.textContent = sentence;
}

function linkTo(address, words) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  return link;
}

function report(sentence = "") {
  const [id, why] = held.entries().next().value ?? [];
  if (id) announce("error", why, ...(cellOf.has(id) ? [linkTo(`#${id}`, titleOf(cellOf.get(id)))] : []));
  else if (kept.count()) announce(navigator.onLine ? "kept" : "offline", navigator.onLine ? say.sayKept : say.sayOffline, String(kept.count()));
  else if (sentence) announce("saved", sentence);
}

const titleOf = (form) => form.querySelector("h2").textContent;

function problem(form, ...content) {
  const place = form.querySelector("[data-problem]");
  place.replaceChildren(...content);
}

function box(className, sentence) {
  const found = document.createElement("div");
  found.className = className;
  found.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = sentence;
  found.append(words);
  return found;
}

// --- sending ------------------------------------------------------------------------------------------------------------

const FIRST_WAIT = 2000, LONGEST_WAIT = 30000, PATIENCE = 15000;
const GO_ON = "go on", SKIP = "skip", WAIT = "wait";
let sending = null, underWay = "", timer = 0, wait = FIRST_WAIT, isStopped = false, isLeaving = false;
const held = new Map(); // cells that the person has to look at first, and why

function soon(delay) { clearTimeout(timer); timer = setTimeout(flush, delay); }
function flush() {
  clearTimeout(timer);
  if (!isLeaving) sending ??= sendAll().finally(() => { sending = null; underWay = ""; });
}

async function sendAll() {
  const skipped = new Set();
  while (!isStopped) {
    const waiting = Object.entries(kept.all()).filter(([id]) => !held.has(id) && !skipped.has(id));
    const [next] = waiting.sort(([, one], [, other]) => one.turn - other.turn);
    if (!next) break;
    if (status.dataset.state !== "saving") announce("saving", say.saySaving);
    [underWay] = next;
    const outcome = await send(...next);
    if (outcome === SKIP) skipped.add(underWay);
    if (outcome === WAIT) { later(); return; }
  }
  if (skipped.size && !isStopped) later();
}

function later() {
  report();
  soon(wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function post(entry, options) {
  const section = { by: cells[0]?.elements.by.value, vendor: cells[0]?.elements.vendor.value, section: cells[0]?.elements.section.value };
  const body = new URLSearchParams({ ...entry.values, revision: entry.revision, ...section }).toString();
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, "Content-Type": "application/x-www-form-urlencoded" };
  return fetch(entry.url, { method: "POST", headers, body, redirect: "manual", ...options });
}

// It may have arrived all the same: if that is what is stored later, it was this device and is no collision.
function noteAsLost(id, entry) {
  const current = kept.get(id);
  if (current) kept.put(id, { ...current, lost: [...current.lost.slice(-4), entry.values] });
}

async function send(id, entry) {
  let answer, told;
  try {
    answer = await post(entry, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.headers.get("Content-Type") === "application/json") told = await answer.json();
    else if (answer.ok) throw new Error("that was not Rungs");
  } catch {
    noteAsLost(id, entry);
    return WAIT;
  }
  if (answer.ok) { wait = FIRST_WAIT; saved(id, entry, told); return GO_ON; }
  if (answer.status === 409) { collided(id, entry, told); return GO_ON; }
  if (answer.status === 422) { refused(id, entry, told); return GO_ON; }
  if (answer.status === 404) { held.set(id, say.sayGone); report(); return GO_ON; }
  if (answer.status === 403 && told?.user === document.body.dataset.user) { renew(told.token); return WAIT; }
  if (answer.type === "opaqueredirect" || (answer.status === 403 && told)) stop(say.saySignedOut, linkTo(`/account/login/?next=${encodeURIComponent(location.pathname + location.search)}`, say.saySignIn));
  else if (answer.status === 429 || answer.status >= 500) return WAIT;
  else stop(say.sayRefused);
  return SKIP;
}

// The person has signed in anew elsewhere, so the page's token is an old one.
function renew(token) { for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token; }

function stop(sentence, ...more) {
  isStopped = true;
  announce("error", sentence, String(kept.count()), ...more);
}

function saved(id, entry, told) {
  const form = cellOf.get(id);
  const current = kept.get(id);
  if (current?.id === entry.id) kept.drop(id);
  else if (current) kept.put(id, { ...current, revision: told.revision, lost: [] });
  if (form) {
    form.elements.revision.value = told.revision;
    problem(form);
    const badge = form.querySelector("[data-lack]");
    badge.textContent = told.lack || say.sayFinished;
    badge.classList.toggle("badge--ok", !told.lack);
    form.querySelector("[data-counts]").textContent = told.counts;
    form.querySelector("[data-since]")?.remove();
  }
  for (const [key, done] of Object.entries(told.sections)) {
    const place = document.querySelector(`[data-section="${CSS.escape(key)}"]`);
    if (!place) continue;
    place.textContent = `${done}/${place.dataset.total}`;
    place.classList.toggle("is-done", String(done) === place.dataset.total);
  }
  for (const place of document.querySelectorAll("[data-done]")) place.textContent = `${told.done}/${told.total}`;
  tellOutdated(told.outdated);
  report(told.said);
}

// A vendor may hand in again while the page is open: what stands on it is not what there is any more.
function tellOutdated(found) {
  outdated.hidden = !found;
  if (!found) return;
  outdated.querySelector("p").textContent = found.said;
  outdated.querySelector("a").href = found.url;
}
outdated.querySelector("a").addEventListener("click", (event) => { // where it leads to this page, what is new is not on it
  const { pathname, search, hash } = new URL(event.currentTarget.href);
  if (pathname + search !== location.pathname + location.search) return;
  event.preventDefault();
  location.hash = hash;
  location.reload();
});

// The same person, in another window or on another device: both are shown, and one is picked.
function collided(id, entry, told) {
  const current = kept.get(id);
  if (!current) return;
  if ([current.values, ...entry.lost].some((values) => isSame(values, told.values))) { kept.put(id, { ...current, revision: told.revision, lost: [] }); return; }
  held.set(id, say.sayCollided);
  const form = cellOf.get(id);
  if (form) {
    const found = box("cell__other", `${say.sayOther} ${told.said}`);
    const words = document.createElement("p");
    words.textContent = [told.values.level || say.sayUnscored, told.values.rationale, told.values.evidence].filter(Boolean).join(" · ");
    const choose = (sentence, act) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn--sm", textContent: sentence });
      button.addEventListener("click", () => { form.elements.revision.value = told.revision; held.delete(id); problem(form); act(); });
      return button;
    };
    const row = document.createElement("p");
    row.className = "row";
    row.append(
      choose(say.sayMine, () => { remember(form, told.revision); flush(); }),
      choose(say.sayTheirs, () => { show(form, told.values); remember(form, told.revision); flush(); }),
    );
    found.append(words, row);
    problem(form, found);
  }
  report();
}

function refused(id, entry, told) {
  if (kept.get(id)?.id !== entry.id) return;
  held.set(id, told.sentence);
  const form = cellOf.get(id);
  if (form) problem(form, box("summary", told.sentence));
  report();
}

function show(form, values) {
  for (const name of NAMES) form.elements[name].value = values[name];
}

// --- what is typed ------------------------------------------------------------------------------------------------------

if (mayScore) {
  for (const form of cells) {
    const changed = (delay) => {
      remember(form);
      if (form.querySelector(".cell__other")) return;
      held.delete(form.id);
      if (isStopped) return;
      if (!sending) announce("saving", say.saySaving);
      soon(delay);
    };
    form.addEventListener("change", ({ target }) => { if (target.type === "radio") changed(150); });
    form.addEventListener("input", ({ target }) => { if (target.matches("textarea")) changed(800); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.querySelector(".cell__other")) { form.querySelector(".cell__other button").focus(); return; }
      remember(form);
      held.delete(form.id);
      flush();
      goTo(nextOpen(form));
    });
    if (isTouched(form) && !kept.get(form.id)) changed(150);
  }
  for (const [id, entry] of Object.entries(kept.all())) if (cellOf.has(id)) show(cellOf.get(id), entry.values);
  if (!kept.works()) announce("error", say.sayNoStorage);
  if (kept.count()) { report(); flush(); }
  const tryAgain = () => { isStopped = false; isLeaving = false; wait = FIRST_WAIT; if (kept.count()) flush(); };
  addEventListener("online", tryAgain);
  addEventListener("offline", () => report());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) tryAgain(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); else tryAgain(); });
  // On the way out nobody waits for replies: everything goes at once, and is sent again should it not have arrived.
  addEventListener("pagehide", () => {
    if (isStopped) return;
    isLeaving = true;
    for (const [id, entry] of Object.entries(kept.all())) {
      if (held.has(id) || id === underWay) continue;
      noteAsLost(id, entry);
      post(entry, { keepalive: true }).catch(() => { /* kept */ });
    }
  });
}

// --- moving about -------------------------------------------------------------------------------------------------------

let at = cells.find((form) => `#${form.id}` === location.hash) ?? cells[0];
shell.addEventListener("focusin", ({ target }) => { at = target.closest("form.cell") ?? at; });
const isComplete = (form) => form.querySelector("[data-lack]").classList.contains("badge--ok");
const nextOpen = (from) => cells.slice(cells.indexOf(from) + 1).find((form) => !isComplete(form)) ?? document.querySelector(".pages [rel=next]") ?? cells.find((form) => form !== from && !isComplete(form));
const focusLevel = (form) => (form.querySelector("[name=level]:checked") ?? form.querySelector("[name=level]"))?.focus({ preventScroll: true });
function goTo(place) {
  if (!place) return;
  if (place.href) { place.click(); return; }
  at = place;
  focusLevel(place);
  place.scrollIntoView({ block: "nearest" });
}
// Who loads the page again finds the section that was shown, not the next one that is open by then.
if (!new URL(location.href).searchParams.has("section")) history.replaceState(history.state, "", document.querySelector(".sheet__nav li [aria-current]").href + location.hash);
const narrow = matchMedia("(max-width: 60rem)"), sections = document.querySelector(".sheet__nav");
const fold = () => { sections.open = !narrow.matches; }; // wide, it has no summary to open it by
narrow.addEventListener("change", fold);
fold();

// --- keys: off inside texts, and can be switched off --------------------------------------------------------------------

const dialog = document.getElementById("keys");
const switchOfKeys = document.getElementById("keys-on");
const KEYS = "rungs.keys";
try { switchOfKeys.checked = localStorage.getItem(KEYS) !== "off"; } catch { /* they stay on */ }
switchOfKeys.addEventListener("change", () => { try { localStorage.setItem(KEYS, switchOfKeys.checked ? "on" : "off"); } catch { /* for this page alone */ } });
for (const hint of document.querySelectorAll(".keyhint")) hint.hidden = !mayScore;

addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.matches(".cell")) { event.target.form.requestSubmit(); return; }
  if (event.key === "Escape" && event.target.matches(".cell textarea")) { focusLevel(event.target.form); return; } // and the keys work again
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") || !mayScore || !at) return;
  if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  if (event.key === "?") { dialog.showModal(); return; }
  if (switchOfKeys.checked && press(event.key.toLowerCase())) event.preventDefault();
});

function press(key) {
  const choose = (name, value) => {
    const radio = at.querySelector(`[name=${name}][value="${value}"]`);
    radio.checked = true;
    radio.focus({ preventScroll: true });
    at.scrollIntoView({ block: "nearest" });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const place = cells.indexOf(at);
  const acts = {
    j: () => goTo(cells[place + 1] ?? document.querySelector(".pages [rel=next]")),
    k: () => goTo(cells[place - 1] ?? document.querySelector(".pages [rel=prev]")),
    u: () => goTo(nextOpen(at)),
    n: () => at.elements.rationale.focus(),
    e: () => at.elements.evidence.focus(),
    v: () => choose("proof", "verified"),
    c: () => choose("proof", "claimed"),
    o: () => choose("proof", "none"),
    l: () => choose("confidence", "low"),
    m: () => choose("confidence", "medium"),
    h: () => choose("confidence", "high"),
  };
  if (/^[0-5]$/.test(key)) { choose("level", key); return true; }
  if (!acts[key]) return false;
  acts[key]();
  return true;
}
