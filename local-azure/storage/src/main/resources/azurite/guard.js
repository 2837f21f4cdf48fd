'use strict';
// Runs Azurite's blob and table servers in one process and ends them in order.
//
//   node guard.js <install folder> <data folder> <blob port> <table port>
//
// Prints one line "ready <blob port> <table port>" on stdout. It stops on SIGTERM, on SIGINT, and when its stdin
// closes: the parent holds the other end of that pipe, so a parent that was killed still gets everything flushed.

const { createRequire } = require('node:module');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Readable } = require('node:stream');
const journalled = require('./journal.js');

const [install, data, blobPort, tablePort] = process.argv.slice(2);
const HOST = '127.0.0.1';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Azurite needs Node 20 or newer; ${process.execPath} is ${process.versions.node}`);
  process.exit(3);
}

// Azurite loads telemetry and three SQL drivers although neither is configured here: two seconds and 100 MB for nothing.
const inert = new Proxy(function () {}, {
  get: (target, key) => (key === Symbol.toPrimitive ? () => '' : inert),
  apply: () => inert,
  construct: () => inert,
});
const UNUSED = new Set(['applicationinsights', 'mysql2', 'sequelize', 'tedious']);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (UNUSED.has(request)) return inert;
  const loaded = load.call(this, request, parent, isMain);
  return replaced[request]?.(loaded) ?? loaded;
};

const replaced = { 'uri-templates': parsedOnce, lokijs: once(journalled) };
function once(make) {
  let made;
  return (loaded) => (made ??= make(loaded));
}

// Azurite parses some fifty templates anew to find out what a request is.
const templates = new Map();
function parsedOnce(parse) {
  return (text) => templates.get(text) ?? templates.set(text, parse(text)).get(text);
}

// Azurite syncs the disk for every block. The metadata that lead to it are written once a second (journal.js): one sync a
// second for all of them loses nothing more when the machine fails, and nothing at all when the parent is killed.
const unsynced = new Set();
const report = (error) => {
  // A file that was closed meanwhile is no news.
  if (error && error.code !== 'EBADF') console.error(`cannot sync: ${error.message}`);
};
const { fdatasync } = fs;
fs.fdatasync = (file, done) => {
  unsynced.add(file);
  process.nextTick(done, null);
};
setInterval(() => {
  for (const file of unsynced) fdatasync(file, report);
  unsynced.clear();
}, 1000).unref();

// Azurite opens and closes a file of many blobs for every blob that it reads, and hands each step to another thread. Small
// blobs are read and written here and now instead; their bytes are in the page cache.
const SMALL = 128 * 1024;
const MOST_OPEN = 64;
const opened = new Map();
function descriptorOf(file) {
  const descriptor = opened.get(file) ?? fs.openSync(file, 'r');
  forget(file, false);
  opened.set(file, descriptor);
  if (opened.size > MOST_OPEN) forget(opened.keys().next().value, true);
  return descriptor;
}
function forget(file, close) {
  if (close && opened.has(file)) fs.closeSync(opened.get(file));
  opened.delete(file);
}
function readNow(file, start, length) {
  const bytes = Buffer.allocUnsafe(length);
  const descriptor = descriptorOf(file);
  for (let read = 0; read < length; ) {
    const more = fs.readSync(descriptor, bytes, read, length - read, start + read);
    if (more === 0) return undefined;
    read += more;
  }
  return bytes;
}
const { createReadStream, unlink, write } = fs;
fs.createReadStream = (file, options) => {
  const length = options?.end - options?.start + 1;
  if (!(length > 0 && length <= SMALL)) return createReadStream(file, options);
  let bytes;
  try {
    bytes = readNow(file, options.start, length);
  } catch {
    // The stream will say what is wrong with the file.
  }
  if (bytes === undefined) return createReadStream(file, options);
  return new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
};
fs.unlink = (file, done) => {
  forget(file, true);
  unlink(file, done);
};
fs.write = (file, bytes, ...more) => {
  const done = more.at(-1);
  if (!(bytes?.length <= SMALL)) return write(file, bytes, ...more);
  let written;
  try {
    written = fs.writeSync(file, bytes, ...more.slice(0, -1));
  } catch (error) {
    return void process.nextTick(done, error);
  }
  process.nextTick(done, null, written, bytes);
};

const azurite = createRequire(path.join(install, 'package.json'));
const part = (name) => azurite(`azurite/dist/src/${name}`);
const BlobServer = part('blob/BlobServer').default;
const BlobConfiguration = part('blob/BlobConfiguration').default;
const { DEFAULT_BLOB_PERSISTENCE_ARRAY } = part('blob/utils/constants');
const TableServer = part('table/TableServer').default;
const TableConfiguration = part('table/TableConfiguration').default;
const { AzuriteTelemetryClient } = part('common/Telemetry');

// What a request is, is found out by comparing two templates of Azurite's own some seventy times.
const templating = part('blob/generated/utils/utils');
const { isURITemplateMatch } = templating;
const matches = new Map();
templating.isURITemplateMatch = (pattern, template) => {
  if (!/^(\/(container(\/blob)?)?)$/.test(pattern)) return isURITemplateMatch(pattern, template);
  const key = `${pattern} ${template}`;
  if (!matches.has(key)) matches.set(key, isURITemplateMatch(pattern, template));
  return matches.get(key);
};

// Express parses the query string each time that anybody asks for one of its values.
const request = azurite('express').request;
const { get: parseQuery } = Object.getOwnPropertyDescriptor(request, 'query');
const parsed = Symbol('query');
Object.defineProperty(request, 'query', {
  configurable: true,
  enumerable: true,
  get() {
    if (this[parsed]?.url !== this.url) this[parsed] = { url: this.url, query: parseQuery.call(this) };
    return this[parsed].query;
  },
});

const NO_KEEP_ALIVE_LIMIT = 0;
const NO_ACCESS_LOG = false;
const NO_DEBUG_LOG = false;
const STRICT = false;
const ANY_API_VERSION = true;

function blobServer() {
  const extents = DEFAULT_BLOB_PERSISTENCE_ARRAY.map((place) => ({
    ...place,
    locationPath: path.join(data, 'extents'),
  }));
  return new BlobServer(
    new BlobConfiguration(
      HOST, Number(blobPort), NO_KEEP_ALIVE_LIMIT,
      path.join(data, 'blobs.json'), path.join(data, 'extents.json'), extents,
      NO_ACCESS_LOG, undefined, NO_DEBUG_LOG, undefined, STRICT, ANY_API_VERSION));
}

function tableServer() {
  return new TableServer(
    new TableConfiguration(
      HOST, Number(tablePort), NO_KEEP_ALIVE_LIMIT,
      path.join(data, 'tables.json'),
      NO_DEBUG_LOG, NO_ACCESS_LOG, undefined, undefined, STRICT, ANY_API_VERSION));
}

/** The connections' owner decides when an idle one ends; a large upload may take as long as it needs. */
function patient(server) {
  server.httpServer.keepAliveTimeout = 0;
  server.httpServer.requestTimeout = 0;
  return server;
}

/** Lets the requests at hand finish before the metadata is written: what was acknowledged must be in it. */
async function drain(server) {
  const http = server.httpServer;
  const closed = new Promise((resolve) => http.close(resolve));
  http.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

const portOf = (server) => server.httpServer.address().port;

async function main() {
  AzuriteTelemetryClient.enableTelemetry = false;
  const servers = [patient(blobServer()), patient(tableServer())];
  for (const server of servers) await server.start();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await Promise.all(servers.map(drain));
    for (const server of servers) await server.close();
    process.exitCode = 0;
    process.stdin.destroy();
    // Whatever still holds the event loop (a half-open upload) must not keep the data folder.
    setTimeout(() => process.exit(0), 3000).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdin.on('end', stop).on('error', stop).resume();
  console.log(`ready ${servers.map(portOf).join(' ')}`);
}

main().catch((error) => {
  console.error(`Azurite did not start: ${error.message}`);
  process.exit(1);
});
