// The hand-in form: choose or drop files, see what was chosen, send with progress. Works without this file too.
import { byName, ends, move } from "./order.js";

const form = document.getElementById("apply");
const input = document.getElementById("files");
const drop = document.getElementById("drop");
const picked = document.getElementById("picked");
const trouble = document.getElementById("trouble");
const send = document.getElementById("send");
const sent = document.getElementById("sent");
const lang = document.documentElement.lang.startsWith("zh") ? "message" : "message_en";
const bar = document.getElementById("joinbar");
const join = document.getElementById("joinfiles");
// What will be one document each: a file, or several that are its pages in their order.
const papers = [];
const chosen = new Set();
const PAGE = /\.(pdf|ofd|png|jpe?g|tiff?)$/i;

function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function element(tag, traits, ...children) {
  const made = Object.assign(document.createElement(tag), traits);
  made.append(...children);
  return made;
}

const named = (text, name) => `${text} ${name}`;
const isPage = (file) => file.type.startsWith("image/") || PAGE.test(file.name);

function line(file) {
  const parts = [element("span", { textContent: file.name }), element("span", { textContent: size(file.size), className: "muted small num nowrap" })];
  if (file.size > Number(form.dataset.max)) parts.push(element("span", { className: "tag bad", textContent: picked.dataset.tooLarge }));
  return parts;
}

function button(text, name, act) {
  const made = element("button", { type: "button", className: "btn slim", textContent: text });
  made.setAttribute("aria-label", named(text, name));
  made.addEventListener("click", () => { act(); show(); });
  return made;
}

function single(paper) {
  const [file] = paper;
  const item = element("li", {});
  if (isPage(file)) {
    const box = element("input", { type: "checkbox", checked: chosen.has(paper) });
    box.setAttribute("aria-label", named(picked.dataset.pick, file.name));
    box.addEventListener("change", () => { if (box.checked) chosen.add(paper); else chosen.delete(paper); count(); });
    item.append(box);
  }
  item.append(...line(file), button(picked.dataset.remove, file.name, () => drops(paper)));
  item.classList.toggle("too-large", file.size > Number(form.dataset.max));
  return item;
}

function drops(paper) {
  papers.splice(papers.indexOf(paper), 1);
  chosen.delete(paper);
}

// Several files as the pages of one document, each of which can be moved.
function group(paper) {
  const list = element("ol", { className: "files" });
  for (const file of paper) {
    const up = element("button", { type: "button", className: "btn slim", textContent: "↑" });
    const down = element("button", { type: "button", className: "btn slim", textContent: "↓" });
    up.dataset.move = "-1";
    down.dataset.move = "1";
    up.setAttribute("aria-label", named(picked.dataset.up, file.name));
    down.setAttribute("aria-label", named(picked.dataset.down, file.name));
    const entry = element("li", {}, ...line(file), element("span", { className: "movers" }, up, down));
    entry.file = file;
    list.append(entry);
  }
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-move]");
    if (!pressed) return;
    move(pressed);
    paper.splice(0, paper.length, ...[...list.children].map((entry) => entry.file));
  });
  ends(list);
  const split = button(picked.dataset.split, paper[0].name, () => {
    papers.splice(papers.indexOf(paper), 1, ...paper.map((file) => [file]));
  });
  const head = element("div", { className: "head" }, element("b", { textContent: picked.dataset.group.replace("{count}", paper.length) }), split);
  return element("li", { className: "group" }, head, list);
}

function count() {
  bar.hidden = papers.filter((paper) => paper.length === 1 && isPage(paper[0])).length < 2;
  join.disabled = chosen.size < 2;
  join.textContent = join.dataset.text.replace("{count}", chosen.size);
}

function show() {
  picked.replaceChildren(...papers.map((paper) => (paper.length > 1 ? group(paper) : single(paper))));
  input.required = papers.length === 0;
  count();
}

join.addEventListener("click", () => {
  const pages = papers.filter((paper) => chosen.has(paper));
  const at = papers.indexOf(pages[0]);
  papers.splice(at, 1, pages.flat().sort((one, other) => byName(one.name, other.name)));
  for (const paper of pages.slice(1)) papers.splice(papers.indexOf(paper), 1);
  chosen.clear();
  show();
  picked.children[at].querySelector("button")?.focus();
});

function take(list) {
  const files = papers.flat();
  for (const file of list) {
    if (!files.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified)) papers.push([file]);
  }
  trouble.hidden = true;
  show();
}

function complain(text) {
  trouble.textContent = text;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
}

input.addEventListener("change", () => { take(input.files); input.value = ""; });
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
// a file dropped beside the zone must not replace the page
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

function declarations() {
  const said = [];
  for (const field of form.elements) {
    if (!field.name?.startsWith("fact:") || !field.value) continue;
    if (field.type === "radio" && !field.checked) continue;
    said.push({ fact: field.name.slice(5), value: field.value });
  }
  return said;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const files = papers.flat();
  if (files.length === 0) { complain(send.dataset.none); return; }
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  const joined = papers.filter((paper) => paper.length > 1).map((paper) => paper.map((file) => files.indexOf(file)));
  body.append("joined", JSON.stringify(joined));
  body.append("applicant", form.elements.applicant.value);
  body.append("on", form.elements.on.value);
  body.append("declarations", JSON.stringify(declarations()));
  const request = new XMLHttpRequest();
  const label = send.textContent;
  const rest = () => { send.disabled = false; send.textContent = label; sent.hidden = true; };
  request.open("POST", form.dataset.api);
  request.responseType = "json";
  request.upload.addEventListener("progress", (p) => { if (p.lengthComputable) sent.value = (100 * p.loaded) / p.total; });
  request.addEventListener("load", () => {
    if (request.status === 202) {
      window.location.assign(form.dataset.case.replace(/-$/, encodeURIComponent(request.response.id)));
      return;
    }
    rest();
    complain(request.response?.error?.[lang] ?? send.dataset.offline);
  });
  request.addEventListener("error", () => { rest(); complain(send.dataset.offline); });
  send.disabled = true;
  send.textContent = send.dataset.busy;
  sent.hidden = false;
  request.send(body);
});
// coming back with the browser's history must not find a dead button
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
