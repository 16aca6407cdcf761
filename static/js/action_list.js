// Ticking rows: how many, and all of a page at once. Without this script one ticks them one by one.
const form = document.getElementById("several");
if (form) {
  const boxes = [...form.querySelectorAll("[name=pick]")];
  const told = form.querySelector("[data-ticked]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = count === 0 ? "" : count === 1 ? told.dataset.one : told.dataset.many.replace("%n", count);
  };
  form.querySelector("[data-with-script]").hidden = false;
  form.addEventListener("change", tell);
  form.addEventListener("click", (event) => {
    const which = event.target.closest("[data-tick]")?.dataset.tick;
    if (!which) return;
    for (const box of boxes) box.checked = which === "all";
    tell();
  });
  tell();
}
