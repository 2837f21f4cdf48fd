package io.dropbatch.batch;

import io.dropbatch.model.call.ClientCall;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The operations of Batch that Dropbatch uses, from the method and the path of a request. The id of a job, task, pool or
 * node never gets into an operation.
 */
final class BatchOperations {

    /** By the path, with a star in the place of each id. */
    private static final Map<String, String> RESOURCES = Map.ofEntries(
            Map.entry("jobs", "jobs"),
            Map.entry("jobs/*", "job"),
            Map.entry("jobs/*/terminate", "job termination"),
            Map.entry("jobs/*/enable", "job enabling"),
            Map.entry("jobs/*/disable", "job disabling"),
            Map.entry("jobs/*/taskcounts", "task counts"),
            Map.entry("jobs/*/jobpreparationandreleasetaskstatus", "preparation status"),
            Map.entry("jobs/*/tasks", "tasks"),
            Map.entry("jobs/*/addtaskcollection", "task collection"),
            Map.entry("jobs/*/tasks/*", "task"),
            Map.entry("jobs/*/tasks/*/terminate", "task termination"),
            Map.entry("jobs/*/tasks/*/reactivate", "task reactivation"),
            Map.entry("jobs/*/tasks/*/subtasksinfo", "subtasks"),
            Map.entry("jobs/*/tasks/*/files", "task files"),
            Map.entry("jobs/*/tasks/*/files/*", "task file"),
            Map.entry("pools", "pools"),
            Map.entry("pools/*", "pool"),
            Map.entry("pools/*/resize", "pool resize"),
            Map.entry("pools/*/stopresize", "pool resize stop"),
            Map.entry("pools/*/enableautoscale", "pool autoscale"),
            Map.entry("pools/*/disableautoscale", "pool autoscale"),
            Map.entry("pools/*/evaluateautoscale", "autoscale evaluation"),
            Map.entry("pools/*/removenodes", "node removal"),
            Map.entry("pools/*/nodes", "nodes"),
            Map.entry("pools/*/nodes/*", "node"),
            Map.entry("pools/*/nodes/*/files", "node files"),
            Map.entry("pools/*/nodes/*/files/*", "node file"),
            Map.entry("nodecounts", "node counts"),
            Map.entry("supportedimages", "supported images"),
            Map.entry("applications", "applications"),
            Map.entry("applications/*", "application"));

    /** A path may be longer where a file's name has parts; the rest is its name. */
    private static final int LONGEST = 6;

    private BatchOperations() {}

    static String of(String method, String path) {
        String resource = RESOURCES.get(template(path));
        return resource == null ? ClientCall.OTHER : method + " " + resource;
    }

    private static String template(String path) {
        String[] parts = path.substring(path.startsWith("/") ? 1 : 0).split("/", -1);
        StringJoiner template = new StringJoiner("/");
        for (int part = 0; part < Math.min(parts.length, LONGEST); part++) {
            boolean isId = part % 2 == 1;
            template.add(isId ? "*" : parts[part]);
        }
        return template.toString();
    }
}
