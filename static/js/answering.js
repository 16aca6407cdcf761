// Answering without waiting: every change is kept on this device first, then sent, one after the other. What the server
// has said yes to is forgotten here. Without this file the page is a form for each question, and works.

import { isTouched, keptAs } from "./app.js";

const shell = document.getElementById("answering");
const { dataset: say } = shell;
const questions = [...document.querySelectorAll(".q")];
const formOf = new Map(questions.map((q) => [q.dataset.question, q.querySelector("form")]));
const mayAnswer = "mayAnswer" in say;
const MANY = ["met"];
// What is kept or replaced as a whole; see assessments/domain/merging.py.
const UNITS = { choice: ["choice", "reason", "level_reason", "met"], note: ["note"], is_flagged: ["is_flagged"] };

// --- what is kept on this device ------------------------------------------------------------------------------------
// By question an entry: the fields as they were typed, the revision they were typed over, and where to send them. `id`
// is another one after every change, `turn` counts on: no clock is asked, since it may be wrong or be set.

const kept = keptAs(say.pending, () => announce("error", say.sayNoStorage));

const NAMES = Object.values(UNITS).flat();
const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => NAMES.includes(name));
const valuesOf = (fields, name) => fields.filter(([each]) => each === name).map(([, value]) => value);
const valueOf = (fields, name) => valuesOf(fields, name)[0] ?? "";

function remember(form, revision) {
  const { question } = form.closest(".q").dataset;
  const before = kept.get(question);
  kept.put(question, {
    fields: fieldsOf(form), revision: revision ?? before?.revision ?? form.elements.revision.value, version: form.elements.version.value, url: form.action, lost: before?.lost ?? [],
    id: Math.random().toString(36), turn: 1 + Math.max(0, ...Object.values(kept.all()).map((entry) => entry.turn)),
  });
}

// One unit of an answer, in the same words whatever the order in which a browser or the server lists it.
function unitOf(fields, unit) {
  const isReasonAsked = valueOf(fields, "choice") === "not_applicable";
  return JSON.stringify(fields
    .filter(([name, value]) => UNITS[unit].includes(name) && value !== "" && (name !== "reason" || isReasonAsked))
    .map(([name, value]) => `${name}=${value.replaceAll("\r\n", "\n").trimEnd()}`).sort());
}
const isSame = (unit, one, other) => unitOf(one, unit) === unitOf(other, unit);
const asFields = (values) => Object.entries(values).flatMap(([name, value]) => name === "is_flagged" ? (value ? [[name, "on"]] : []) : MANY.includes(name) ? value.map((each) => [name, each]) : [[name, value]]);
// `fields`, but of these units what `others` say.
const withUnits = (fields, units, others) => Object.keys(UNITS).flatMap((unit) => (units.includes(unit) ? others : fields).filter(([name]) => UNITS[unit].includes(name)));

// --- saying how things stand ----------------------------------------------------------------------------------------
// Seen always, heard only when it is another state than before: nobody wants "saved" after every word.

const status = document.getElementById("save");
const heard = document.getElementById("save-said");
let lastHeard = "idle";

function announce(state, sentence, ...more) {
  status.dataset.state = state;
  status.replaceChildren(sentence, ...more.flatMap((each) => [" ", each]));
  if (state === "saving" || state === lastHeard) return;
  lastHeard = state;
  heard.textContent = sentence;
}

function linkTo(address, words, act) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  if (act) link.addEventListener("click", (event) => { event.preventDefault(); act(); });
  return link;
}

function linkToQuestion(question) {
  const form = formOf.get(question);
  if (gone.has(question)) return linkTo(location.href, say.sayDrop, () => { kept.drop(question); held.delete(question); announce("idle", ""); report(); });
  return form ? linkTo(`#${question}`, question, () => { open(form.closest(".q")); missing(form)?.focus(); }) : linkTo(kept.get(question)?.url.replace(/answer\/$/, "") ?? "", question);
}

// After each step: what needs the person comes first, then what is not sent yet, and only then that all is well.
function report(sentence = "") {
  const [question, why] = held.entries().next().value ?? [];
  const count = String(kept.count());
  if (question) announce("error", why, ...(why === say.sayUnfinished ? [count] : []), linkToQuestion(question));
  else if (kept.count()) announce(navigator.onLine ? "kept" : "offline", navigator.onLine ? say.sayKept : say.sayOffline, count);
  else if (sentence) announce("saved", sentence, ...wordsOfElsewhere());
  else if (elsewhere.length) announce("elsewhere", ...wordsOfElsewhere());
}

