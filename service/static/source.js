// The source panel: the page that a value stands on, with its place marked; the notice with a cited span marked.
const shell = document.getElementById("case");
const panel = document.getElementById("source");
const strings = JSON.parse(document.getElementById("strings").textContent);
const tabs = { page: document.getElementById("tab-page"), notice: document.getElementById("tab-notice") };
const panes = { page: document.getElementById("pane-page"), notice: document.getElementById("pane-notice") };
const el = (id) => document.getElementById(id);
let facts = null;
let shown = null;
let step = 0;
let opener = null;

export const say = (key, data = {}) => (strings[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => data[name] ?? "?");
export function forget() { facts = null; }

export function choose(name) {
  for (const [one, tab] of Object.entries(tabs)) {
    tab.setAttribute("aria-selected", String(one === name));
    tab.tabIndex = one === name ? 0 : -1;
    panes[one].hidden = one !== name;
  }
}

function open(name) {
  if (!panel.classList.contains("open")) opener = document.activeElement;
  choose(name);
  panel.classList.add("open");
  if (getComputedStyle(panel).position === "fixed") { document.body.classList.add("locked"); panes[name].focus(); }
}

export function close() {
  panel.classList.remove("open");
  document.body.classList.remove("locked");
  opener?.focus();
}

async function load() {
  if (facts === null) {
    const answer = await fetch(`${shell.dataset.api}/facts`);
    if (!answer.ok) throw new Error(String(answer.status));
    const known = await answer.json();
    facts = new Map([...known.fields, ...known.derived, ...known.facts].map((fact) => [fact.id, fact]));
    // one reading of a dispute may be read well and still not be the truth
    for (const reading of known.conflicts.flatMap((one) => one.readings)) facts.set(reading.id, { ...reading, disputed: true });
  }
  return facts;
}

function draw() {
  const place = shown.evidence[step];
  const paper = el("paper");
  el("page-fact").textContent = shown.label;
  el("page-value").textContent = shown.shown;
  const standing = shown.disputed ? "conflict" : shown.sure ? "sure" : "unsure";
  el("page-sure").textContent = shown.disputed ? say("fact.conflict") : shown.standing;
  el("page-sure").className = `tag ${{ conflict: "bad", sure: "good", unsure: "wait" }[standing]}`;
  el("page-text").textContent = place.text;
  el("page-where").textContent = say("source.where", { name: place.filename, where: place.where, method: place.method_text });
  el("page-note").textContent = place.note;
  el("page-note").hidden = !place.note;
  el("page-count").textContent = say("source.count", { number: step + 1, count: shown.evidence.length });
  el("page-prev").disabled = step === 0;
  el("page-next").disabled = step === shown.evidence.length - 1;
  el("page-head").hidden = false;
  el("page-empty").hidden = true;
  paper.hidden = false;
  let sheet = paper.querySelector(".sheet");
  if (!sheet || sheet.dataset.image !== place.image) {
    sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.dataset.image = place.image;
    sheet.style.aspectRatio = `${place.width} / ${place.height}`;
    const image = new Image();
    image.alt = say("source.alt", { name: place.filename, where: place.where });
    image.src = place.image;
    sheet.append(image);
    paper.replaceChildren(sheet);
  }
  sheet.classList.toggle("zoomed", el("page-zoom").getAttribute("aria-pressed") === "true");
  for (const old of sheet.querySelectorAll(".box")) old.remove();
  for (const [x0, top, x1, bottom] of place.boxes) {
    const box = document.createElement("div");
    box.className = "box";
    box.style.left = `${(100 * x0) / place.width}%`;
    box.style.top = `${(100 * top) / place.height}%`;
    box.style.width = `${(100 * (x1 - x0)) / place.width}%`;
    box.style.height = `${(100 * (bottom - top)) / place.height}%`;
    sheet.append(box);
  }
  reveal(paper, sheet.querySelector(".box"));
}

function reveal(paper, box) {
  if (!box) return;
  const from = paper.getBoundingClientRect();
  const at = box.getBoundingClientRect();
  paper.scrollTo({
    top: paper.scrollTop + at.top - from.top - (from.height - at.height) / 2,
    left: paper.scrollLeft + at.left - from.left - (from.width - at.width) / 2,
  });
}

export async function showFact(id) {
  open("page");
  try {
    shown = (await load()).get(id) ?? null;
  } catch {
    shown = null;
  }
  if (!shown || shown.evidence.length === 0) {
    el("page-empty").querySelector("p").textContent = say("source.gone");
    el("page-empty").hidden = false;
    el("page-head").hidden = true;
    el("paper").hidden = true;
    return;
  }
  step = 0;
  draw();
}

function unmark(notice) {
  for (const mark of notice.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  for (const paragraph of notice.querySelectorAll("p")) paragraph.normalize();
  for (const paragraph of notice.querySelectorAll(".on")) paragraph.classList.remove("on");
}

export function showClause(clause, start, end) {
  const notice = el("notice");
  open("notice");
  unmark(notice);
  let first = null;
  if (Number.isInteger(start) && Number.isInteger(end)) {
    for (const paragraph of notice.querySelectorAll("p")) {
      const from = Number(paragraph.dataset.start);
      const to = Number(paragraph.dataset.end);
      if (to <= start || from >= end || !paragraph.firstChild) continue;
      // offsets of the notice count characters, a browser's counts UTF-16 units: step over whole characters
      const characters = Array.from(paragraph.textContent);
      const cut = (offset) => characters.slice(0, Math.max(0, Math.min(offset - from, characters.length))).join("").length;
      const range = document.createRange();
      range.setStart(paragraph.firstChild, cut(start));
      range.setEnd(paragraph.firstChild, cut(end));
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      first ??= mark;
    }
  }
  const whole = notice.querySelector(`p.clause[data-clause="${CSS.escape(clause)}"]`);
  whole?.classList.add("on");
  const target = first ?? whole;
  if (target) notice.scrollTo({ top: notice.scrollTop + target.getBoundingClientRect().top - notice.getBoundingClientRect().top - 90 });
}

el("page-prev").addEventListener("click", () => { step -= 1; draw(); });
el("page-next").addEventListener("click", () => { step += 1; draw(); });
el("page-zoom").addEventListener("click", (event) => {
  const pressed = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", String(pressed));
  draw();
});
el("close-source").addEventListener("click", close);
for (const [name, tab] of Object.entries(tabs)) {
  tab.addEventListener("click", () => choose(name));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const other = name === "page" ? "notice" : "page";
    choose(other);
    tabs[other].focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.classList.contains("open") && !document.querySelector("dialog[open]")) close();
});
