// The page of a drop: its life, its tasks and what came out.

import { submission } from "./api.js";
import { showActions } from "./actions.js";
import { causesOf } from "./causes.js";
import { costsOf } from "./costs.js";
import { fill, h } from "./dom.js";
import { filesOf } from "./files.js";
import { markAs, whoIsThere } from "./frame.js";
import { headOf } from "./head.js";
import { levelsOf } from "./levels.js";
import { follow } from "./live.js";
import { outputsOf } from "./outputs.js";
import { onPlace } from "./place.js";
import { stepsOf } from "./steps.js";
import { tasksOf } from "./tasks.js";
import { stateOf } from "./words.js";

const id = decodeURIComponent(location.pathname.split("/").pop());
const tasks = tasksOf(id, document.getElementById("tasks"));
const outputs = outputsOf(id, document.getElementById("outputs"));
const viewer = whoIsThere();
let life;

function show() {
  if (!life) return;
  const { status } = life;
  document.title = `${life.drop}: ${stateOf(status)} - Dropbatch`;
  document.body.dataset.state = stateOf(status);
  section("head", headOf(life));
  section("causes", causesOf(life));
  section("levels", levelsOf(life));
  section("files", filesOf(status));
  section("steps", stepsOf(life));
  section("costs", costsOf(status));
  viewer.then((who) => showActions(life, who));
  tasks.show(life);
  outputs.show(life);
}

function section(name, content) {
  fill(document.getElementById(name), content);
}

function unknown(words) {
  markAs(undefined);
  document.title = "Unknown drop - Dropbatch";
  document.querySelector(".skip").remove();
  document.querySelector("main").replaceChildren(
    h("h1", {}, "There is no such drop"),
    h("p", {}, `No drop is known by the id ${id}. Drops that ended long ago are forgotten; their manifests stay in storage.`),
    h("p", {}, words),
    h("p", {}, h("a", { href: "../" }, "All drops")),
  );
}

onPlace(show);
follow(submission(id, "live"), {
  shows: ([now]) => {
    if (!now) return unknown("");
    life = now;
    show();
  },
  marks: markAs,
  gone: unknown,
});
