// The case page: progress while it is worked on, new decisions when they are there, documents and statements added.
import { choose, forget, say, showClause, showFact } from "./source.js";

const shell = document.getElementById("case");
const live = document.getElementById("live");
const dialog = document.getElementById("attest");
const form = document.getElementById("attest-form");
const message = document.documentElement.lang.startsWith("zh") ? "message" : "message_en";
const ENDED = new Set(["done", "failed"]);
const QUICK = 700;
const SLOW = 5000;
let signature = live.querySelector("[data-signature]").dataset.signature;
let asking = null;
let timer = 0;

// What decides whether the page must be drawn anew; the server puts the same text into data-signature.
function signatureOf(state) {
  return [state.state, state.revision, state.decided ?? "", ...state.documents.map((d) => d.state)].join("|");
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
  const opened = new Set([...live.querySelectorAll("details[open]")].map(nameOf));
  const touched = live.querySelector("details") !== null;
  live.innerHTML = await answer.text();
  if (touched) for (const one of live.querySelectorAll("details")) if (opened.has(nameOf(one))) one.open = true;
  forget();
}

function nameOf(details) {
  const home = details.closest("[id]");
  return `${home?.id}/${[...home.querySelectorAll("details")].indexOf(details)}`;
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
      if (!ENDED.has(state.state)) pause = QUICK;
    }
  } catch {
    // the network is gone for a moment: ask again later
  }
  if (document.visibilityState === "visible") timer = window.setTimeout(poll, pause);
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") poll(); });

function field(spec) {
  const home = document.getElementById("attest-value");
  const label = document.createElement("label");
  const wanted = spec.type === "bool" ? { true: say("value.yes"), false: say("value.no") } : spec.choices;
  let input;
  if (wanted && Object.keys(wanted).length) {
    input = document.createElement("select");
    input.append(new Option("", ""));
    for (const [value, text] of Object.entries(wanted)) input.append(new Option(text, value));
  } else {
    input = document.createElement("input");
    input.type = { date: "date", month: "month" }[spec.type] ?? "text";
    if (["money", "count", "ratio", "number"].includes(spec.type)) input.inputMode = "decimal";
  }
  input.id = "attest-input";
  input.name = "value";
  input.required = true;
  label.htmlFor = input.id;
  label.textContent = spec.type === "money" ? `${spec.label} ${say("value.in_yuan")}` : spec.label;
  home.replaceChildren(label, input);
  return input;
}

function ask(spec) {
  asking = spec;
  document.getElementById("attest-ask").textContent = spec.ask;
  document.getElementById("attest-trouble").hidden = true;
  document.getElementById("attest-reason").value = "";
  const input = field(spec);
  dialog.showModal();
  input.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const trouble = document.getElementById("attest-trouble");
  const send = document.getElementById("attest-send");
  const body = {
    fact: asking.fact, subject: asking.subject, method: asking.method,
    value: form.elements.value.value, by: form.elements.by.value, reason: form.elements.reason.value,
  };
  send.disabled = true;
  try {
    const answer = await fetch(form.dataset.action, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (answer.ok) { dialog.close(); poll(); } else { trouble.textContent = said.error[message]; trouble.hidden = false; }
  } catch {
    trouble.textContent = say("page.offline");
    trouble.hidden = false;
  }
  send.disabled = false;
});
document.getElementById("attest-cancel").addEventListener("click", () => dialog.close());

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

shell.addEventListener("click", (event) => {
  const target = event.target.closest("[data-fact], a.cite, [data-attest]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (target.dataset.fact) showFact(target.dataset.fact);
  else if (target.dataset.attest) ask(JSON.parse(target.dataset.attest));
  else showClause(target.dataset.clause, Number.parseInt(target.dataset.start, 10), Number.parseInt(target.dataset.end, 10));
});

choose("page");
poll();
