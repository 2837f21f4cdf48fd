// What a JavaScript program does with Batch, through the unmodified client.
"use strict";
const assert = require("node:assert/strict");
const { BatchServiceClient, BatchSharedKeyCredentials } = require("@azure/batch");

const { BATCH_URL, BATCH_ACCOUNT, BATCH_KEY, BLOB_CONTAINER, BLOB_INPUT } = process.env;
const connect = (key) => new BatchServiceClient(new BatchSharedKeyCredentials(BATCH_ACCOUNT, key), BATCH_URL);
const client = connect(BATCH_KEY);

async function eventually(what, holds) {
  const end = Date.now() + 60_000;
  for (;;) {
    const value = await holds();
    if (value) return value;
    assert.ok(Date.now() < end, "still not so: " + what);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function refused(code, status, call) {
  const error = await call().then(() => assert.fail("not refused with " + code), (reason) => reason);
  assert.equal(error.body?.code ?? error.code, code, error.stack);
  assert.equal(error.statusCode, status);
  return error;
}

async function text(file) {
  const chunks = [];
  for await (const chunk of file.readableStreamBody) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const scenarios = {
  async pools() {
    await client.pool.add({
      id: "js",
      vmSize: "standard_d2s_v3",
      virtualMachineConfiguration: {
        imageReference: { publisher: "canonical", offer: "ubuntu", sku: "22_04-lts" },
        nodeAgentSKUId: "batch.node.ubuntu 22.04",
      },
      targetDedicatedNodes: 2,
      taskSlotsPerNode: 4,
    });
    assert.equal((await client.pool.exists("js")).body, true);
    await refused("PoolExists", 409, () => client.pool.add({ id: "JS", vmSize: "standard_d2s_v3" }));
    await eventually("steady", async () => (await client.pool.get("js")).allocationState === "steady");
    const nodes = await client.computeNode.list("js");
    assert.equal(nodes.length, 2);
    await client.computeNode.disableScheduling("js", nodes[0].id);
    assert.equal((await client.computeNode.get("js", nodes[0].id)).schedulingState, "disabled");
    await client.computeNode.enableScheduling("js", nodes[0].id);
    await client.pool.removeNodes("js", { nodeList: [nodes[0].id] });
    await eventually("one node", async () => (await client.computeNode.list("js")).length === 1);
    await eventually("steady", async () => (await client.pool.get("js")).allocationState === "steady");
    const listed = await client.pool.list({
      poolListOptions: { filter: "state eq 'active' and id eq 'js'", select: "id,state" },
    });
    assert.deepEqual(listed.map((pool) => pool.id), ["js"]);
    assert.equal(listed[0].vmSize, undefined);
    const counts = await client.account.listPoolNodeCounts();
    assert.equal(counts.find((count) => count.poolId === "js").dedicated.total, 1);
  },

  async jobs() {
    await client.job.add({
      id: "js-job",
      poolInfo: { poolId: "js" },
      constraints: { maxTaskRetryCount: 1, maxWallClockTime: "PT1H" },
      jobPreparationTask: { commandLine: "/bin/sh -c 'echo prepared > $AZ_BATCH_NODE_SHARED_DIR/js-prepared'" },
      commonEnvironmentSettings: [{ name: "GREETING", value: "hello" }],
      metadata: [{ name: "from", value: "JavaScript + node" }],
      usesTaskDependencies: true,
    });
    const job = await client.job.get("js-job");
    assert.equal(job.constraints.maxTaskRetryCount, 1);
    assert.equal(job.metadata[0].value, "JavaScript + node");
    await client.job.patch("js-job", { priority: 7 }, { jobPatchOptions: { ifMatch: job.eTag } });
    await refused("ConditionNotMet", 412, () =>
      client.job.patch("js-job", { priority: 8 }, { jobPatchOptions: { ifMatch: job.eTag } }));
  },

  async collectionWithFilesInAndOut() {
    const tasks = [
      {
        id: "files",
        commandLine: "/bin/sh -c 'mkdir -p \"out dir\"; cat in.txt > \"out dir/ä b.txt\"; cat $AZ_BATCH_NODE_SHARED_DIR/js-prepared; echo $GREETING'",
        resourceFiles: [{ httpUrl: BLOB_INPUT, filePath: "in.txt" }],
        outputFiles: [
          {
            filePattern: "**/*.txt",
            destination: { container: { path: "javascript", containerUrl: BLOB_CONTAINER } },
            uploadOptions: { uploadCondition: "taskcompletion" },
          },
        ],
      },
      { id: "after", commandLine: "/bin/true", dependsOn: { taskIds: ["files"] } },
      ...Array.from({ length: 8 }, (_, i) => ({ id: "t-0" + i, commandLine: `/bin/sh -c 'exit ${i % 2}'` })),
      { id: "not an id", commandLine: "/bin/true" },
    ];
    const { value } = await client.task.addCollection("js-job", tasks);
    assert.deepEqual(value.map((result) => result.status.toLowerCase()), [...Array(10).fill("success"), "clienterror"]);
    assert.equal(value[10].error.code, "InvalidPropertyValue");
    await eventually("completed", async () => (await client.job.getTaskCounts("js-job")).taskCounts.completed === 10);
    const { taskCounts } = await client.job.getTaskCounts("js-job");
    assert.equal(taskCounts.succeeded, 6);
    assert.equal(taskCounts.failed, 4);
    assert.equal(await text(await client.file.getFromTask("js-job", "files", "stdout.txt")), "prepared\nhello\n");
  },

  async files() {
    const name = "wd/out dir/ä b.txt";
    const names = (await client.file.listFromTask("js-job", "files", { recursive: true })).map((file) => file.name);
    assert.ok(names.includes(name), names.join());
    assert.equal(await text(await client.file.getFromTask("js-job", "files", name)), "input");
    const part = await client.file.getFromTask("js-job", "files", name, {
      fileGetFromTaskOptions: { ocpRange: "bytes=1-3" },
    });
    assert.equal(await text(part), "npu");
    const properties = await client.file.getPropertiesFromTask("js-job", "files", name);
    assert.equal(properties.contentLength, 5);
    await client.file.deleteFromTask("js-job", "files", name);
    const gone = await client.file.getPropertiesFromTask("js-job", "files", name).catch((error) => error);
    assert.equal(gone.statusCode, 404);
  },

  async pagesAndFilters() {
    let page = await client.task.list("js-job", {
      taskListOptions: {
        filter: "startswith(id, 't-') and executionInfo/exitCode eq 1",
        select: "id, executionInfo",
        maxResults: 3,
      },
    });
    const found = [...page];
    while (page.odatanextLink) {
      page = await client.task.listNext(page.odatanextLink);
      found.push(...page);
    }
    assert.deepEqual(found.map((task) => task.id), ["t-01", "t-03", "t-05", "t-07"]);
    assert.ok(found.every((task) => task.executionInfo.retryCount === 1 && task.commandLine === undefined));
    const error = await refused("InvalidQueryParameterValue", 400, () =>
      client.task.list("js-job", { taskListOptions: { filter: "id eq 'a+b&c%20' and colour eq 'red'" } }));
    assert.match(JSON.stringify(error.body.values), /position 21/);
  },

  async lifeOfTasksAndJobs() {
    const task = (id) => client.task.get("js-job", id);
    await client.task.reactivate("js-job", "t-01");
    await eventually("it failed again", async () => (await task("t-01")).state === "completed");
    await client.task.add("js-job", { id: "long", commandLine: "/bin/sleep 300" });
    await eventually("it runs", async () => (await task("long")).state === "running");
    await client.job.disable("js-job", "requeue");
    await eventually("disabled", async () => (await client.job.get("js-job")).state === "disabled");
    await client.job.enable("js-job");
    await eventually("it runs again", async () => (await task("long")).state === "running");
    await client.task.terminate("js-job", "long");
    const ended = await eventually("it ended", async () => {
      const long = await task("long");
      return long.state === "completed" && long;
    });
    assert.equal(ended.executionInfo.failureInfo.code, "TaskEnded");
    await client.task.deleteMethod("js-job", "t-00");
    await refused("TaskNotFound", 404, () => task("t-00"));
    await client.job.terminate("js-job", { jobTerminateParameter: { terminateReason: "done" } });
    await eventually("completed", async () => (await client.job.get("js-job")).state === "completed");
    await refused("JobCompleted", 409, () => client.task.add("js-job", { id: "late", commandLine: "/bin/true" }));
  },

  async schedules() {
    await client.jobSchedule.add({
      id: "js-schedule",
      schedule: { recurrenceInterval: "PT1H" },
      jobSpecification: { poolInfo: { poolId: "js" } },
    });
    const jobs = await eventually("its first job", async () => {
      const found = await client.job.listFromJobSchedule("js-schedule");
      return found.length > 0 && found;
    });
    assert.equal(jobs[0].id, "js-schedule:job-1");
    assert.equal((await client.job.get("js-schedule:job-1")).state, "active");
    await client.jobSchedule.disable("js-schedule");
    assert.equal((await client.jobSchedule.get("js-schedule")).state, "disabled");
    await client.jobSchedule.deleteMethod("js-schedule");
    await eventually("gone", async () => (await client.jobSchedule.exists("js-schedule")).body === false);
  },

  async errors() {
    await refused("JobNotFound", 404, () => client.job.get("nothing"));
    await refused("AuthenticationFailed", 403, () => connect("d3Jvbmc=").pool.get("js"));
    await refused("InvalidPropertyValue", 400, () => client.job.add({ id: "..", poolInfo: { poolId: "js" } }));
    await refused("RequestBodyTooLarge", 413, () =>
      client.job.add({ id: "big", displayName: "x".repeat(1024 * 1024), poolInfo: { poolId: "js" } }));
  },

  async deletion() {
    await client.job.deleteMethod("js-job");
    await eventually("gone", async () => !(await client.job.list()).some((job) => job.id === "js-job"));
    await client.pool.deleteMethod("js");
    await eventually("gone", async () => (await client.pool.exists("js")).body === false);
  },
};

(async () => {
  for (const [name, run] of Object.entries(scenarios)) {
    await run();
    console.log("ok " + name);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
