package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The auto pool of a job or a job schedule.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/job/add#autopoolspecification">Auto pools</a>
 */
public record AutoPool(@Nullable String prefix, Lifetime lifetime, boolean keepAlive, PoolDefinition pool) {

    /** The placeholder in a specification until a job is created from it. */
    static final PoolId NOT_YET = new PoolId("autopool");

    private static final int LONGEST_PREFIX = 20;

    static @Nullable AutoPool read(RequestDocument poolInfo) {
        RequestDocument document = poolInfo.object("autoPoolSpecification").orElse(null);
        if (document == null) {
            return null;
        }
        if (poolInfo.has("poolId")) {
            throw poolInfo.invalid("poolId", "Either poolId or autoPoolSpecification is expected, not both.");
        }
        String prefix = document.textOrNull("autoPoolIdPrefix");
        if (prefix != null && !prefix.matches("[-_a-zA-Z0-9]{0," + LONGEST_PREFIX + "}")) {
            throw document.invalid(
                    "autoPoolIdPrefix",
                    "At most " + LONGEST_PREFIX + " letters, digits, hyphens and underscores are expected.");
        }
        document.text("poolLifetimeOption");
        return new AutoPool(
                prefix,
                document.choice("poolLifetimeOption", Lifetime.class, Lifetime.JOB),
                document.flag("keepAlive", false),
                PoolDefinition.read(document.object("pool").orElseThrow(() -> BatchError.missing("pool"))));
    }

    /** The pool's name; the same owner always gets the same name. */
    public PoolId named(String owner) {
        String unique =
                UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8)).toString();
        boolean prefixed = prefix != null && !prefix.isEmpty();
        return new PoolId((prefixed ? prefix + "_" : "") + unique.toUpperCase(Locale.ROOT));
    }

    /** Whether only {@code keepAlive} differs. */
    public boolean sameBut(AutoPool other) {
        return lifetime == other.lifetime
                && Objects.equals(prefix, other.prefix)
                && pool.source().equals(other.pool.source());
    }

    /** The lifetime option: whether the pool lives with a job or with its schedule. */
    public enum Lifetime {
        JOB,
        JOB_SCHEDULE
    }
}
