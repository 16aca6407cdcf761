// The board: cards are moved by dragging and by keys, and what others move is shown. Without this script the link on
// each card opens a form that does the same.
import { toast } from "./app.js";

const EVERY = 12000;
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const said = document.getElementById("board-said");
const move = document.getElementById("board-move");
const board = () => document.getElementById("board");
const cardsOf = (column) => [...column.querySelectorAll(".task")];
const columns = () => [...board().querySelectorAll(".column")];

let taken = null; // the card in hand, and where it was
let isSending = false;

const isBusy = () => taken || isSending || board().querySelector(".task__move");

function say(kind, card) {
  const column = card.closest(".column");
  const others = cardsOf(column);
  const words = {
    "%title": card.querySelector(".task__title").textContent.trim(),
    "%column": column.querySelector("h2 span").textContent,
    "%place": others.indexOf(card) + 1,
    "%count": others.length,
  };
  said.textContent = said.dataset[kind].replace(/%title|%column|%place|%count/g, (name) => words[name]);
}

// The columns as they came from the server; the focus and what is scrolled stay where they are.
function show(markup) {
  const focused = document.activeElement?.closest?.("#board .task")?.id;
  const scrolled = columns().map((column) => [column.dataset.state, column.querySelector(".column__cards").scrollTop]);
  const across = board().querySelector(".board")?.scrollLeft ?? 0;
  board().replaceWith(document.createRange().createContextualFragment(markup));
  for (const [state, top] of scrolled) {
    const list = board().querySelector(`[data-state="${state}"] .column__cards`);
    if (list) list.scrollTop = top;
  }
  const around = board().querySelector(".board");
  if (around) around.scrollLeft = across;
  if (focused) document.getElementById(focused)?.querySelector("[data-take]")?.focus({ preventScroll: true });
}

const PART = { "X-Part": "board" };

async function look() {
  if (document.hidden || isBusy()) return;
  try {
    const headers = { ...PART, "If-None-Match": board().dataset.version };
    const answer = await fetch(location.href, { headers, redirect: "error", signal: AbortSignal.timeout(10000) });
    const markup = answer.ok ? await answer.text() : "";
    if (markup && !isBusy()) show(markup);
  } catch { /* the next look may succeed */ }
}
setInterval(look, EVERY);
addEventListener("visibilitychange", look);

async function send(card) {
  const state = card.closest(".column").dataset.state;
  const [above, below] = [card.previousElementSibling, card.nextElementSibling].map((each) => each?.id.slice(2));
  move.elements.revision.value = card.dataset.revision;
  move.elements.to.value = above ? `${state}:after:${above}` : below ? `${state}:before:${below}` : state;
  isSending = true;
  try {
    const signal = AbortSignal.timeout(15000);
    const answer = await fetch(card.dataset.move, { method: "POST", body: new FormData(move), headers: PART, signal });
    // Whoever was signed out meanwhile is somewhere else by now.
    if (answer.redirected && answer.url.endsWith("/drop/")) { // where the reason is asked for
      back(card);
      location.assign(answer.url);
      return;
    }
    if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(String(answer.status));
    const markup = await answer.text();
    if (!markup.includes('id="board"') || markup.includes("<html")) throw new Error("not the board");
    show(markup);
  } catch {
    toast(said.dataset.failed);
    back(card);
  } finally {
    isSending = false;
  }
}

let origin = null;

function take(card) {
  taken = card;
  origin = { list: card.parentElement, next: card.nextElementSibling };
}

function back(card) {
  origin.list.insertBefore(card, origin.next);
}

const hasMoved = (card) => card.parentElement !== origin.list || card.nextElementSibling !== origin.next;

function letGo(card) {
  taken = null;
  card.classList.remove("is-taken", "is-dragged");
  for (const column of columns()) column.classList.remove("is-over");
}

// By keys: Space takes a card and puts it down.
function step(card, [across, down]) {
  const all = columns();
  const column = card.closest(".column");
  if (down) {
    const others = cardsOf(column);
    const at = others.indexOf(card) + down;
    if (at < 0 || at >= others.length) return;
    others[at][down < 0 ? "before" : "after"](card);
  } else {
    const next = all[all.indexOf(column) + across];
    if (!next) return;
    const place = cardsOf(column).indexOf(card);
    next.querySelector(".column__cards").insertBefore(card, cardsOf(next)[place] ?? null);
  }
  card.querySelector("[data-take]").focus(); // moving it in the page has taken the focus away
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("moved", card);
}

addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-take]")?.closest(".task");
  if (!said || !card || isSending || (taken && taken !== card)) return;
  if (event.key === " " && !taken) {
    take(card);
    card.classList.add("is-taken");
    say("taken", card);
  } else if (!taken) {
    return;
  } else if (event.key === " " || event.key === "Enter") {
    letGo(card);
    say("put", card);
    if (hasMoved(card)) send(card);
  } else if (event.key === "Escape") {
    putBack(card);
  } else if (KEYS[event.key]) {
    step(card, KEYS[event.key]);
  } else {
    return;
  }
  event.preventDefault();
});

function putBack(card) {
  letGo(card);
  back(card);
  card.querySelector("[data-take]").focus();
  say("back", card);
}

// Who goes elsewhere leaves the card where it was.
addEventListener("focusout", (event) => {
  const card = taken?.classList.contains("is-taken") && event.relatedTarget ? taken : null;
  if (!card || card.contains(event.relatedTarget)) return;
  letGo(card);
  back(card);
  say("back", card);
});

// By dragging.
addEventListener("dragstart", (event) => {
  const card = event.target.closest?.(".task[draggable]");
  if (!card || isSending) return;
  take(card);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector(".task__title").textContent.trim());
  requestAnimationFrame(() => card.classList.add("is-dragged"));
});
addEventListener("dragover", (event) => {
  const column = event.target.closest?.(".column");
  if (!taken || !column) return;
  event.preventDefault();
  for (const each of columns()) each.classList.toggle("is-over", each === column);
  const others = cardsOf(column).filter((each) => each !== taken);
  const next = others.find((each) => {
    const box = each.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  const list = column.querySelector(".column__cards");
  if (taken.parentElement !== list || taken.nextElementSibling !== (next ?? null)) list.insertBefore(taken, next ?? null);
});
addEventListener("drop", (event) => {
  const card = taken;
  if (!card || !event.target.closest?.(".column")) return;
  event.preventDefault();
  letGo(card);
  say("put", card);
  if (hasMoved(card)) send(card);
});
addEventListener("dragend", () => {
  if (!taken) return;
  const card = taken;
  letGo(card);
  back(card);
});
