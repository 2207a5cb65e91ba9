// Where a person is in a page that is drawn anew: what is in sight stays in sight, what was unfolded stays so.
const KEPT = "huiqi-place";

// The first thing with a name that is in sight, and how far from the top.
export function place(root) {
  for (const one of root.querySelectorAll("[id]")) {
    const { top } = one.getBoundingClientRect();
    if (top >= 0) return { id: one.id, top };
  }
  return null;
}

export function back(spot) {
  const target = spot ? document.getElementById(spot.id) : null;
  if (target) window.scrollBy({ top: target.getBoundingClientRect().top - spot.top, behavior: "instant" });
}

// For the same page in the other language: its folds stand in the same order.
export function keepOver(root, link) {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const { path, spot, folds } = kept ? JSON.parse(kept) : {};
  const all = root.querySelectorAll("details");
  if (path === window.location.pathname && folds.length === all.length) {
    all.forEach((one, index) => { one.open = folds[index]; });
    back(spot);
  }
  link?.addEventListener("click", () => {
    const now = [...root.querySelectorAll("details")].map((one) => one.open);
    sessionStorage.setItem(KEPT, JSON.stringify({ path: window.location.pathname, spot: window.scrollY > 0 ? place(root) : null, folds: now }));
  });
}
