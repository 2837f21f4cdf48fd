package io.dropbatch.observability;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.testing.TypeScriptBuild;

/** The sources of the dashboards and their checks. */
final class DashboardSources {

    private DashboardSources() {}

    /** Skips the test that asks where node or npm is missing. */
    static TypeScriptBuild compiled() {
        NeededTools.require("node", "npm");
        return TypeScriptBuild.of("builders", "dashboards", "checks", "preview");
    }
}
