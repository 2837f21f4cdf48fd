'use strict';
// Runs Azurite's blob and table servers in one process and ends them in order.
//
//   node azurite-server.js <data folder> <blob port> <table host> <table port>
//
// Prints one line "ready <blob port> <table port>" on stdout. It stops on SIGTERM, on SIGINT, and when its stdin
// closes: the parent holds the other end of that pipe, so Azurite writes everything down when its parent is killed.

const path = require('node:path');

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Azurite needs Node 20 or newer; ${process.execPath} is ${process.versions.node}`);
  process.exit(3);
}

const azurite = (name) => require(`azurite/dist/src/${name}`);
const BlobServer = azurite('blob/BlobServer').default;
const BlobConfiguration = azurite('blob/BlobConfiguration').default;
const { DEFAULT_BLOB_PERSISTENCE_ARRAY } = azurite('blob/utils/constants');
const TableServer = azurite('table/TableServer').default;
const TableConfiguration = azurite('table/TableConfiguration').default;
const { AzuriteTelemetryClient } = azurite('common/Telemetry');

const [data, blobPort, tableHost, tablePort] = process.argv.slice(2);
// Only the proxy in front of it speaks to the blob server.
const BLOB_HOST = '127.0.0.1';
const DEFAULT_KEEP_ALIVE = 0;
const NO_ACCESS_LOG = false;
const NO_DEBUG_LOG = false;
const STRICT = false;
const ANY_API_VERSION = true;
const NO_TELEMETRY = false;
const DRAIN_MS = 1000;
const END_MS = 3000;

function blobServer() {
  const extents = DEFAULT_BLOB_PERSISTENCE_ARRAY.map((place) => ({
    ...place,
    locationPath: path.join(data, 'extents'),
  }));
  return new BlobServer(
    new BlobConfiguration(
      BLOB_HOST, Number(blobPort), DEFAULT_KEEP_ALIVE,
      path.join(data, 'blobs.json'), path.join(data, 'extents.json'), extents,
      NO_ACCESS_LOG, undefined, NO_DEBUG_LOG, undefined, STRICT, ANY_API_VERSION));
}

function tableServer() {
  return new TableServer(
    new TableConfiguration(
      tableHost, Number(tablePort), DEFAULT_KEEP_ALIVE,
      path.join(data, 'tables.json'),
      NO_DEBUG_LOG, NO_ACCESS_LOG, undefined, undefined, STRICT, ANY_API_VERSION));
}

/** The clients decide when an idle connection ends; a large upload may take as long as it needs. */
function withoutTimeouts(server) {
  server.httpServer.keepAliveTimeout = 0;
  server.httpServer.requestTimeout = 0;
  return server;
}

/** Lets the requests at hand finish before the metadata are written: what was acknowledged must be in them. */
async function drain({ httpServer }) {
  const closed = new Promise((resolve) => httpServer.close(resolve));
  httpServer.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
}

const portOf = (server) => server.httpServer.address().port;

async function main() {
  AzuriteTelemetryClient.init(data, NO_TELEMETRY);
  const servers = [blobServer(), tableServer()].map(withoutTimeouts);
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
    setTimeout(() => process.exit(0), END_MS).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdin.on('end', stop).on('error', stop).resume();
  console.log(`ready ${servers.map(portOf).join(' ')}`);
}

main().catch((error) => {
  console.error(`Azurite did not start: ${error.message}`);
  process.exit(1);
});
