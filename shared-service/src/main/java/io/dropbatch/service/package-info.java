/** What all services share: settings of Azure, a timer, and one-line reports of wrong settings. */
@NullMarked
package io.dropbatch.service;

import org.jspecify.annotations.NullMarked;
