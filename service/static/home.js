// The hand-in form: choose or drop files, see what was chosen, send with progress. Works without this file too.
const form = document.getElementById("apply");
const input = document.getElementById("files");
const drop = document.getElementById("drop");
const picked = document.getElementById("picked");
const trouble = document.getElementById("trouble");
const send = document.getElementById("send");
const sent = document.getElementById("sent");
const lang = document.documentElement.lang.startsWith("zh") ? "message" : "message_en";
const files = [];

function size(bytes) {
  return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function show() {
  picked.replaceChildren(...files.map((file, index) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bytes = document.createElement("span");
    const remove = document.createElement("button");
    name.textContent = file.name;
    bytes.textContent = size(file.size);
    bytes.className = "muted small num nowrap";
    remove.type = "button";
    remove.className = "btn slim";
    remove.textContent = picked.dataset.remove;
    remove.setAttribute("aria-label", `${picked.dataset.remove} ${file.name}`);
    remove.addEventListener("click", () => { files.splice(index, 1); show(); });
    item.append(name, bytes, remove);
    if (file.size > Number(form.dataset.max)) {
      const warning = document.createElement("span");
      warning.className = "tag bad";
      warning.textContent = picked.dataset.tooLarge;
      item.classList.add("too-large");
      item.append(warning);
    }
    return item;
  }));
  input.required = files.length === 0;
}

function take(list) {
  for (const file of list) {
    if (!files.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified)) files.push(file);
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
  if (files.length === 0) { complain(send.dataset.none); return; }
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
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
