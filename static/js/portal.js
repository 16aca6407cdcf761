// Saves each answer of a vendor by itself while it is typed. Without this file the button below the questions does it.

import { isTyped } from "./app.js";

const form = document.getElementById("section");
const WAIT = 1200;
const AGAIN = 5000;
const waiting = new Set(); // questions whose text the server does not have yet

function say(place, text, state) {
  let line = place.querySelector(".save");
  if (!line) { line = document.createElement("span"); line.className = "save"; place.append(line); }
  line.dataset.state = state;
  line.textContent = text;
}

function bodyOf(block) {
  const body = new FormData();
  for (const field of form.querySelectorAll("[name=csrfmiddlewaretoken]")) body.set(field.name, field.value);
  for (const field of block.querySelectorAll("[name]")) {
    if (field.type !== "radio" || field.checked) body.append(field.name, field.value);
  }
  body.set("only", block.dataset.question);
  return body;
}

class Answer {
  constructor(block) {
    this.block = block;
    this.text = block.querySelector("textarea");
    this.state = block.querySelector("[data-state]");
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("change", () => { if (waiting.has(this)) this.send(); });
    if (isTyped(this.text)) this.changed();
  }

  changed() {
    waiting.add(this);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  async send() {
    clearTimeout(this.timer);
    // What is typed meanwhile goes when the answer is here, with the revision it brings; whoever is asked presses Save.
    if (this.isSending || this.state.querySelector(".conflict")) return;
    this.isSending = true;
    const sent = this.text.value;
    say(this.state, form.dataset.saving, "saving");
    try {
      const answer = await fetch(location.href, { method: "POST", body: bodyOf(this.block), credentials: "same-origin" });
      this.take(answer.status, await answer.text(), sent);
    } catch {
      say(this.state, form.dataset.waiting, "offline");
      this.timer = setTimeout(() => this.send(), AGAIN);
    }
    this.isSending = false;
    if (this.text.value !== sent && !this.isStuck) this.changed();
  }

  take(status, html, sent) {
    this.isStuck = ![200, 409, 422].includes(status) || !html.includes(`-revision"`);
    if (this.isStuck || html.includes("<html")) return say(this.state, form.dataset.failed, "error");
    this.state.innerHTML = html;
    this.isStuck = status !== 200;
    if (status === 200 && this.text.value === sent) waiting.delete(this);
  }
}

for (const block of form.querySelectorAll("[data-question]")) new Answer(block);

let isLeaving = false;
form.addEventListener("submit", () => { isLeaving = true; });
addEventListener("beforeunload", (event) => { if (waiting.size && !isLeaving) event.preventDefault(); });
