/** Nodes: how they boot, how they are drained, and what runs on them besides tasks. */
@NullMarked
package io.dropbatch.localazure.batch.engine.node;

import org.jspecify.annotations.NullMarked;
