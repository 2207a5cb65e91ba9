// Lists whose order a person can change: each entry has buttons that move it up or down.

// The numbers in a name count as numbers: IMG_9 before IMG_10.
export const byName = new Intl.Collator("zh-CN", { numeric: true, sensitivity: "base" }).compare;

export function ends(list) {
  const all = [...list.children];
  all.forEach((one, index) => {
    one.querySelector('[data-move="-1"]').disabled = index === 0;
    one.querySelector('[data-move="1"]').disabled = index === all.length - 1;
  });
}

export function move(button) {
  const entry = button.closest("li");
  const list = entry.parentElement;
  const up = button.dataset.move === "-1";
  const other = up ? entry.previousElementSibling : entry.nextElementSibling;
  if (!other) return;
  if (up) other.before(entry);
  else other.after(entry);
  ends(list);
  (button.disabled ? entry.querySelector("[data-move]:not(:disabled)") : button)?.focus();
}
