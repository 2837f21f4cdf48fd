'use strict';
// Saves what Azurite knows of its blobs, extents and tables by what has changed.
//
// Azurite keeps its metadata in LokiJS, which writes all of it whenever a single document has changed: with every drop
// that lies in the storage, each save costs more. Here a database is a snapshot, which is the file that LokiJS would write,
// and behind it `<file>.changes`: a first line that names the snapshot by its SHA-256, then one line for each document
// that has changed since, [collection, id, document or null when it was removed]. A line may be repeated and a last one
// may be torn. A new snapshot is taken at each start, when collections come or go, and when the changes have outgrown it.

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** At most so much is lost when the process is killed; nothing when it is asked to end. */
const INTERVAL_MS = 250;
/** Changes are kept until they are this many bytes and twice as large as the snapshot. */
const LEAST_TO_REPLACE = 32 << 20;

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

function sync(place) {
  const opened = fs.openSync(place);
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}

/** The lines of a file's bytes, without one at the end that was not finished. */
function* linesOf(bytes) {
  for (let from = 0, to; (to = bytes.indexOf(10, from)) >= 0; from = to + 1) yield bytes.toString('utf8', from, to);
}

/** Returns LokiJS's class with saving by changes. */
module.exports = (Loki, { leastToReplace = LEAST_TO_REPLACE, intervalMs = INTERVAL_MS } = {}) =>
  class extends Loki {
    #file;
    #length = 0;
    #snapshotLength = 0;
    #collections;

    constructor(filename, options) {
      super(filename, options);
      // Has each collection note the ids of what has changed.
      this.isIncremental = true;
    }

    get #changes() {
      return `${this.filename}.changes`;
    }

    loadDatabase(options, callback) {
      super.loadDatabase(options, (error) => {
        let failure = error;
        try {
          if (!failure) this.#replay();
        } catch (thrown) {
          failure = thrown;
        }
        callback(failure);
      });
    }

    autosaveEnable() {
      this.autosave = true;
      let told;
      this.autosaveHandle = setInterval(() => {
        try {
          this.#save();
          told = undefined;
        } catch (error) {
          // What has changed stays noted for the next time; a full disk is told of once.
          if (error.message !== told) console.error(`cannot save ${this.filename}: ${error.message}`);
          told = error.message;
        }
      }, intervalMs);
    }

    /** Whoever asks for a save by name wants everything in the snapshot. */
    saveDatabase(callback) {
      let failure = null;
      try {
        this.#snapshot();
      } catch (error) {
        failure = error;
      }
      if (callback) setImmediate(callback, failure);
    }

    /** Leaves a snapshot alone, which Azurite without this patch reads too. */
    close(callback) {
      this.autosaveDisable();
      let failure = null;
      try {
        // A database that was never saved by name may still be on its way out of its file.
        if (this.#collections !== undefined) this.#snapshot();
        if (this.#file !== undefined) fs.closeSync(this.#file);
        this.#file = undefined;
      } catch (error) {
        failure = error;
      }
      this.emit('close');
      if (callback) setImmediate(callback, failure);
    }

    #save() {
      // Before its owner saves it by name, it may be on its way out of the file.
      if (this.#collections === undefined) return;
      if (this.#needsSnapshot()) {
        this.#snapshot();
        return;
      }
      if (!this.autosaveDirty()) return;
      const lines = [];
      for (const collection of this.collections)
        for (const id of new Set(collection.dirtyIds))
          lines.push(JSON.stringify([collection.name, id, collection.get(id)]), '\n');
      this.#append(lines.join(''));
      this.#clean();
    }

    /** For what is no change of a document, when there are too many changes, and when the last one broke off. */
    #needsSnapshot() {
      const known = this.#collections;
      return (
        this.#length === 0 ||
        this.#length > Math.max(leastToReplace, 2 * this.#snapshotLength) ||
        known.length !== this.collections.length ||
        this.collections.some((one, at) => one !== known[at] || (one.dirty && one.dirtyIds.length === 0))
      );
    }

    #clean() {
      this.autosaveClearFlags();
      for (const collection of this.collections) collection.dirtyIds = [];
    }

    /** Written at a place of its own: what a full disk cut off is written over by the next try. */
    #append(text) {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; )
        done += fs.writeSync(this.#file, bytes, done, bytes.length - done, this.#length + done);
      this.#length += bytes.length;
      fs.fdatasync(this.#file, (error) => {
        if (error && error.code !== 'EBADF') console.error(`cannot sync ${this.#changes}: ${error.message}`);
      });
    }

    #snapshot() {
      const shape = [...this.collections];
      const bytes = Buffer.from(this.serialize());
      const next = `${this.filename}~`;
      fs.writeFileSync(next, bytes);
      sync(next);
      fs.renameSync(next, this.filename);
      sync(path.dirname(this.filename));
      // From here on the changes beside it name another snapshot and count for nothing.
      this.#file ??= fs.openSync(this.#changes, fs.constants.O_RDWR | fs.constants.O_CREAT);
      fs.ftruncateSync(this.#file, 0);
      this.#length = 0;
      this.#snapshotLength = bytes.length;
      this.#append(`${sha256(bytes)}\n`);
      this.#collections = shape;
      this.#clean();
    }

    #replay() {
      if (!fs.existsSync(this.#changes)) return;
      const lines = linesOf(fs.readFileSync(this.#changes));
      if (lines.next().value !== sha256(fs.readFileSync(this.filename))) return;
      const changed = new Map();
      try {
        for (const line of lines) {
          const [name, id, document] = JSON.parse(line);
          if (!changed.has(name)) changed.set(name, new Map());
          changed.get(name).set(id, document);
        }
      } catch (error) {
        console.error(`${this.#changes} is damaged; what came after is lost: ${error.message}`);
      }
      for (const [name, documents] of changed) this.#apply(documents, this.getCollection(name));
    }

    #apply(documents, collection) {
      const kept = collection.data.filter((one) => !documents.has(one.$loki));
      for (const [id, document] of documents) {
        if (document) kept.push(document);
        collection.maxId = Math.max(collection.maxId, id);
      }
      // LokiJS looks an id up by bisection.
      collection.data = kept.sort((one, other) => one.$loki - other.$loki);
      collection.idIndex = null;
      collection.ensureId();
      collection.ensureAllIndexes(true);
    }
  };
