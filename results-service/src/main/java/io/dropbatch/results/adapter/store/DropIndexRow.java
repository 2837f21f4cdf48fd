package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.SubmissionId;

/** A row of an index of submissions. */
record DropIndexRow(SubmissionId submission) {}