function stop(sentence, link) {
  stopped = () => announce("error", sentence, String(kept.count()), ...(link ? [link] : []));
  stopped();
}

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

const FIRST_WAIT = 2000, LONGEST_WAIT = 30000, PATIENCE = 15000, LARGEST_LAST_WORD = 60000;
const GO_ON = "go on", SKIP = "skip", WAIT = "wait";
let sending = null, underWay = "", timer = 0, wait = FIRST_WAIT, isLeaving = false;
let stopped = null; // says why nothing can be sent
const held = new Map(); // questions that the person has to look at first, and why
const gone = new Set(); // those of them that nothing asks any more
const collisions = new Map(); // what somebody else has stored, by question

function soon(delay) { clearTimeout(timer); timer = setTimeout(flush, delay); }

function flush() {
  clearTimeout(timer);
  if (isLeaving) return;
  sending ??= sendAll().finally(() => { sending = null; underWay = ""; });
}

async function sendAll() {
  const skipped = new Set();
  while (!stopped) {
    const waiting = Object.entries(kept.all()).filter(([question]) => !held.has(question) && !skipped.has(question));
    const [next] = waiting.sort(([, one], [, other]) => one.turn - other.turn);
    if (!next) break;
    if (status.dataset.state !== "saving") announce("saving", say.saySaving);
    [underWay] = next;
    const outcome = await send(...next);
    if (outcome === SKIP) skipped.add(underWay);
    if (outcome === WAIT) { later(); return; }
  }
  if (skipped.size && !stopped) later();
}

