// Answering without waiting: every change is kept on this device first, then sent, one after the other. What the server
// has said yes to is forgotten here. Without this file the page is a form for each question, and works.

const shell = document.getElementById("answering");
const { dataset: say } = shell;
const questions = [...document.querySelectorAll(".q")];
const formOf = new Map(questions.map((q) => [q.dataset.question, q.querySelector("form")]));
const mayAnswer = Boolean(document.querySelector(".q__foot .btn--primary"));
const MANY = ["met"];
const IGNORED = ["csrfmiddlewaretoken", "show", "by", "stay", "revision"];

// --- what is kept on this device ------------------------------------------------------------------------------------
// By question: the fields as they were typed, the revision they were typed over, when, and where to send them.

const kept = (() => {
  const name = say.pending;
  let memory = {};
  let works = true;
  try { localStorage.setItem(`${name}.try`, "1"); localStorage.removeItem(`${name}.try`); } catch { works = false; }
  const read = () => works ? JSON.parse(localStorage.getItem(name) ?? "{}") : memory;
  const write = (entries) => {
    memory = entries;
    if (!works) return;
    if (Object.keys(entries).length) localStorage.setItem(name, JSON.stringify(entries));
    else localStorage.removeItem(name);
  };
  return {
    works,
    all: read,
    get: (question) => read()[question],
    put: (question, entry) => write({ ...read(), [question]: entry }),
    drop: (question) => { const entries = read(); delete entries[question]; write(entries); },
    count: () => Object.keys(read()).length,
  };
})();
if (!kept.works) addEventListener("beforeunload", (event) => { if (kept.count()) event.preventDefault(); });

const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => !IGNORED.includes(name));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function remember(form) {
  const question = form.closest(".q").dataset.question;
  const before = kept.get(question);
  kept.put(question, {
    fields: fieldsOf(form), revision: before?.revision ?? form.elements.revision.value, at: Date.now(),
    url: form.action, lost: before?.lost,
  });
}

// --- saying how things stand ----------------------------------------------------------------------------------------

const status = document.getElementById("save");
function tell(state, sentence, link) {
  status.dataset.state = state;
  status.textContent = sentence;
  if (link) status.append(" ", link);
}
const tellKept = (sentence, state = "kept", link) => tell(state, `${sentence} ${kept.count()}`, link);

function problem(form, sentence) {
  const place = form.querySelector("[data-problem]");
  place.replaceChildren();
  if (!sentence) return;
  const box = document.createElement("p");
  box.className = "summary";
  box.setAttribute("role", "alert");
  box.textContent = sentence;
  place.append(box);
}

// --- sending --------------------------------------------------------------------------------------------------------

const FIRST_WAIT = 2000, LONGEST_WAIT = 30000, PATIENCE = 15000;
let sending = null, timer = 0, wait = FIRST_WAIT, isStopped = false;
const held = new Set(); // what the person has to look at first

function soon(delay) { clearTimeout(timer); timer = setTimeout(flush, delay); }

function flush() {
  clearTimeout(timer);
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  for (;;) {
    const next = Object.entries(kept.all()).filter(([question]) => !held.has(question)).sort(([, a], [, b]) => a.at - b.at)[0];
    if (!next || isStopped) return;
    tell("saving", say.saySaving);
    if (!await send(...next)) return;
  }
}

