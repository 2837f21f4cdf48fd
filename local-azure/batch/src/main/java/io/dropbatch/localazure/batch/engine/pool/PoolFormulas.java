package io.dropbatch.localazure.batch.engine.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.autoscale.Formula;
import io.dropbatch.localazure.batch.autoscale.FormulaError;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.AutoScaleRun;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operations of users on autoscale formulas. */
public final class PoolFormulas {

    private static final String FORMULA = "autoScaleFormula";
    private static final String INTERVAL = "autoScaleEvaluationInterval";
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(30);

    private final Account account;
    private final AccountStore store;
    private final PoolService pools;
    private final PoolAutoScaler autoScaler;
    private final Map<Pool, Instant> lastEnabled = new HashMap<>();

    public PoolFormulas(Account account, AccountStore store, PoolService pools, PoolAutoScaler autoScaler) {
        this.account = account;
        this.store = store;
        this.pools = pools;
        this.autoScaler = autoScaler;
    }

    public Pool enable(PoolId id, RequestDocument request, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = pools.usable(id, condition);
            boolean scales = pool.spec().autoScaling().enabled();
            require(pool, request, scales);
            PoolDefinition spec = PoolDefinition.read(RequestDocument.of(merged(pool.spec(), request)));
            check(spec);
            remember(pool);
            pool.respecify(spec, account.now());
            if (!scales) {
                autoScaler.begin(pool);
            } else if (request.has(INTERVAL)) {
                autoScaler.restart(pool);
            } else {
                autoScaler.evaluateNow(pool);
            }
            return pool;
        });
    }

    public Pool disable(PoolId id) {
        return account.change(() -> {
            Pool pool = pools.usable(id, UpdateCondition.NONE);
            ObjectNode source = pool.spec().source().deepCopy();
            source.remove(List.of(FORMULA, INTERVAL));
            source.put("enableAutoScale", false);
            pool.respecify(PoolDefinition.read(RequestDocument.of(source)), account.now());
            autoScaler.end(pool);
            store.save(pool);
            return pool;
        });
    }

    /** Evaluates a formula for a pool now, without changing the pool. */
    public AutoScaleRun evaluate(PoolId id, RequestDocument request) {
        String formula = request.text(FORMULA);
        checkLength(formula);
        return account.change(() -> {
            Pool pool = pools.usable(id, UpdateCondition.NONE);
            if (!pool.spec().autoScaling().enabled()) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                        .with("Reason", "The pool does not scale by formula.");
            }
            return autoScaler.evaluate(pool, formula);
        });
    }

    /** Refuses a pool with an invalid formula. */
    static void check(PoolDefinition spec) {
        String formula = spec.autoScaling().formula();
        if (formula == null) {
            return;
        }
        checkLength(formula);
        try {
            Formula.read(formula);
        } catch (FormulaError error) {
            throw BatchError.of(
                            error.kind() == FormulaError.Kind.SYNTAX
                                    ? ErrorCode.AutoScalingFormulaSyntaxError
                                    : ErrorCode.InvalidAutoScalingSettings)
                    .with("PropertyName", FORMULA)
                    .with("Reason", String.valueOf(error.getMessage()));
        }
    }

    private void require(Pool pool, RequestDocument request, boolean scales) {
        Instant last = lastEnabled.get(pool);
        if (last != null && account.now().isBefore(last.plus(BETWEEN_REQUESTS))) {
            throw BatchError.of(ErrorCode.TooManyEnableAutoScaleRequests);
        }
        if (!request.has(FORMULA) && !(scales && request.has(INTERVAL))) {
            throw BatchError.missing(FORMULA);
        }
        if (!scales && pool.scaling().state() != PoolScaling.State.STEADY) {
            throw BatchError.of(ErrorCode.PoolBeingResized);
        }
    }

    private void remember(Pool pool) {
        Instant now = account.now();
        lastEnabled.values().removeIf(last -> last.plus(BETWEEN_REQUESTS).isBefore(now));
        lastEnabled.put(pool, now);
    }

    private static ObjectNode merged(PoolDefinition spec, RequestDocument request) {
        ObjectNode merged = spec.source().deepCopy();
        merged.remove(List.of("targetDedicatedNodes", "targetLowPriorityNodes"));
        merged.put("enableAutoScale", true);
        request.tree().properties().forEach(change -> {
            if (!change.getKey().equals(FORMULA) && !change.getKey().equals(INTERVAL)) {
                throw BatchError.property(change.getKey(), "", "The property is not one of automatic scaling.");
            }
            if (!change.getValue().isNull()) {
                merged.set(change.getKey(), change.getValue());
            }
        });
        return merged;
    }

    private static void checkLength(String formula) {
        if (formula.length() > Formula.LONGEST) {
            throw BatchError.of(ErrorCode.AutoScaleFormulaTooLong);
        }
    }
}
