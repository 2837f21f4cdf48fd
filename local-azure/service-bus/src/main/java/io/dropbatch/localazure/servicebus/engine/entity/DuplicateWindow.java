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

/** The message ids that an entity took lately. A repeated one is accepted and dropped, once the first is safe. */
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

    /** Claims an id for a message that is about to be written; the claim tells whether it was taken already. */
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

    /** The write that held the claim succeeded, or failed and gives the id back. */
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

    /** An id on its way into the log, or in it. */
    record Claim(DuplicateMark mark, CompletableFuture<Void> written, boolean isDuplicate) {}
}
