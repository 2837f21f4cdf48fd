'use strict';
// A patch of Azurite: npm puts it in LokiJS's place, because package.json names it for that dependency.
//
// Why: Azurite's metadata are in LokiJS, which Azurite has write all of them every five seconds. An Azurite that is killed
// loses that much, and each save stops it for a tenth of a second for every 12,000 blobs. With journal.js it loses a quarter
// of a second and writes what has changed.
// For: Azurite 3.37.0 with LokiJS 1.5.12. Another version is refused until JournalTest and JournalNeedTest pass with it.
// Off: LOCAL_AZURE_JOURNAL=off in the environment of the storage server.
// Needed until: JournalNeedTest fails.

const Loki = require('lokijs-unpatched');
const { version } = require('azurite/package.json');
const journalled = require('./journal.js');

const AZURITE = '3.37.0';
if (version !== AZURITE) throw new Error(`the journal is for Azurite ${AZURITE}, this is ${version}`);

module.exports = process.env.LOCAL_AZURE_JOURNAL === 'off' ? Loki : journalled(Loki);
