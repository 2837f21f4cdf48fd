package io.dropbatch.observability;

import io.dropbatch.testing.TypeScriptBuild;

/** The sources of the dashboards and their checks. */
final class DashboardSources {

    private DashboardSources() {}

    static TypeScriptBuild compiled() {
        return TypeScriptBuild.of("builders", "dashboards", "checks", "preview");
    }
}
