// The case page: progress while it is worked on, new decisions when they are there, documents and statements added.
import { ask, onStated } from "./attest.js";
import { ends, move } from "./order.js";
import { back, keepOver, place } from "./place.js";
import { choose, forget, say, showClause, showFact } from "./source.js";

const shell = document.getElementById("case");
const live = document.getElementById("live");
const message = document.documentElement.lang.startsWith("zh") ? "message" : "message_en";
const ENDED = new Set(["done", "failed"]);
const QUICK = 700;
const SLOW = 5000;
const ADVICE = 20000; // how long after a decision its advice is looked out for
let signature = live.querySelector("[data-signature]").dataset.signature;
let timer = 0;
let ended = Date.now();

// What decides whether the page must be drawn anew; the server puts the same text into data-signature.
function signatureOf(state) {
  return [state.state, state.revision, state.decided ?? "", state.advised ?? "", ...state.documents.map((d) => d.state)].join("|");
}

function progress(state) {
  for (const document_ of state.documents) {
    const row = live.querySelector(`[data-document="${document_.number}"]`);
    const bar = row?.querySelector('[data-role="bar"]');
    if (!bar) continue;
    if (document_.pages_total) { bar.max = document_.pages_total; bar.value = document_.pages_done; }
    row.querySelector('[data-role="label"]').textContent = document_.state_text;
  }
}

async function redraw() {
  const answer = await fetch(shell.dataset.live);
  if (!answer.ok) return;
  const page = await answer.text();
  const opened = new Map([...live.querySelectorAll("details")].map((one) => [nameOf(one), one.open]));
  const focused = live.contains(document.activeElement) ? pointer(document.activeElement) : null;
  const spot = window.scrollY > 0 ? place(live) : null;
  live.innerHTML = page;
  for (const one of live.querySelectorAll("details")) one.open = opened.get(nameOf(one)) ?? one.open;
  ordered();
  back(spot);
  if (focused) live.querySelector(focused)?.focus({ preventScroll: true });
  forget();
}

function ordered() {
  for (const list of live.querySelectorAll("[data-order]")) ends(list);
}

// A fold by its place and its words without their numbers, which may change.
function nameOf(details) {
  return `${details.closest("[id]")?.id}/${details.querySelector("summary")?.textContent.replaceAll(/[\d\s,.]+/g, "")}`;
}

// A selector that finds the same control again after the page was drawn anew.
function pointer(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const home = element.closest("[id]");
  const name = ["data-attest", "data-fact", "href"].find((one) => element.hasAttribute(one));
  const own = name ? `[${name}="${CSS.escape(element.getAttribute(name))}"]` : element.tagName.toLowerCase();
  return `#${CSS.escape(home.id)} ${own}`;
}

async function poll() {
  window.clearTimeout(timer);
  let pause = SLOW;
  try {
    const answer = await fetch(shell.dataset.api);
    if (answer.ok) {
      const state = await answer.json();
      const now = signatureOf(state);
      if (now === signature) progress(state);
      else { await redraw(); signature = now; }
      if (!ENDED.has(state.state)) ended = Date.now();
      if (!ENDED.has(state.state) || (state.advised !== state.decided && Date.now() - ended < ADVICE)) pause = QUICK;
    }
  } catch {
    // the network is gone for a moment: ask again later
  }
  if (document.visibilityState === "visible") timer = window.setTimeout(poll, pause);
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") poll(); });

onStated(poll);

live.addEventListener("change", (event) => {
  if (event.target.id !== "more-files") return;
  document.getElementById("more-count").textContent = [...event.target.files].map((file) => file.name).join(say("app.comma"));
});

live.addEventListener("submit", async (event) => {
  const more = event.target;
  if (more.id !== "more") return;
  event.preventDefault();
  const trouble = more.querySelector('[data-role="trouble"]');
  const button = more.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(more.dataset.api, { method: "POST", body: new FormData(more) });
    const said = await answer.json();
    trouble.hidden = answer.ok;
    if (answer.ok) { more.reset(); poll(); } else trouble.textContent = said.error[message];
  } catch {
    trouble.textContent = say("page.offline");
    trouble.hidden = false;
  }
  button.disabled = false;
});

live.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) move(button);
});

// A link to a measure opens the folds it lies in.
live.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#measure-"]');
  if (!link) return;
  event.preventDefault();
  const target = document.getElementById(link.getAttribute("href").slice(1));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target?.scrollIntoView({ block: "start" });
  target?.focus({ preventScroll: true });
});

shell.addEventListener("click", (event) => {
  const target = event.target.closest("[data-fact], a.cite, [data-attest]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (target.dataset.fact) showFact(target.dataset.fact);
  else if (target.dataset.attest) ask(JSON.parse(target.dataset.attest));
  else showClause(target.dataset.clause, Number.parseInt(target.dataset.start, 10), Number.parseInt(target.dataset.end, 10));
});

ordered();
choose("page");
keepOver(live, document.querySelector("nav a[hreflang]"));
poll();
