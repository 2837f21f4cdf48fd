'use strict';
// Azurite loads this module when it starts; with telemetry off it calls nothing of it.