// True to go on with the next one.
async function send(question, entry) {
  const body = new URLSearchParams([...entry.fields, ["revision", entry.revision], ["by", say.by]]);
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  let answer;
  try {
    answer = await fetch(entry.url, { method: "POST", headers, body, redirect: "manual", keepalive: body.toString().length < 60000, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    // It may have arrived all the same: then what is stored is this, and no collision.
    const current = kept.get(question);
    if (current) kept.put(question, { ...current, lost: [...(current.lost ?? []).slice(-4), entry.fields] });
    return later(navigator.onLine ? say.sayKept : say.sayOffline);
  }
  if (answer.ok) { wait = FIRST_WAIT; saved(question, entry, await answer.json()); return true; }
  if (answer.status === 403 && answer.headers.get("Content-Type") === "application/json") return refreshed(await answer.json());
  if (answer.type === "opaqueredirect") { signedOut(); return false; }
  const form = formOf.get(question);
  if (answer.status === 409) return collided(question, entry, await answer.json());
  if (answer.status === 422) {
    held.add(question);
    const { sentence } = await answer.json();
    if (form) problem(form, sentence);
    tellKept(say.sayKept);
    return true;
  }
  if ([400, 403, 404, 413].includes(answer.status)) { held.add(question); tellKept(say.sayForbidden, "error"); return true; }
  return later(say.sayKept);
}

function later(sentence) {
  tellKept(sentence, navigator.onLine ? "kept" : "offline");
  soon(wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  return false;
}

// The person has signed in anew elsewhere, so the page's token is an old one. What somebody has typed is never sent
// in the name of somebody else.
function refreshed({ token, user }) {
  if (user !== document.body.dataset.user) { signedOut(); return false; }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return later(say.sayKept);
}

function signedOut() {
  isStopped = true;
  const link = document.createElement("a");
  link.href = `/account/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = say.saySignIn;
  tellKept(say.saySignedOut, "error", link);
}

function saved(question, entry, told) {
  const current = kept.get(question);
  if (current && current.at === entry.at) kept.drop(question);
  else if (current) kept.put(question, { ...current, revision: told.revision, lost: [] }); // typed on meanwhile
  const form = formOf.get(question);
  if (form) {
    form.elements.revision.value = told.revision;
    problem(form, "");
    if (!kept.get(question) && takeOver(form, told.values) && told.merged) problem(form, say.sayMerged);
    label(form, told.level, told.label);
    form.querySelector("[data-proof]").textContent = told.proof;
  }
  document.getElementById("live").innerHTML = told.live; // made by the server, of its own words and numbers
  for (const [id, [done, total]] of Object.entries(told.sections)) {
    const place = document.querySelector(`[data-section="${CSS.escape(id)}"]`);
    if (!place) continue;
    place.textContent = `${done}/${total}`;
    place.closest("a").querySelector("progress").value = done;
  }
  for (const [name, count] of Object.entries(told.counts)) document.querySelector(`[data-count="${name}"]`).textContent = count;
  document.querySelector("[data-count=flagged]").textContent = Number(document.querySelector("[data-count=flagged]").dataset.others) + questions.filter((q) => q.querySelector("[name=is_flagged]").checked).length;
  document.querySelector("[data-live=done]").textContent = told.done;
  document.querySelector("[data-live=progress]").value = told.done;
  document.querySelector("[data-live=verified]").textContent = told.verified;
  if (kept.count()) tellKept(say.sayKept); else tell("saved", told.said);
}

async function collided(question, entry, told) {
  const { values } = told;
  if (entry.lost?.some((fields) => same(inWords(fields), inWords(asFields(values))))) {
    kept.put(question, { ...kept.get(question), revision: told.revision, lost: [] });
    return true;
  }
  held.add(question);
  tell("error", say.sayCollided);
  const current = kept.get(question);
  if (current) kept.put(question, { ...current, revision: told.revision });
  const form = formOf.get(question);
  if (!form) return true;
  form.elements.revision.value = told.revision;
  const place = form.querySelector("[data-problem]");
  place.innerHTML = told.html; // made by the server, with what people typed escaped
  open(form.closest(".q"), place.querySelector("input[type=radio]"));
  return true;
}

// The same answer in the same words, whatever the order in which a browser or the server lists it.
const inWords = (fields) => fields.filter(([name, value]) => value !== "" && !name.startsWith("pick-") && !name.startsWith("asked-")).map(([name, value]) => `${name}=${value.trimEnd()}`).sort();
const asFields = (values) => Object.entries(values).flatMap(([name, value]) => name === "is_flagged" ? (value ? [[name, "on"]] : []) : MANY.includes(name) ? value.map((each) => [name, each]) : [[name, value]]);

// Shows what is stored; true if that was another answer than the page showed.
function takeOver(form, values) {
  if (same(inWords(fieldsOf(form)), inWords(asFields(values)))) return false;
  show(form, asFields(values));
  return true;
}

function show(form, fields) {
  const valuesOf = (name) => fields.filter(([each]) => each === name).map(([, value]) => value);
  for (const control of form.elements) {
    if (!["choice", "reason", "level_reason", "met", "note", "is_flagged"].includes(control.name)) continue;
    if (control.type === "radio") control.checked = control.value === (valuesOf(control.name)[0] ?? "");
    else if (control.type === "checkbox") control.checked = control.name === "met" ? valuesOf("met").includes(control.value) : valuesOf(control.name).length > 0;
    else if (control.value !== (valuesOf(control.name)[0] ?? "")) control.value = valuesOf(control.name)[0] ?? "";
  }
  suggest(form, false);
  flag(form);
}

// --- what changes at once -------------------------------------------------------------------------------------------

function label(form, level, words) {
  const place = form.closest(".q").querySelector("summary .lv");
  place.dataset.l = level ?? "–";
  place.textContent = words;
}

function labelFromChoice(form) {
  const chosen = form.querySelector("[name=choice]:checked");
  const name = chosen?.closest(".level")?.querySelector("strong").firstChild.textContent.trim();
  label(form, name ? chosen.value : null, name ?? chosen?.closest("label").textContent.trim() ?? "");
}

function flag(form) { form.closest(".q").querySelector("[data-flag]").hidden = !form.elements.is_flagged?.checked; }

// The highest level of which every "must" of all levels up to it is met and at most one "should" of each is missing;
// see suggested_level in assessments/domain/criteria.py.
function suggestedLevel(form) {
  let level = Number(say.lowest);
  while (level < Number(say.highest) && missingOf(form, level + 1).length <= (missingOf(form, level + 1).some((box) => !("should" in box.dataset)) ? 0 : 1)) level += 1;
  return level;
}
const missingOf = (form, level) => [...form.querySelectorAll(`[name=met][data-level="${level}"]`)].filter((box) => !box.checked);

// `follows`: the level goes along with what is ticked, unless the person has chosen another one.
function suggest(form, follows, before) {
  const any = form.querySelector("[name=met]:checked");
  const level = suggestedLevel(form);
  const chosen = form.querySelector("[name=choice]:checked")?.value ?? "";
  if (follows && (chosen === "" || chosen === "unknown" || chosen === String(before))) {
    const wanted = form.querySelector(any ? `[name=choice][value="${level}"]` : '[name=choice][value=""]');
    wanted.checked = true;
    labelFromChoice(form);
  }
  const now = form.querySelector("[name=choice]:checked")?.value ?? "";
  const missing = level < Number(say.highest) ? missingOf(form, level + 1) : [];
  form.querySelector("[data-suggests]").textContent = any
    ? [`${say.saySuggests} ${level}.`, ...(missing.length ? [say.sayForNext, missing.map((box) => box.nextElementSibling.firstChild.textContent.trim()).join(" ")] : [])].join(" ") : "";
  form.querySelector("[data-differs]").hidden = !(any && /^\d+$/.test(now) && Number(now) !== level) && !form.elements.level_reason.value;
  form.dataset.suggested = level;
}

for (const form of formOf.values()) {
  if (!mayAnswer) break;
  form.dataset.suggested = suggestedLevel(form);
  form.addEventListener("change", ({ target }) => {
    if (target.name?.startsWith("pick-")) return;
    if (target.name === "met") suggest(form, true, form.dataset.suggested);
    if (target.name === "choice") { labelFromChoice(form); suggest(form, false); }
    if (target.name === "is_flagged") flag(form);
    if (["choice", "reason", "met", "is_flagged"].includes(target.name)) changed(form, 150);
  });
  form.addEventListener("input", ({ target }) => { if (target.matches("textarea")) changed(form, 800); });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction && event.submitter.formAction !== form.action) return; // removing evidence, a page of its own
    event.preventDefault();
    const isChoosing = event.submitter?.name === "stay";
    remember(form);
    held.delete(form.closest(".q").dataset.question);
    flush();
    if (!isChoosing) goTo(nextOpen(form.closest(".q")));
  });
}

function changed(form, delay) {
  remember(form);
  held.delete(form.closest(".q").dataset.question);
  if (!sending) tell("saving", say.saySaving);
  soon(delay);
}

// --- moving about ---------------------------------------------------------------------------------------------------

const isOpenYet = (q) => ["", "unknown"].includes(q.querySelector("[name=choice]:checked")?.value ?? "");
function nextOpen(from) {
  const at = questions.indexOf(from);
  return [...questions.slice(at + 1), ...questions.slice(0, at)].find(isOpenYet);
}
function open(q, focus) {
  q.open = true;
  (focus ?? q.querySelector("[name=choice]:checked:not([value=''])") ?? q.querySelector("[name=choice]"))?.focus({ preventScroll: true });
  q.scrollIntoView({ block: "start" });
}
function goTo(q) {
  if (q) { open(q); return; }
  const end = document.getElementById("end");
  end.tabIndex = -1;
  end.focus({ preventScroll: true });
  end.scrollIntoView({ block: "center" });
}
document.querySelector("[data-next-open]")?.addEventListener("click", (event) => { event.preventDefault(); goTo(nextOpen(questions.find((q) => q.open))); });
if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".secs").open = false;

// --- keys: off inside texts, and can be switched off ----------------------------------------------------------------

const dialog = document.getElementById("keys");
const switchOfKeys = document.getElementById("keys-on");
const KEYS = "rungs.keys";
if (dialog) {
  try { switchOfKeys.checked = localStorage.getItem(KEYS) !== "off"; } catch { /* they stay on */ }
  switchOfKeys.addEventListener("change", () => { try { localStorage.setItem(KEYS, switchOfKeys.checked ? "on" : "off"); } catch { /* for this page alone */ } });
  document.querySelector(".keyhint").hidden = false;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    if (event.key === "?") { dialog.showModal(); return; }
    if (switchOfKeys.checked && press(event.key.toLowerCase())) event.preventDefault();
  });
}

function press(key) {
  const q = questions.find((each) => each.open);
  const at = questions.indexOf(q);
  const choose = (value) => {
    const radio = q?.querySelector(`[name=choice][value="${value}"]`);
    if (!radio) return false;
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  if (/^\d$/.test(key)) return choose(key);
  const acts = {
    j: () => open(questions[Math.min(questions.length - 1, at + 1)]),
    k: () => open(questions[Math.max(0, at - 1)]),
    u: () => goTo(nextOpen(q)),
    d: () => choose("unknown"),
    x: () => { choose("not_applicable"); q.querySelector("[name=reason]")?.focus(); },
    c: () => { q.querySelector(".ticking").open = true; q.querySelector("[name=met]")?.focus(); },
    n: () => q.querySelector("[name=note]").focus(),
    e: () => q.querySelector("[data-add-evidence]").click(),
    f: () => q.querySelector("[name=is_flagged]").click(),
    "/": () => document.getElementById("find").focus(),
  };
  if (!acts[key] || (!q && !"jku/".includes(key))) return false;
  acts[key]();
  return true;
}

// --- the beginning: what was kept is shown and sent -----------------------------------------------------------------

const flagged = document.querySelector("[data-count=flagged]");
flagged.dataset.others = Number(flagged.textContent) - questions.filter((q) => q.querySelector("[name=is_flagged]")?.checked).length;

if (mayAnswer) {
  for (const [question, entry] of Object.entries(kept.all())) {
    const form = formOf.get(question);
    if (form) { show(form, entry.fields); labelFromChoice(form); }
  }
  if (!kept.works) tell("error", say.sayNoStorage);
  if (kept.count()) { tellKept(say.sayKept); flush(); }
  addEventListener("online", () => { wait = FIRST_WAIT; flush(); });
  addEventListener("offline", () => { if (kept.count()) tellKept(say.sayOffline, "offline"); });
  addEventListener("pagehide", () => { flush(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") isStopped = false; // perhaps they have signed in in another tab
    if (kept.count()) flush();
  });
}