function later() {
  report();
  soon(wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function post(entry, options) {
  const body = new URLSearchParams([...entry.fields, ["revision", entry.revision], ...(entry.version ? [["version", entry.version]] : []), ["by", say.by]]).toString();
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, "Content-Type": "application/x-www-form-urlencoded" };
  return fetch(entry.url, { method: "POST", headers, body, redirect: "manual", keepalive: body.length < LARGEST_LAST_WORD, ...options });
}

// It may have arrived all the same: if that is what is stored later, it was this device and is no collision.
function noteAsLost(question, entry) {
  const current = kept.get(question);
  if (current) kept.put(question, { ...current, lost: [...(current.lost ?? []).slice(-4), entry.fields] });
}

async function send(question, entry) {
  let answer, told;
  try {
    answer = await post(entry, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.headers.get("Content-Type") === "application/json") told = await answer.json();
    else if (answer.ok) throw new Error("that was not Rungs");
  } catch {
    noteAsLost(question, entry);
    return WAIT;
  }
  if (answer.ok) { wait = FIRST_WAIT; saved(question, entry, told); return GO_ON; }
  if (answer.status === 409) { collided(question, entry, told); return GO_ON; }
  if (answer.status === 422) { refused(question, entry, told); return GO_ON; }
  if (answer.status === 403 && told?.user === document.body.dataset.user) { renew(told.token); return WAIT; }
  if (answer.type === "opaqueredirect" || (answer.status === 403 && told)) signedOut();
  else if (answer.status === 404) stop(say.sayGone);
  else if (answer.status === 429 || answer.status > 500) return WAIT;
  else if (answer.status < 500) stop(say.sayRefused, linkTo(location.href, say.sayAgain, () => location.reload()));
  return SKIP;
}

// The person has signed in anew elsewhere, so the page's token is an old one. What somebody has typed is never sent in
// the name of somebody else.
function renew(token) { for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token; }

function signedOut() {
  stop(say.saySignedOut, linkTo(`/account/login/?next=${encodeURIComponent(location.pathname + location.search)}`, say.saySignIn));
}

// What the server made of `entry` is shown, unit by unit, but never over what was typed since.
function settle(question, entry, stored, rest) {
  const current = kept.get(question);
  const form = formOf.get(question);
  const now = current?.fields ?? (form ? fieldsOf(form) : entry.fields);
  const units = rest.filter((unit) => isSame(unit, now, entry.fields) && !isSame(unit, form ? fieldsOf(form) : now, stored));
  const untouched = rest.filter((unit) => isSame(unit, now, entry.fields));
  if (form && units.length) show(form, stored, units);
  return { fields: withUnits(now, untouched, stored), isShown: units.length > 0 };
}

function saved(question, entry, told) {
  const form = formOf.get(question);
  if (form) problem(form, "");
  const { fields, isShown } = settle(question, entry, asFields(told.values), Object.keys(UNITS));
  const current = kept.get(question);
  if (current?.id === entry.id) kept.drop(question);
  else if (current) kept.put(question, { ...current, fields, revision: told.revision, lost: [] });
  if (form) {
    form.elements.revision.value = told.revision;
    if (isShown && told.merged) problem(form, say.sayMerged);
    label(form, told.level, told.label);
    waits(form, told.is_waiting);
    form.querySelector("[data-proof]").textContent = told.proof;
    form.querySelector("[data-changed]").textContent = told.changed;
  }
  showScore(told);
  report(told.said);
  lookAround();
}

function showScore(told) {
  const put = (selector, words) => { for (const place of document.querySelectorAll(selector)) if (place.textContent !== String(words)) place.textContent = words; };
  document.getElementById("live").innerHTML = told.live; // made by the server, of its own words and numbers
  for (const [id, [done, total]] of Object.entries(told.sections)) {
    const place = document.querySelector(`[data-section="${CSS.escape(id)}"]`);
    if (!place) continue;
    put(`[data-section="${CSS.escape(id)}"]`, `${done}/${total}`);
    place.closest("a").querySelector("progress").value = done;
  }
  for (const [name, count] of Object.entries(told.counts)) put(`[data-count="${name}"]`, count);
  put("[data-count=flagged]", Number(flagged.dataset.others) + questions.filter((q) => q.querySelector("[name=is_flagged]")?.checked).length);
  put("[data-still-open]", told.still_open);
  const notice = document.querySelector("[data-notice=to-confirm]");
  if (notice) notice.hidden = !told.counts["to-confirm"];
  put("[data-live=done]", told.done);
  put("[data-live=verified]", told.verified);
  document.querySelector("[data-live=progress]").value = told.done;
}

// The kept entry stays over the old revision, so that it collides again after a reload; choosing gives it the new one.
function collided(question, entry, told) {
  const stored = asFields(told.stored);
  const isOwn = (unit) => entry.lost?.some((fields) => isSame(unit, fields, stored));
  const units = told.units.filter((unit) => !isOwn(unit));
  const { fields } = settle(question, entry, asFields(told.values), Object.keys(UNITS).filter((unit) => !told.units.includes(unit)));
  const current = kept.get(question);
  if (!current) return;
  if (!units.length) { kept.put(question, { ...current, fields, revision: told.revision, lost: [] }); return; }
  kept.put(question, { ...current, fields });
  held.set(question, say.sayCollided);
  collisions.set(question, stored);
  const form = formOf.get(question);
  if (form) {
    form.elements.revision.value = told.revision;
    const place = form.querySelector("[data-problem]");
    place.innerHTML = told.html; // made by the server, with what people typed escaped
    for (const unit of told.units.filter(isOwn)) place.querySelector(`[name="asked-${unit}"]`).closest("fieldset").remove();
  }
  report();
}

function refused(question, entry, told) {
  const form = formOf.get(question);
  if (kept.get(question)?.id === entry.id) {
    held.set(question, told.sentence);
    if (told.gone) gone.add(question);
    if (form) problem(form, told.sentence);
    if (form && isLocked(form)) showKept(form, question, entry.fields);
  }
  report();
}

// Under review: the controls show what is stored and can say nothing else, so what was typed stands beside them. It is
// sent once the question is open again, unless the person lets go of it.
function showKept(form, question, fields) {
  const choice = form.querySelector(`[name=choice][value="${CSS.escape(valueOf(fields, "choice"))}"]`);
  const words = document.createElement("span");
  words.className = "typed block";
  words.textContent = [choice?.closest("label").querySelector("strong")?.firstChild.textContent.trim() ?? choice?.closest("label").textContent.trim(), valueOf(fields, "level_reason"), valueOf(fields, "note")].filter(Boolean).join("\n");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn--sm";
  drop.textContent = say.sayDrop;
  drop.addEventListener("click", () => { kept.drop(question); held.delete(question); problem(form, ""); announce("idle", ""); report(); });
  form.querySelector("[data-problem] .summary").append(words, drop);
}

// What others answer does not appear by itself. Who comes back to this page, or saves, is told of it, a minute after the
// last time at the earliest; nothing changes under anybody's hands.
const BETWEEN_LOOKS = 60000;
let elsewhere = []; // questions that have another revision by now
let lookedAt = performance.now();

function wordsOfElsewhere() {
  if (!elsewhere.length) return [];
  const named = elsewhere.length > 3 ? [...elsewhere.slice(0, 3), "…"] : elsewhere;
  return [say.sayElsewhere, `${named.join(", ")}.`, linkTo(location.href, say.sayShow, () => location.reload())];
}

async function lookAround() {
  const first = questions[0];
  if (!first || document.visibilityState === "hidden" || performance.now() - lookedAt < BETWEEN_LOOKS) return;
  lookedAt = performance.now();
  const here = new URL(location.href);
  here.search = new URLSearchParams({ question: first.id });
  try {
    const answer = await fetch(here, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || kept.count()) return; // what is being sent settles itself
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const revisionIn = (q) => Number(q?.querySelector("[name=revision]")?.value ?? 0);
    elsewhere = questions.filter((q) => revisionIn(page.getElementById(q.id)) > revisionIn(q)).map((q) => q.id);
    if (elsewhere.length) report();
  } catch { /* another time */ }
}
document.addEventListener("visibilitychange", lookAround);

// On the way out nobody waits for replies: everything goes at once, and is sent again should it not have arrived.
function sendLastWords() {
  if (stopped) return;
  isLeaving = true;
  for (const [question, entry] of Object.entries(kept.all())) {
    if (held.has(question) || question === underWay) continue;
    noteAsLost(question, entry);
    post(entry, { keepalive: true }).catch(() => { /* kept */ });
  }
}

function show(form, fields, units = Object.keys(UNITS)) {
  const names = units.flatMap((unit) => UNITS[unit]);
  for (const control of form.elements) {
    if (!names.includes(control.name)) continue;
    const value = valueOf(fields, control.name);
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = control.name === "met" ? valuesOf(fields, "met").includes(control.value) : value !== "";
    else if (control.value !== value) control.value = value;
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

// What was carried over, as long as it waits to be confirmed.
function waits(form, is) { for (const place of form.closest(".q").querySelectorAll("[data-carried], [data-waiting]")) place.hidden = !is; }

// The highest level of which every "must" of all levels up to it is met and at most one "should" of each is missing;
// see suggested_level in assessments/domain/criteria.py.
function suggestedLevel(form) {
  let level = Number(say.lowest);
  while (level < Number(say.highest) && holds(missingOf(form, level + 1))) level += 1;
  return level;
}
const holds = (missing) => missing.length === 0 || (missing.length === 1 && "should" in missing[0].dataset);
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
  const put = (selector, words) => { const place = form.querySelector(selector); if (place.textContent !== words) place.textContent = words; };
  put("[data-suggests]", any ? `${say.saySuggests} ${level}.` : "");
  put("[data-missing]", any && missing.length ? [say.sayForNext, ...missing.map((box) => box.nextElementSibling.firstChild.textContent.trim())].join(" ") : "");
  form.dataset.isOff = Boolean(any) && /^\d+$/.test(now) && Number(now) !== level;
  form.querySelector("[data-differs]").hidden = form.dataset.isOff === "false" && !form.elements.level_reason.value;
  form.dataset.suggested = level;
}

// Where what is still to be said is said.
function missing(form) {
  if (!isUnfinished(form)) return null;
  if (form.querySelector("[name=choice]:checked").value !== "not_applicable") return form.elements.level_reason;
  return form.querySelector("[name=reason]:checked") ? form.elements.note : form.querySelector("[name=reason]");
}

// Half said: the reason is still to come, and asking for it in red before that would only be in the way.
function isUnfinished(form) {
  const choice = form.querySelector("[name=choice]:checked")?.value;
  if (choice === "not_applicable") {
    const reason = form.querySelector("[name=reason]:checked");
    return !reason || ("needsNote" in reason.dataset && !form.elements.note.value.trim());
  }
  return form.dataset.isOff === "true" && !form.elements.level_reason.value.trim();
}

// Of the units asked about, what somebody else stored is taken over where that was chosen; the rest is said again, having
// seen it.
function choose(form, question) {
  const theirs = Object.keys(UNITS).filter((unit) => form.querySelector(`[name="pick-${unit}"]:checked`)?.value === "stored");
  show(form, collisions.get(question), theirs);
  labelFromChoice(form);
  collisions.delete(question);
  problem(form, "");
  remember(form, form.elements.revision.value);
}

const isLocked = (form) => "locked" in form.dataset;
const isCollided = (form) => form.querySelector("[name^='asked-']") !== null;

for (const form of formOf.values()) {
  if (!mayAnswer) break;
  if (isLocked(form)) continue;
  const { question } = form.closest(".q").dataset;
  form.dataset.suggested = suggestedLevel(form);
  const changed = (delay) => {
    remember(form);
    if (isCollided(form)) return;
    held.delete(question);
    if (stopped) { stopped(); return; }
    if (isUnfinished(form)) { held.set(question, say.sayUnfinished); report(); return; }
    if (!sending) announce("saving", say.saySaving);
    soon(delay);
  };
  form.addEventListener("change", ({ target }) => {
    if (target.name === "met") suggest(form, true, form.dataset.suggested);
    if (target.name === "choice") { labelFromChoice(form); suggest(form, false); }
    if (target.name === "is_flagged") flag(form);
    if (["choice", "reason", "met", "is_flagged"].includes(target.name)) changed(150);
  });
  form.addEventListener("input", ({ target }) => { if (target.matches("textarea")) changed(800); });
  form.querySelector("[data-confirm]")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(form, asFields(JSON.parse(event.currentTarget.dataset.confirm)), ["choice"]);
    labelFromChoice(form);
    waits(form, false);
    changed(0);
    if (isUnfinished(form)) missing(form).focus(); else goTo(nextOpen(form.closest(".q")));
  });
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (submitter?.hasAttribute("formaction")) return; // removing evidence, a page of its own
    if (isCollided(form) && !collisions.has(question)) return; // found out by a form: the server has both values
    event.preventDefault();
    if (!form.reportValidity()) return; // which of both values to keep
    if (isCollided(form)) choose(form, question); else remember(form);
    held.delete(question);
    flush();
    if (submitter?.name === "stay") open(form.closest(".q"));
    else if (!isUnfinished(form)) goTo(nextOpen(form.closest(".q")));
  });
  if (isTouched(form) && !kept.get(question)) changed(150);
}

