// The page of a result: sliders that move one weight with the others in proportion, and what the ranking would be then.
// Nothing is sent or stored. Without this script the same fields and a button load the page anew.

const data = JSON.parse(document.getElementById("live").textContent);
const form = document.getElementById("weights");

// MT19937 as in numpy's RandomState, so that the same seed gives the same shares here and on the server.
function* randoms(seed) {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let at = 624;
  const next = () => {
    if (at === 624) {
      for (let i = 0; i < 624; i++) {
        const y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
        state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  for (;;) yield ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

// A factor per criterion and draw, within the band around 1.
let factors;
function drawn() {
  if (factors) return factors;
  const source = randoms(data.seed);
  factors = data.weights.map(() => Float64Array.from({ length: data.draws }, () => 1 - data.band + 2 * data.band * source.next().value));
  return factors;
}

const EQUAL = 1e-9;
const ranked = data.vendors.filter((vendor) => vendor.ranked);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const fixed = (number, places) => (number + EQUAL).toFixed(places);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const listed = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${data.words.and} ${names.at(-1)}`);
// All and nothing are said only where they are true.
const percent = (share) => (share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.floor(share * 100 + 0.5 + EQUAL))) : share * 100);

function range(vendor, weights) {
  let low = 0, missing = 0;
  vendor.values.forEach((value, i) => { if (value === null) missing += weights[i]; else low += weights[i] * value; });
  return [low, low + missing * 100];
}

// How often each ranked vendor takes each place, and is first alone.
function shares(weights) {
  const count = ranked.length;
  const places = ranked.map(() => new Uint32Array(count));
  const alone = new Uint32Array(count);
  const band = drawn();
  const totals = new Float64Array(count);
  for (let draw = 0; draw < data.draws; draw++) {
    totals.fill(0);
    let whole = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] * band[i][draw];
      whole += weight;
      for (let v = 0; v < count; v++) totals[v] += weight * ranked[v].values[i];
    }
    let first = 0, who = 0;
    for (let v = 0; v < count; v++) {
      let better = 0;
      for (let other = 0; other < count; other++) if (totals[other] - totals[v] > EQUAL * whole) better++;
      places[v][better]++;
      if (!better) { first++; who = v; }
    }
    if (first === 1) alone[who]++;
  }
  return ranked.map((vendor, v) => ({ vendor, places: Array.from(places[v], (n) => n / data.draws), alone: alone[v] / data.draws }));
}

const svg = (name, given) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  return made;
};

function verdict(order, found) {
  const leaders = order.filter((each) => each.rank === 1).map((each) => each.vendor.name);
  const first = leaders[0], second = order[1]?.vendor.name;
  if (leaders.length > 1) return filled(data.words.share, { names: listed(leaders) });
  if (order.length === 1) return filled(data.words.only, { first });
  const alone = found.find((each) => each.vendor === order[0].vendor).alone;
  return filled(alone < data.leaning ? data.words.tie : data.words.leading, { first, second, share: percent(alone) });
}

function show(weights) {
  const totals = data.vendors.map((vendor) => ({ vendor, total: range(vendor, weights) }));
  for (const { vendor, total: [low, high] } of totals) {
    const said = high - low > EQUAL ? `${fixed(low, 1)}–${fixed(high, 1)}` : fixed(low, 1);
    document.querySelector(`[data-total="${vendor.code}"]`).textContent = said;
    document.querySelector(`[data-vendor="${vendor.code}"] .ranks__total`).textContent = said;
  }
  const order = totals.filter((each) => each.vendor.ranked)
    .map((each) => ({ ...each, rank: 1 + totals.filter((other) => other.vendor.ranked && other.total[0] - each.total[0] > EQUAL).length }))
    .sort((a, b) => a.rank - b.rank);
  if (!order.length) return;
  const found = shares(weights);
  const list = document.getElementById("ranks");
  const rest = [...list.children].filter((row) => !order.some((each) => each.vendor.code === row.dataset.vendor));
  for (const { vendor, rank } of order) {
    const row = list.querySelector(`[data-vendor="${vendor.code}"]`);
    row.querySelector(".ranks__rank").textContent = rank;
    const { places } = found.find((each) => each.vendor === vendor);
    const bar = row.querySelector(".rankbar");
    if (bar) {
      let left = 0;
      bar.replaceChildren(...places.flatMap((share, i) => {
        const piece = share ? [svg("rect", { "data-r": Math.min(i + 1, 5), x: left * 100, width: share * 100, height: 10 })] : [];
        left += share;
        return piece;
      }));
      const said = places.flatMap((share, i) => (share ? [filled(data.words.place, { place: i + 1, share: percent(share) })] : []));
      bar.setAttribute("aria-label", `${vendor.name}: ${said.join(", ")}`);
    }
    list.append(row);
  }
  list.append(...rest);
  const said = filled(data.words.provisional, { said: verdict(order, found) });
  document.getElementById("verdict").textContent = said;
  const now = document.getElementById("tried-now");
  now.textContent = said;
  now.hidden = false;
  // The bars are those within the band now, whichever were shown before; how sure the locked weights are stays.
  for (const chip of document.querySelectorAll("[data-mode]")) chip.toggleAttribute("aria-current", chip.dataset.mode === "band");
  const hint = document.getElementById("hint");
  if (hint) hint.textContent = data.words.hint;
  for (const sure of document.querySelectorAll(".sure, .sure-word")) sure.setAttribute("hidden", "");
  document.getElementById("trying").hidden = false;
}

// One part gets a weight, those inside it and all others keep their proportions.
function moved(weights, part, to) {
  const inside = sum(part.map((i) => weights[i]));
  return weights.map((weight, i) => {
    const isIn = part.includes(i);
    const whole = isIn ? inside : sum(weights) - inside;
    const share = isIn ? to : 1 - to;
    return whole > EQUAL ? (weight * share) / whole : share / (isIn ? part.length : weights.length - part.length || 1);
  });
}

function start() {
  const place = new Map(data.criteria.map((code, i) => [code, i]));
  const fields = data.criteria.map((code) => form.elements[`w-${code}`]);
  const sliders = [...form.querySelectorAll("input[type=range]")];
  const part = (slider) => (slider.dataset.group ? data.groups[slider.dataset.group].map((code) => place.get(code)) : [place.get(slider.dataset.criterion)]);
  const parts = new Map([...sliders.map((slider) => [slider, part(slider)]), ...fields.map((field, i) => [field, [i]])]);
  let weights = data.weights;
  let before = weights, moving = null, frame = 0;

  function set(except) {
    fields.forEach((field, i) => { if (field !== except) field.value = fixed(weights[i] * 100, 1); });
    for (const slider of sliders) {
      const weight = sum(parts.get(slider).map((i) => weights[i])) * 100;
      if (slider !== except) slider.value = weight;
      if (slider.dataset.group) form.querySelector(`[data-group-weight="${slider.dataset.group}"]`).textContent = `${fixed(weight, 1)}\u00a0%`;
    }
  }

  // What is moved in one go is reckoned from where it began: a part that touches 100 % must not lose the others' shares.
  form.addEventListener("focusin", (event) => { if (parts.has(event.target)) { moving = event.target; before = weights; } });
  form.addEventListener("input", (event) => {
    const control = event.target;
    if (!parts.has(control)) return;
    if (moving !== control) { moving = control; before = weights; }
    const to = Number(control.value.replace(",", ".")) / 100;
    const isWrong = control.value.trim() === "" || !(to >= 0 && to <= 1);
    control.toggleAttribute("aria-invalid", isWrong);
    if (isWrong) return;
    weights = moved(before, parts.get(control), to);
    set(control);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => show(weights));
  });
  form.addEventListener("change", () => {
    set();
    const query = new URLSearchParams(data.criteria.map((code, i) => [`w-${code}`, fixed(weights[i] * 100, 4)]));
    history.replaceState(null, "", `?${query}`);
  });
  form.querySelector("[data-without-script]").hidden = true;
  for (const slider of sliders) slider.hidden = false;
  set();
}

if (form && ranked.length) start();
