// Elements from plain values. Text is always set as text: nothing that users named ever becomes markup.

/** An element with attributes and children; absent children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) throw new Error("listeners are added to the document, not to elements");
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Makes what is on the page like what was made anew, and keeps elements, so that focus and selection stay. */
export function morph(shown, fresh) {
  if (shown.nodeType !== fresh.nodeType || shown.nodeName !== fresh.nodeName || keyOf(shown) !== keyOf(fresh)) {
    shown.replaceWith(fresh);
    return fresh;
  }
  if (shown.nodeType === Node.TEXT_NODE) {
    if (shown.data !== fresh.data) shown.data = fresh.data;
    return shown;
  }
  morphAttributes(shown, fresh);
  if (!shown.hasAttribute("data-kept")) morphChildren(shown, fresh);
  return shown;
}

/** Replaces the content of a place on the page. */
export function fill(place, ...children) {
  const fresh = document.createElement(place.nodeName);
  fresh.append(...children.flat(Infinity).filter(Boolean));
  morphChildren(place, fresh);
  place.hidden = !place.hasChildNodes();
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-key") : null;
}

function morphAttributes(shown, fresh) {
  for (const { name } of [...shown.attributes]) {
    // Whether details are open is up to who reads them.
    if (name === "open") continue;
    if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name === "open") continue;
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}

function morphChildren(shown, fresh) {
  const wanted = [...fresh.childNodes];
  const known = new Map([...shown.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  wanted.forEach((node, place) => {
    const same = known.get(keyOf(node));
    const here = shown.childNodes[place];
    if (same && same !== here) shown.insertBefore(same, here || null);
    const current = shown.childNodes[place];
    if (!current) shown.append(node);
    else if (keyOf(current) && keyOf(current) !== keyOf(node)) shown.insertBefore(node, current);
    else morph(current, node);
  });
  while (shown.childNodes.length > wanted.length) shown.lastChild.remove();
}
