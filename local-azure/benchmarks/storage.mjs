// storage.mjs: what the storage takes for a drop of 1,000 files of 4 KB: put, get, head, list and table rows, with 8 clients.
// Usage: node storage.mjs <connection string> [<process id of Azurite>]
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';

const [connection, pid] = process.argv.slice(2);
const settings = Object.fromEntries(connection.split(';').filter(Boolean).map((part) => {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}));
const { AccountName: account, AccountKey: key, BlobEndpoint: blobs, TableEndpoint: tables } = settings;
const FILES = Number(process.env.FILES ?? 1000);
const CLIENTS = 8;
const CONTENT = crypto.randomBytes(4096);
const VERSION = '2021-12-02';
const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });

const hmac = (text) => crypto.createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');

/** The authorization of the blob service, "Shared Key". */
function blobAuthorization(method, url, headers, length) {
  const own = Object.keys(headers).filter((name) => name.startsWith('x-ms-')).sort().map((name) => `${name}:${headers[name]}`);
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `\n${name}:${value}`).join('');
  const text = [method, '', '', length || '', '', headers['content-type'] ?? '', '', '', '', '', '', '', ...own,
    `/${account}${url.pathname}${query}`].join('\n');
  return `SharedKey ${account}:${hmac(text)}`;
}

function send(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: { ...headers, 'content-length': body?.length ?? 0 }, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part)).on('error', reject).on('end', () => {
        const text = Buffer.concat(parts);
        if (response.statusCode >= 300) reject(new Error(`${method} ${url}: ${response.statusCode} ${text}`));
        else resolve(text);
      });
    });
    request.on('error', reject).end(body);
  });
}

function blob(method, path, headers = {}, body = undefined) {
  const url = new URL(blobs + path);
  const all = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': VERSION, ...headers };
  return send(method, url, { ...all, authorization: blobAuthorization(method, url, all, body?.length) }, body);
}

function table(method, path, document) {
  const url = new URL(tables + path);
  const date = new Date().toUTCString();
  return send(method, url, {
    'x-ms-date': date, 'x-ms-version': VERSION, accept: 'application/json;odata=nometadata', 'content-type': 'application/json',
    prefer: 'return-no-content', authorization: `SharedKeyLite ${account}:${hmac(`${date}\n/${account}${url.pathname}`)}`,
  }, Buffer.from(JSON.stringify(document)));
}

/** Milliseconds of processor time that Azurite has taken. */
function cpu() {
  if (!pid) return 0;
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measure(what, count, each) {
  const [wall, before] = [performance.now(), cpu()];
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let index = next++; index < count; index = next++) await each(index);
  }));
  const seconds = (performance.now() - wall) / 1000;
  console.log(`${what.padEnd(12)} ${(count / seconds).toFixed(0).padStart(6)}/s  ${((cpu() - before) / count).toFixed(2).padStart(6)} ms CPU each`);
}

const container = `/drop${Date.now()}`;
const rows = `rows${Date.now()}`;
await blob('PUT', `${container}?restype=container`);
await table('POST', '/Tables', { TableName: rows });
const name = (index) => `${container}/files/${String(index).padStart(6, '0')}.bin`;
const put = (index) => blob('PUT', name(index), { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' }, CONTENT);
await measure('put', FILES, put);
await measure('get', FILES, (index) => blob('GET', name(index)));
await measure('head', FILES, (index) => blob('HEAD', name(index)));
await measure('list of 1000', 20, () => blob('GET', `${container}?restype=container&comp=list&maxresults=1000`));
await measure('row', FILES, (index) => table('POST', `/${rows}`, { PartitionKey: `p${index % 10}`, RowKey: String(index), Text: 'x'.repeat(200) }));
if (pid) console.log(`memory       ${(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024).toFixed(0)} MB`);
agent.destroy();
