import type { DashboardLink } from "@grafana/schema";

export const TAG = "dropbatch";

/** The other dashboards, with the same time range and the same choices. */
export const otherDashboards: DashboardLink = {
  type: "dashboards",
  title: "Dropbatch",
  tags: [TAG],
  asDropdown: false,
  includeVars: true,
  keepTime: true,
  targetBlank: false,
  icon: "external link",
  tooltip: "The other dashboards, for the same time and workloads",
  url: "",
};

export const consoleLink: DashboardLink = {
  type: "link",
  title: "Console",
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: false,
  targetBlank: true,
  icon: "dashboard",
  tooltip: "The drops themselves, with their logs and results",
  url: "${console}",
};

/** A link from a value of a panel. */
export interface ValueLink {
  title: string;
  url: string;
  targetBlank: boolean;
}

/** The drops that failed with the code which a series or a row bears. */
export const dropsWithCode: ValueLink = {
  title: "Drops that failed like this",
  url: "${console}/?failure=${__field.labels.code}",
  targetBlank: true,
};

/** The same from a row of a table, which has no labels but columns. */
export const dropsOfRow: ValueLink = {
  title: "These drops",
  url: "${console}/?failure=${__data.fields.code}&workload=${__data.fields.workload}",
  targetBlank: true,
};

export const workloadOfRow: ValueLink = {
  title: "This workload",
  url: "/d/dropbatch-workload?var-workload=${__data.fields.workload}&${datasource:queryparam}&${namespace:queryparam}&${__url_time_range}",
  targetBlank: false,
};

/** Another dashboard, for a panel that shows a sign of what that one explains. */
export const more = (title: string, uid: string): ValueLink => ({
  title,
  url: `/d/${uid}?\${datasource:queryparam}&\${namespace:queryparam}&\${__url_time_range}`,
  targetBlank: false,
});