// --- moving about ---------------------------------------------------------------------------------------------------

const choiceOf = (q) => isLocked(q.querySelector("form")) ? "locked" : q.querySelector("[name=choice]:checked")?.value ?? "";
// The next open one; then the rest of the section; then what nobody has looked at yet. As next_to_answer in
// assessments/domain/filters.py: nobody is led back to what they have just said they do not know.
function nextOpen(from) {
  const at = questions.indexOf(from);
  const following = questions.slice(at + 1).find((q) => ["", "unknown"].includes(choiceOf(q)));
  return following ?? document.querySelector(".pages [rel=next]") ?? questions.slice(0, Math.max(0, at)).find((q) => choiceOf(q) === "");
}
const focusChoice = (q) => (q.querySelector(".q-conflict input[type=radio]") ?? q.querySelector("[name=choice]:checked:not([value=''])") ?? q.querySelector("[name=choice]"))?.focus({ preventScroll: true });
function open(q) {
  q.open = true;
  if (mayAnswer && !isLocked(q.querySelector("form"))) focusChoice(q);
  else q.querySelector("summary").focus({ preventScroll: true });
  q.scrollIntoView({ block: "start" });
}
// Who loads the page again, or comes back to it from adding evidence or signing in, finds the question that was open.
// Only after the next picture: browsers fetch and draw the page's icon anew at each change of the address.
shell.addEventListener("toggle", ({ target }) => requestAnimationFrame(() => setTimeout(() => {
  const here = new URL(location.href);
  if (!target.open || !questions.includes(target) || here.searchParams.get("question") === target.id) return;
  here.searchParams.set("question", target.id);
  here.hash = "";
  history.replaceState(history.state, "", here);
})), true);

