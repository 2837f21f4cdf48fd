package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.log.DuplicateMark;
import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.MessageIdHash;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The recent message ids of an entity. A message with a repeated id is accepted and dropped once the first is durable.
 */
final class DuplicateWindow {
    private final EntityName entity;
    private final Duration length;
    private final MessageLog log;
    private final Map<MessageIdHash, Claim> claims = new HashMap<>();
    private final Deque<DuplicateMark> byAge = new ArrayDeque<>();

    DuplicateWindow(EntityName entity, Duration length, MessageLog log) {
        this.entity = entity;
        this.length = length;
        this.log = log;
    }

    /** Claims an id for a message that is about to be written; the claim says whether the id was already taken. */
    synchronized Claim claim(String messageId, Instant now) {
        forgetOld(now);
        MessageIdHash messageIdHash = MessageIdHash.of(messageId);
        Claim earlier = claims.get(messageIdHash);
        if (earlier != null) {
            return new Claim(earlier.mark, earlier.written, true);
        }
        DuplicateMark mark = new DuplicateMark(log.newRecordId(), entity, messageIdHash, now.plus(length));
        Claim claim = new Claim(mark, new CompletableFuture<>(), false);
        claims.put(messageIdHash, claim);
        byAge.addLast(mark);
        return claim;
    }

    /** Ends a claim: a successful write keeps the id, a failed one releases it. */
    void written(Claim claim, @Nullable Throwable failure) {
        if (failure == null) {
            claim.written.complete(null);
            return;
        }
        synchronized (this) {
            claims.remove(claim.mark.messageId());
            byAge.remove(claim.mark);
        }
        claim.written.completeExceptionally(failure);
    }

    synchronized void restore(DuplicateMark mark) {
        claims.put(mark.messageId(), new Claim(mark, CompletableFuture.completedFuture(null), false));
        byAge.addLast(mark);
    }

    private void forgetOld(Instant now) {
        while (!byAge.isEmpty() && !byAge.peekFirst().forgottenAt().isAfter(now)) {
            DuplicateMark old = byAge.removeFirst();
            claims.remove(old.messageId());
            log.writeBehind(new LogChange.Remove(old.recordId()));
        }
    }

    /** An id that is in the log or is being written to it. */
    record Claim(DuplicateMark mark, CompletableFuture<Void> written, boolean isDuplicate) {}
}
