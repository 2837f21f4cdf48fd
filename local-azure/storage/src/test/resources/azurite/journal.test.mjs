// What journal.js promises, with Azurite's own LokiJS and real files.
//
//   AZURITE=<install folder> node --test journal.test.mjs

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(path.join(process.env.AZURITE, 'package.json'));
const Loki = require('lokijs-unpatched');
const journalled = require('lokijs/journal.js');
const options = { persistenceMethod: 'fs', autosave: true, autosaveInterval: 5000 };

let folder;
let file;
let opened;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'));
  file = path.join(folder, 'blobs.json');
  opened = [];
});
afterEach(() => {
  for (const one of opened) one.autosaveDisable();
  fs.rmSync(folder, { recursive: true });
});

/** Opens the database as Azurite's stores do: loads what is there, makes what is missing, saves. */
async function open(settings = { intervalMs: 10 }) {
  const database = new (journalled(Loki, settings))(file, options);
  opened.push(database);
  if (fs.existsSync(file)) await new Promise((done, fail) => database.loadDatabase({}, (e) => (e ? fail(e) : done())));
  const blobs = database.getCollection('blobs') ?? database.addCollection('blobs', { indices: ['name'] });
  await new Promise((done, fail) => database.saveDatabase((e) => (e ? fail(e) : done())));
  return { database, blobs };
}

/** What a process that is killed here leaves behind: a copy of the files, opened by another. */
async function killed({ database }) {
  database.autosaveDisable();
  return open();
}

async function until(condition) {
  while (!condition()) await pause(5);
}
const saved = ({ database }) => until(() => !database.autosaveDirty());
const names = ({ blobs }) => blobs.chain().simplesort('name').data().map((one) => one.name);
const changes = () => fs.readFileSync(`${file}.changes`, 'utf8').split('\n').slice(1, -1);

test('keeps documents that were added, changed and removed without writing the others', async () => {
  const first = await open();
  for (const name of ['a', 'b', 'c', 'd']) first.blobs.insert({ name, size: 1 });
  await saved(first);
  const before = fs.statSync(file).mtimeMs;
  const changed = first.blobs.findOne({ name: 'b' });
  changed.size = 2;
  first.blobs.update(changed);
  first.blobs.remove(first.blobs.findOne({ name: 'c' }));
  first.blobs.findAndRemove({ name: 'a' });
  await saved(first);
  assert.equal(fs.statSync(file).mtimeMs, before);
  assert.equal(changes().length, 4 + 3);

  const second = await killed(first);

  assert.deepEqual(names(second), ['b', 'd']);
  assert.equal(second.blobs.findOne({ name: 'b' }).size, 2);
  assert.equal(changes().length, 0);
});

test('finds by id and by index after it was opened again, and gives no id twice', async () => {
  const first = await open();
  first.blobs.insert([{ name: 'z' }, { name: 'm' }]);
  await new Promise((done) => first.database.saveDatabase(done));
  const gone = first.blobs.insert({ name: 'gone' });
  first.blobs.insert({ name: 'a' });
  await saved(first);
  first.blobs.remove(gone);
  first.blobs.insert({ name: 'last' });
  const last = first.blobs.findOne({ name: 'last' }).$loki;
  first.blobs.remove(first.blobs.get(last));
  await saved(first);

  const second = await killed(first);

  assert.deepEqual(names(second), ['a', 'm', 'z']);
  for (const one of second.blobs.find()) assert.equal(second.blobs.get(one.$loki), one);
  assert.ok(second.blobs.insert({ name: 'next' }).$loki > last);
  assert.deepEqual(second.blobs.find({ name: { $gte: 'm' } }).map((one) => one.name).sort(), ['m', 'next', 'z']);
});

test('keeps everything when it is closed, whatever the interval', async () => {
  const first = await open({ intervalMs: 1 << 30 });
  first.blobs.insert({ name: 'late' });
  await new Promise((done, fail) => first.database.close((e) => (e ? fail(e) : done())));

  assert.deepEqual(names(await open()), ['late']);
});

test('leaves out a last line that was not finished', async () => {
  const first = await open();
  first.blobs.insert({ name: 'whole' });
  await saved(first);
  first.database.autosaveDisable();
  fs.appendFileSync(`${file}.changes`, '["blobs",9,{"name":"to');

  assert.deepEqual(names(await open()), ['whole']);
});

test('reads up to a damaged line', async () => {
  const first = await open();
  first.blobs.insert({ name: 'whole' });
  await saved(first);
  first.database.autosaveDisable();
  fs.appendFileSync(`${file}.changes`, '\0\0\0\n["blobs",9,{"name":"after","$loki":9}]\n');

  assert.deepEqual(names(await open()), ['whole']);
});