// Each is laid out before it is opened, while nobody waits: that is half of the work of opening it.
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
// The one that is open comes first: closing it would otherwise take its layout away, and opening it again make it anew.
const openAt = Math.max(0, questions.findIndex((q) => q.open));
const unready = [...questions.slice(openAt), ...questions.slice(0, openAt)];
function prepareNext() {
  const q = unready.shift();
  if (!q) return;
  q.classList.add("is-ready");
  q.querySelector("form").getBoundingClientRect();
  whenIdle(prepareNext);
}
whenIdle(prepareNext);

let isAtEnd = location.hash === "#end";
shell.addEventListener("focusin", ({ target }) => { if (target.closest(".q")) isAtEnd = false; });
function goTo(place) {
  if (place?.href) { place.click(); return; }
  if (place) { open(place); return; }
  if (isAtEnd) { document.querySelector(".q-turn .push").click(); return; } // nothing left here, said already: on to the next section
  isAtEnd = true;
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
const READING = "jku/"; // of whoever may not answer
try { switchOfKeys.checked = localStorage.getItem(KEYS) !== "off"; } catch { /* they stay on */ }
switchOfKeys.addEventListener("change", () => { try { localStorage.setItem(KEYS, switchOfKeys.checked ? "on" : "off"); } catch { /* for this page alone */ } });
for (const hint of document.querySelectorAll(".keyhint, [data-keyhint]")) hint.hidden = false;
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".q textarea")) { event.target.form.requestSubmit(); return; }
  if (event.key === "Escape" && event.target.matches(".q textarea")) { focusChoice(event.target.closest(".q")); return; } // and the keys work again
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  if (event.key === "?") { dialog.showModal(); return; }
  const key = event.key.toLowerCase();
  if (switchOfKeys.checked && (mayAnswer || READING.includes(key)) && press(key)) event.preventDefault();
});

