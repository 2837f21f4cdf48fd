'use strict';
// Azurite loads this file of LokiJS by its path.
module.exports = require('lokijs-unpatched/src/loki-fs-structured-adapter.js');