test('takes no notice of changes to another snapshot', async () => {
  const first = await open();
  first.blobs.insert({ name: 'old' });
  await saved(first);
  const stale = fs.readFileSync(`${file}.changes`);
  first.blobs.findAndRemove({ name: 'old' });
  await new Promise((done) => first.database.saveDatabase(done));
  first.database.autosaveDisable();
  fs.writeFileSync(`${file}.changes`, stale);

  assert.deepEqual(names(await open()), []);
});

test('leaves what LokiJS itself can read when it is closed', async () => {
  const first = await open();
  first.blobs.insert({ name: 'first' });
  await saved(first);
  first.blobs.insert({ name: 'second' });
  await new Promise((done, fail) => first.database.close((e) => (e ? fail(e) : done())));

  const plain = new Loki(file, { persistenceMethod: 'fs' });
  await new Promise((done) => plain.loadDatabase({}, done));

  assert.deepEqual(names({ blobs: plain.getCollection('blobs') }), ['first', 'second']);
});

test('opens what LokiJS itself has written', async () => {
  const plain = new Loki(file, { persistenceMethod: 'fs' });
  plain.addCollection('blobs', { indices: ['name'] }).insert({ name: 'before' });
  await new Promise((done) => plain.saveDatabase(done));

  assert.deepEqual(names(await open()), ['before']);
});

test('keeps collections that come and go, and one that comes again is empty', async () => {
  const first = await open();
  first.database.addCollection('table').insert({ name: 'row' });
  await saved(first);
  first.database.removeCollection('table');
  first.database.addCollection('table').insert({ name: 'other' });
  first.database.addCollection('empty');
  await saved(first);

  const second = await killed(first);

  assert.deepEqual(second.database.getCollection('table').find().map((one) => one.name), ['other']);
  assert.equal(second.database.getCollection('empty').count(), 0);
});

test('takes a snapshot when the changes have outgrown it', async () => {
  const first = await open({ intervalMs: 10, leastToReplace: 20_000 });
  const counter = first.blobs.insert({ name: 'counter', count: 0, filling: 'x'.repeat(1000) });
  let most = 0;
  for (let round = 0; round < 40; round++) {
    counter.count++;
    first.blobs.update(counter);
    await pause(15);
    most = Math.max(most, fs.statSync(`${file}.changes`).size);
  }
  assert.ok(most > 10_000 && most < 30_000, `${most} bytes`);

  assert.equal((await killed(first)).blobs.findOne({ name: 'counter' }).count, 40);
});

test('writes nothing into a file that is still being read', async () => {
  const first = await open();
  first.blobs.insert({ name: 'precious' });
  await new Promise((done) => first.database.close(done));
  const before = fs.readFileSync(file, 'utf8');

  const slow = new (journalled(Loki, { intervalMs: 5 }))(file, options);
  opened.push(slow);
  slow.addCollection('blobs').insert({ name: 'too early' });
  await pause(50);

  assert.equal(fs.readFileSync(file, 'utf8'), before);
});

test('tries again what could not be written', async () => {
  const first = await open();
  const { writeSync } = fs;
  const errors = [];
  const { error } = console;
  console.error = (text) => errors.push(text);
  let failing = true;
  fs.writeSync = (descriptor, bytes, offset, length, position) => {
    if (!failing) return writeSync(descriptor, bytes, offset, length, position);
    writeSync(descriptor, bytes, offset, 7, position);
    throw new Error('ENOSPC: no space left on device');
  };
  try {
    first.blobs.insert({ name: 'kept' });
    await until(() => errors.length > 0);
    await pause(50);
    failing = false;
    await saved(first);
  } finally {
    fs.writeSync = writeSync;
    console.error = error;
  }

  assert.equal(errors.length, 1);
  assert.match(errors[0], /cannot save .*ENOSPC/);
  assert.deepEqual(names(await killed(first)), ['kept']);
});

test('takes a snapshot again when one broke off before its changes could begin', async () => {
  const first = await open({ intervalMs: 10, leastToReplace: 100 });
  first.blobs.insert({ name: 'large', filling: 'x'.repeat(10_000) });
  await saved(first);
  const { writeSync } = fs;
  const { error } = console;
  let failures = 0;
  console.error = () => failures++;
  fs.writeSync = (descriptor, bytes, ...more) => {
    // The first line of the changes alone.
    if (bytes.length === 65) throw new Error('ENOSPC: no space left on device');
    return writeSync(descriptor, bytes, ...more);
  };
  try {
    first.blobs.insert({ name: 'outgrows the snapshot' });
    await until(() => failures > 0);
  } finally {
    fs.writeSync = writeSync;
    console.error = error;
  }
  first.blobs.insert({ name: 'later' });
  await saved(first);

  assert.deepEqual(names(await killed(first)), ['large', 'later', 'outgrows the snapshot']);
});