function press(key) {
  const q = questions.find((each) => each.open);
  const at = questions.indexOf(q);
  const choose = (value) => {
    const radio = q?.querySelector(`[name=choice][value="${value}"]`);
    if (!radio || radio.matches(":disabled")) return false;
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  if (/^\d$/.test(key)) return choose(key);
  const acts = {
    j: () => goTo(questions[Math.min(questions.length - 1, at + 1)]),
    k: () => goTo(questions[Math.max(0, at - 1)]),
    u: () => goTo(nextOpen(q)),
    d: () => choose("unknown"),
    y: () => q.querySelector("[data-carried]:not([hidden]) [data-confirm]")?.click(),
    x: () => { choose("not_applicable"); q.querySelector("[name=reason]")?.focus(); },
    c: () => { q.querySelector(".ticking").open = true; q.querySelector("[name=met]")?.focus(); },
    n: () => q.querySelector("[name=note]").focus(),
    e: () => q.querySelector("[data-add-evidence]").click(),
    f: () => q.querySelector("[name=is_flagged]").click(),
    "/": () => document.getElementById("find").focus(),
  };
  if (!acts[key] || ((!q || isLocked(q.querySelector("form"))) && !READING.includes(key))) return false;
  acts[key]();
  return true;
}

// --- the beginning: what was kept is shown and sent -----------------------------------------------------------------

const flagged = document.querySelector("[data-count=flagged]");
flagged.dataset.others = Number(flagged.textContent) - questions.filter((q) => q.querySelector("[name=is_flagged]")?.checked).length;

if (mayAnswer) {
  for (const [question, entry] of Object.entries(kept.all())) {
    const form = formOf.get(question);
    if (form && !isLocked(form)) { show(form, entry.fields); labelFromChoice(form); }
  }
  if (!kept.works()) announce("error", say.sayNoStorage);
  if (kept.count()) { report(); flush(); }
  const tryAgain = () => { stopped = null; isLeaving = false; wait = FIRST_WAIT; if (kept.count()) flush(); };
  addEventListener("online", tryAgain);
  addEventListener("offline", () => report());
  addEventListener("pagehide", sendLastWords);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) tryAgain(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); else tryAgain(); });
  addEventListener("storage", ({ key }) => { if (key === kept.name && !kept.count() && !held.size) announce("idle", ""); }); // another tab has sent it
} else if (kept.count()) announce("error", say.sayForbidden, String(kept.count()));
