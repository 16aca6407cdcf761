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
