// What the page shows stands in its address, so that it can be shared, reloaded and gone back to.

const listeners = [];

/** The parameters of the address that have a value. */
export function place() {
  return Object.fromEntries([...new URLSearchParams(location.search)].filter(([, value]) => value !== ""));
}

/** The address of the same page with some parameters changed; those that are undefined are left out. */
export function placeWith(changes) {
  const wanted = { ...place(), ...changes };
  const parameters = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== ""));
  const search = parameters.toString();
  return search ? `?${search}` : location.pathname;
}

/** Goes to another place of the same page. */
export function go(href) {
  history.pushState(null, "", href);
  listeners.forEach((listener) => listener());
}

/** Calls whenever the page shows another place. */
export function onPlace(listener) {
  listeners.push(listener);
}

window.addEventListener("popstate", () => listeners.forEach((listener) => listener()));

// A link within the page changes only what it names; with a key pressed it opens elsewhere, as any link.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.href);
  if (link.hash) document.querySelector(link.hash)?.scrollIntoView();
});
