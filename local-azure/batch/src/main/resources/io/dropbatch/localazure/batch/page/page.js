"use strict";

// Asks for the page again and replaces only the sections that changed, so that nothing flickers
// and what is being read or selected stays where it is.
const EVERY = 2000;

async function refresh() {
  const reading = document.hidden || !getSelection().isCollapsed;
  if (!reading) {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) {
        replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
      stale(!answer.ok && answer.status !== 404);
    } catch (e) {
      stale(true);
    }
  }
  setTimeout(refresh, EVERY);
}

function replace(next) {
  const sections = new Set();
  for (const fresh of next.querySelectorAll("main > section")) {
    sections.add(fresh.id);
    const shown = document.getElementById(fresh.id);
    if (!shown) {
      document.querySelector("main").append(fresh);
    } else if (shown.outerHTML !== fresh.outerHTML) {
      const scrolls = [...shown.querySelectorAll("pre.log")].map((log) => [log, atEnd(log), log.scrollTop]);
      shown.replaceWith(fresh);
      [...fresh.querySelectorAll("pre.log")].forEach((log, i) => {
        if (scrolls[i]) {
          log.scrollTop = scrolls[i][1] ? log.scrollHeight : scrolls[i][2];
        }
      });
    }
  }
  for (const shown of document.querySelectorAll("main > section")) {
    if (!sections.has(shown.id)) {
      shown.remove();
    }
  }
}

function atEnd(log) {
  return log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
}

function stale(is) {
  document.getElementById("stale").hidden = !is;
}

document.addEventListener("click", (event) => {
  const map = event.target.closest("svg.map");
  if (!map) {
    return;
  }
  const box = map.getBoundingClientRect();
  const view = map.viewBox.baseVal;
  const step = Number(map.dataset.step);
  const column = Math.floor(((event.clientX - box.left) / box.width) * view.width / step);
  const row = Math.floor(((event.clientY - box.top) / box.height) * view.height / step);
  const at = row * Number(map.dataset.columns) + column;
  if (column < Number(map.dataset.columns) && at < Number(map.dataset.count)) {
    location.href = `${map.dataset.at}?at=${at}`;
  }
});

for (const log of document.querySelectorAll("pre.log")) {
  log.scrollTop = log.scrollHeight;
}
setTimeout(refresh, EVERY);
