package io.dropbatch.submission.domain.window;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.drop.SeenBlob;
import org.jspecify.annotations.Nullable;

/**
 * A file of a sealed window.
 *
 * @param refusal why it does not become a task; absent when it does
 */
public record SealedFile(SeenBlob blob, @Nullable Failure refusal) {}
