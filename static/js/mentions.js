// While somebody types @ and a name, whom they may mean: arrows choose, Enter or Tab takes, Escape closes. Without this
// file a name is typed out, and the server asks where several people have it.

const list = document.getElementById("mentionable");
const people = [...list.children];
const BEFORE = /(?:^|[\s(])@([^\s@](?:[^@\n]{0,40}))?$/;
let field = null;
let current = -1;

const fold = (text) => text.toLocaleLowerCase();
const shown = () => people.filter((person) => !person.hidden);

function typed() {
  if (field.selectionStart !== field.selectionEnd) return null;
  const match = BEFORE.exec(field.value.slice(0, field.selectionStart));
  return match ? (match[1] ?? "") : null;
}

function mark(index) {
  const found = shown();
  current = found.length ? (index + found.length) % found.length : -1;
  for (const person of people) person.setAttribute("aria-selected", String(person === found[current]));
  if (current < 0) field.removeAttribute("aria-activedescendant");
  else { field.setAttribute("aria-activedescendant", found[current].id); found[current].scrollIntoView({ block: "nearest" }); }
}

function close() {
  list.hidden = true;
  field?.removeAttribute("aria-activedescendant");
}

function look() {
  const name = typed();
  if (name === null) { close(); return; }
  const wanted = fold(name);
  for (const person of people) person.hidden = !fold(person.dataset.name).split(" ").some((_word, at, words) => words.slice(at).join(" ").startsWith(wanted));
  if (!shown().length) { close(); return; }
  field.after(list);
  list.hidden = false;
  mark(0);
}

function take(person) {
  const end = field.selectionStart;
  const start = end - typed().length;
  field.setRangeText(`${person.dataset.name} `, start, end, "end");
  close();
  field.focus();
}

for (const each of document.querySelectorAll("textarea[data-mentions]")) {
  each.setAttribute("aria-autocomplete", "list");
  each.setAttribute("aria-haspopup", "listbox");
  each.setAttribute("aria-controls", list.id);
  each.addEventListener("input", () => { field = each; look(); });
  each.addEventListener("blur", () => { if (field === each) setTimeout(() => { if (document.activeElement !== each) close(); }, 150); });
  each.addEventListener("keydown", (event) => {
    if (list.hidden || field !== each) return;
    const keys = { ArrowDown: () => mark(current + 1), ArrowUp: () => mark(current - 1), Enter: () => take(shown()[current]), Tab: () => take(shown()[current]), Escape: close };
    if (!keys[event.key] || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}
list.addEventListener("mousedown", (event) => {
  const person = event.target.closest("[data-name]");
  if (!person) return;
  event.preventDefault(); // the field keeps the focus
  take(person);
});
