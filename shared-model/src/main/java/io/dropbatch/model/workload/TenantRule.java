package io.dropbatch.model.workload;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.WorkloadName;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a drop belongs to: the tenant that the workload names; else what the drop's name says before its first
 * dot, as in {@code alice.run-7}, if that is a legal name; else the workload itself.
 */
public final class TenantRule {

    private TenantRule() {}

    public static String tenantOf(Workload workload, DropTrigger trigger) {
        @Nullable String said = workload.tenant();
        return said == null ? tenantOf(trigger) : said;
    }

    /** For a drop whose workload is not known, or names no tenant. */
    public static String tenantOf(DropTrigger trigger) {
        String drop = trigger.prefix().substring(trigger.folder().length() + 1);
        int dot = drop.indexOf('.');
        String first = dot < 0 ? "" : drop.substring(0, dot);
        return WorkloadName.isLegal(first) ? first : trigger.folder();
    }
}
