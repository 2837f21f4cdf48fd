package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.SubmissionId;

/** A line of an index of submissions. */
record DropIndexRow(SubmissionId submission) {}
