// The page of results: terms open beside what one reads, and a thought of what could be closed is answered at once.
// Without this script the same links and the same form load the page anew.

const opened = document.getElementById("opened");
const closing = document.getElementById("closing");
const answer = document.querySelector("[data-what-if]");

async function piece(url, part) {
  const reply = await fetch(url, { headers: { "X-Part": part }, redirect: "manual", signal: AbortSignal.timeout(15000) });
  if (!reply.ok) throw new Error(String(reply.status));
  return document.createRange().createContextualFragment(await reply.text());
}

addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-opens]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    opened.querySelector("[data-terms]").replaceChildren(await piece(link.href.split("#")[0], "terms"));
    opened.showModal();
  } catch {
    location.href = link.href;
  }
});
// A click beside it closes it.
opened.addEventListener("click", (event) => { if (event.target === opened) opened.close(); });

if (closing) {
  let asked = 0;
  const ask = async () => {
    const chosen = new URLSearchParams(new FormData(closing)).toString();
    const mine = ++asked;
    try {
      const found = await piece(`?${chosen}`, "what-if");
      if (mine !== asked) return; // something else has been ticked meanwhile
      answer.replaceChildren(found);
      history.replaceState(null, "", chosen ? `?${chosen}` : location.pathname);
    } catch {
      if (mine === asked) closing.submit();
    }
  };
  addEventListener("change", (event) => { if (event.target.name === "close") ask(); });
  document.querySelector("[data-without-script]").hidden = true;
}
