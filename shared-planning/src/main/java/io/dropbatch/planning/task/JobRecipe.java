package io.dropbatch.planning.task;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Batch job of a plan: the harness and everything that tasks share come to each node once.
 *
 * @param pool the id of the pool that it runs on
 */
public record JobRecipe(Plan plan, JobFacts facts, String pool, TaskHarness harness) {

    public JobSpec job() {
        Workload workload = plan.workload();
        return new JobSpec(
                facts.job(),
                pool,
                facts.priority(),
                workload.limits().wallClock(),
                environment(),
                preparation(),
                preparationByPrefix(),
                preparationEnvironment(),
                NodeAccount.of(workload));
    }

    /** The parameters of a manifest, a sweep or a row, as the commands see them. */
    static Map<String, String> variables(Map<String, String> parameters) {
        Map<String, String> variables = new TreeMap<>();
        parameters.forEach((name, value) -> variables.put("PARAM_" + name.toUpperCase(Locale.ROOT), value));
        return variables;
    }

    private Map<String, String> environment() {
        Workload workload = plan.workload();
        Map<String, String> environment = carried(workload.tasks().environment());
        environment.putAll(variables(plan.parameters()));
        environment.put("DROPBATCH_SUBMISSION", facts.submission().value());
        environment.put("DROPBATCH_WORKLOAD", facts.workload());
        environment.put("DROPBATCH_ATTEMPT", Integer.toString(facts.job().attempt()));
        environment.put("DROPBATCH_REQUIRES", String.join(" ", workload.requires()));
        environment.put(
                "DROPBATCH_TIMEOUT",
                Long.toString(Math.max(1, workload.tasks().timeout().toSeconds())));
        environment.put("DROPBATCH_COMMAND", workload.tasks().command());
        environment.put("DROPBATCH_OUTPUTS", lines(workload.tasks().outputs()));
        if (plan.hasSplit()) {
            environment.put("DROPBATCH_MAP_LEVEL", Integer.toString(plan.mapLevel()));
        }
        if (workload.rounds() != null) {
            environment.put("DROPBATCH_UNTIL", workload.rounds().until());
        }
        @Nullable ApplicationRef application = workload.application();
        if (application != null) {
            environment.put(
                    application.packaged() ? "DROPBATCH_APP_PACKAGE" : "DROPBATCH_APP",
                    application.packaged() ? application.variable() : application.path());
        }
        @Nullable Merge merge = workload.merge();
        if (merge != null) {
            environment.put("DROPBATCH_MERGE_COMMAND", merge.command());
            environment.put("DROPBATCH_MERGE_OUTPUTS", lines(merge.outputs()));
        }
        return environment;
    }

    /** Under names that mean nothing to the shells and tools of the harness, which gives them to the command alone. */
    private static Map<String, String> carried(Map<String, String> own) {
        Map<String, String> environment = new TreeMap<>();
        own.forEach((name, value) -> environment.put("DROPBATCH_ENV_" + name, value));
        if (!own.isEmpty()) {
            environment.put("DROPBATCH_ENVIRONMENT", String.join(" ", own.keySet()));
        }
        return environment;
    }

    private List<FileSource> preparation() {
        List<FileSource> files = harnessAndApplication();
        shared().forEach(input -> files.add(byAddress(input)));
        return files;
    }

    /** The harness takes what the list of the shared inputs names out of the folders. */
    private List<FileSource> preparationByPrefix() {
        @Nullable PlanExtent extent = plan.extent();
        if (extent == null || !plan.hasSharedList() || extent.sharedPrefixes().isEmpty()) {
            return List.of();
        }
        List<FileSource> files = harnessAndApplication();
        for (String prefix : extent.sharedPrefixes()) {
            files.add(new FileSource.Folder(ContainerRole.INBOX, plan.trigger().prefix() + prefix, "_dropbatch/drop"));
        }
        shared().stream()
                .filter(input -> extent.sharedPrefixes().stream()
                        .noneMatch(prefix -> input.path().startsWith(prefix)))
                .forEach(input -> files.add(byAddress(input)));
        return files;
    }

    private List<FileSource> harnessAndApplication() {
        List<FileSource> files = new ArrayList<>(harness.files());
        @Nullable ApplicationRef application = plan.workload().application();
        if (application != null && !application.packaged()) {
            files.add(new FileSource.Folder(ContainerRole.APPLICATIONS, application.path() + "/", "app"));
        }
        if (plan.hasSharedList()) {
            files.add(new FileSource.OneBlob(
                    ContainerRole.SYSTEM, SystemLayout.sharedList(plan.submission()), "_dropbatch/shared.list"));
        }
        return files;
    }

    private FileSource byAddress(PlannedInput input) {
        return new FileSource.OneBlob(
                ContainerRole.INBOX, plan.trigger().prefix() + input.path(), "shared/" + input.path());
    }

    private Map<String, String> preparationEnvironment() {
        return plan.hasSharedList()
                ? Map.of("DROPBATCH_DROP", plan.trigger().prefix())
                : Map.of("DROPBATCH_SHARED_SUMS", sharedSums());
    }

    private String sharedSums() {
        return shared().stream()
                .filter(input -> input.sha256() != null)
                .map(input -> input.sha256() + "  " + input.path())
                .collect(Collectors.joining("\n"));
    }

    /** The row file is among the shared ones, once; not one that the drop was split into after the job was made. */
    private Collection<PlannedInput> shared() {
        Map<String, PlannedInput> byPath = new LinkedHashMap<>();
        plan.shared().forEach(input -> byPath.put(input.path(), input));
        @Nullable RowFile rows = plan.rowFile();
        if (rows != null && plan.split() == null) {
            byPath.put(rows.input().path(), rows.input());
        }
        return byPath.values();
    }

    /** Without braces, which the harness does not know: each alternative has to match. */
    static String lines(List<Glob> patterns) {
        return patterns.stream()
                .flatMap(pattern -> pattern.alternatives().stream())
                .map(Glob::value)
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
