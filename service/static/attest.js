// The dialog in which a person states a fact, or a reviewer sets a parameter that the notice leaves open.
import { say } from "./source.js";

const dialog = document.getElementById("attest");
const form = document.getElementById("attest-form");
const home = document.getElementById("attest-value");
const trouble = document.getElementById("attest-trouble");
const back = document.getElementById("attest-back");
const message = document.documentElement.lang.startsWith("zh") ? "message" : "message_en";
const PER = ["month", "quarter", "year", "total"];
const NAME = "huiqi-name";
let asking = null;

function node(tag, traits = {}, ...children) {
  const made = Object.assign(document.createElement(tag), traits);
  made.append(...children);
  return made;
}

// A list of rent periods: from, to, amount, per; the value is read off the rows when it is sent.
function schedule(spec) {
  const rows = node("div", { className: "rent" });
  const add = node("button", { type: "button", className: "btn slim", textContent: say("attest.step_add") });
  const labelled = (key, input) => node("label", { className: "hint" }, say(key), input);
  function row() {
    const remove = node("button", { type: "button", className: "btn slim", textContent: "×", title: say("attest.step_remove") });
    remove.setAttribute("aria-label", say("attest.step_remove"));
    const made = node("div", { className: "rent-step" },
      labelled("attest.step_from", node("input", { type: "date", name: "from", required: true })),
      labelled("attest.step_to", node("input", { type: "date", name: "to", required: true })),
      labelled("attest.step_amount", node("input", { type: "text", name: "amount", inputMode: "decimal", required: true })),
      labelled("attest.step_per", node("select", { name: "per" }, ...PER.map((per) => new Option(say(`value.per_${per}`), per)))),
      remove);
    remove.addEventListener("click", () => { made.remove(); count(); });
    return made;
  }
  function count() {
    const all = rows.querySelectorAll(".rent-step");
    for (const one of all) one.querySelector("button").hidden = all.length === 1;
  }
  add.addEventListener("click", () => { const made = row(); rows.append(made); count(); made.querySelector("input").focus(); });
  rows.append(row());
  count();
  home.replaceChildren(node("span", { className: "label", textContent: spec.label }), rows, add);
  return rows.querySelector("input");
}

function single(spec) {
  const label = document.createElement("label");
  const wanted = spec.type === "bool" ? { true: say("value.yes"), false: say("value.no") } : spec.choices;
  let input;
  if (wanted && Object.keys(wanted).length) {
    input = node("select", {}, new Option(say("attest.choose"), ""));
    for (const [value, text] of Object.entries(wanted)) input.append(new Option(text, value));
  } else {
    input = node("input", { type: { date: "date", month: "month" }[spec.type] ?? "text" });
    if (["money", "count", "ratio", "number"].includes(spec.type)) input.inputMode = "decimal";
  }
  Object.assign(input, { id: "attest-input", name: "value", required: true });
  const unit = { money: say("value.in_yuan"), ratio: say("value.in_percent") }[spec.type];
  Object.assign(label, { htmlFor: input.id, textContent: unit ? `${spec.label} ${unit}` : spec.label });
  home.replaceChildren(label, input);
  return input;
}

function value() {
  if (asking.type !== "schedule") return form.elements.value.value;
  return [...home.querySelectorAll(".rent-step")].map((row) => {
    const read = (name) => row.querySelector(`[name="${name}"]`).value;
    return { from: read("from"), to: read("to"), amount: read("amount").replaceAll(/[,，\s]/g, ""), per: read("per") };
  });
}

export function ask(spec) {
  asking = spec;
  const optional = spec.method === "applicant";
  const reason = document.getElementById("attest-reason");
  document.getElementById("attest-title").textContent = say(spec.parameter ? "attest.overrule" : "attest.title");
  document.getElementById("attest-ask").textContent = spec.ask;
  document.getElementById("attest-ask").hidden = !spec.ask;
  document.getElementById("attest-hint").textContent = say(optional ? "attest.reason_optional" : "attest.reason_hint");
  reason.value = "";
  reason.required = !optional;
  trouble.hidden = true;
  back.hidden = !spec.overruled;
  const input = spec.type === "schedule" ? schedule(spec) : single(spec);
  form.elements.by.value ||= sessionStorage.getItem(NAME) ?? "";
  dialog.showModal();
  input.focus();
}

// Sends what is stated and calls `done` once it is kept; what is refused is said in the dialog, which stays open.
async function send(body, done) {
  const button = document.getElementById("attest-send");
  button.disabled = true;
  try {
    const answer = await fetch(form.dataset.action, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (answer.ok) { sessionStorage.setItem(NAME, body.by); dialog.close(); done(); }
    else { trouble.textContent = said.error[message]; trouble.hidden = false; }
  } catch {
    trouble.textContent = say("page.offline");
    trouble.hidden = false;
  }
  button.disabled = false;
}

export function onStated(done) {
  const who = () => ({ by: form.elements.by.value, reason: form.elements.reason.value });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const about = asking.parameter ? { parameter: asking.parameter } : { fact: asking.fact, subject: asking.subject, method: asking.method };
    send({ ...about, value: value(), ...who() }, done);
  });
  back.addEventListener("click", () => {
    home.replaceChildren(); // the value proposed needs no value
    if (form.reportValidity()) send({ parameter: asking.parameter, value: null, ...who() }, done);
    else { single(asking); document.getElementById("attest-reason").focus(); }
  });
  document.getElementById("attest-cancel").addEventListener("click", () => dialog.close());
}
