// The composer: the preview follows what is typed, without saving it and without moving from where one reads.
// Without this script the button below the form sends the same to the same preview.

import { isTouched } from "./app.js";

const form = document.getElementById("composer");
const frame = document.querySelector("[name=report-preview]");
const said = document.querySelector("[data-preview-state]");

const PAUSE = 500; // milliseconds without a key before it is asked
let seen = false, stale = false, asking = false, timer;

const isTyped = () => "unsaved" in form.dataset || isTouched(form);

function tell(state) {
  if (said.textContent !== said.dataset[state]) said.textContent = said.dataset[state];
}

// Chapters that say the same stay where they are: what one reads does not jump, and no picture is drawn anew.
function show(page) {
  const inner = page.slice(page.indexOf("<body>")); // its style is there already, and the policy of this page refuses it
  const now = [...new DOMParser().parseFromString(inner, "text/html").body.children];
  const body = frame.contentDocument.body, before = [...body.children];
  now.forEach((part, place) => {
    if (!before[place]) body.append(part);
    else if (!before[place].isEqualNode(part)) before[place].replaceWith(part);
  });
  for (const part of before.slice(now.length)) part.remove();
}

// One question at a time, of what is typed by then; none as long as nobody looks.
async function ask() {
  if (!stale || !seen || asking || !frame.contentDocument?.querySelector("section")) return;
  stale = false;
  asking = true;
  try {
    const reply = await fetch(frame.src, {
      method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", signal: AbortSignal.timeout(15000),
    });
    if (reply.ok) show(await reply.text());
    tell(reply.ok ? (isTyped() ? "typed" : "stored") : reply.status === 422 ? "invalid" : "failed");
  } catch {
    tell("failed");
  }
  asking = false;
  if (stale) later();
}

function later() {
  stale = true;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

// As long as the chapters are the usual ones, they change with the level of detail; the server says the same.
let detail = form.elements.detail.value;
const usual = (level, box) => form.getAttribute(`data-usual-${level}`).split(" ").includes(box.value);
form.addEventListener("input", ({ target }) => {
  if (target.name !== "detail") return;
  const boxes = [...form.elements.chapters];
  if (boxes.every((box) => box.checked === usual(detail, box))) for (const box of boxes) box.checked = usual(target.value, box);
  detail = target.value;
});
form.addEventListener("input", later);
frame.addEventListener("load", ask);
new IntersectionObserver(([{ isIntersecting }]) => { seen = isIntersecting; ask(); }).observe(frame);
form.querySelector("[data-without-script]").hidden = true;
// What was refused, or what the browser itself has kept, is in the form and not yet in the preview.
addEventListener("pageshow", () => { if (isTyped()) later(); });
