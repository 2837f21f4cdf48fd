"""What a Python program does with Batch, through the unmodified client of Debian's python3-azure."""

import datetime
import io
import os
import time

from azure.batch import BatchServiceClient, models
from azure.batch.batch_auth import SharedKeyCredentials
from azure.batch.custom.custom_errors import CreateTasksErrorException

CONTAINER = os.environ["BLOB_CONTAINER"]
client = BatchServiceClient(
    SharedKeyCredentials(os.environ["BATCH_ACCOUNT"], os.environ["BATCH_KEY"]), batch_url=os.environ["BATCH_URL"]
)


def eventually(what, holds):
    end = time.monotonic() + 60
    while True:
        value = holds()
        if value:
            return value
        assert time.monotonic() < end, "still not so: " + what
        time.sleep(0.05)


def refused(code, call, *arguments):
    try:
        call(*arguments)
    except models.BatchErrorException as error:
        assert error.error.code == code, (error.error.code, error.error.message.value)
        return error.error
    raise AssertionError("not refused with " + code)


def values(error):
    return {detail.key: detail.value for detail in error.values}


def pools():
    client.pool.add(
        models.PoolAddParameter(
            id="py",
            vm_size="standard_d2s_v3",
            virtual_machine_configuration=models.VirtualMachineConfiguration(
                image_reference=models.ImageReference(publisher="canonical", offer="ubuntu", sku="22_04-lts"),
                node_agent_sku_id="batch.node.ubuntu 22.04",
            ),
            target_dedicated_nodes=1,
            task_slots_per_node=4,
            metadata=[models.MetadataItem(name="from", value="python & co")],
        )
    )
    assert client.pool.exists("py") and not client.pool.exists("nothing")
    refused("PoolExists", client.pool.add, models.PoolAddParameter(id="PY", vm_size="standard_d2s_v3"))
    eventually("steady", lambda: client.pool.get("py").allocation_state == models.AllocationState.steady)
    client.pool.resize("py", models.PoolResizeParameter(target_dedicated_nodes=2))
    eventually("two nodes", lambda: len(list(client.compute_node.list("py"))) == 2)
    eventually("steady", lambda: client.pool.get("py").allocation_state == models.AllocationState.steady)
    client.pool.patch("py", models.PoolPatchParameter(metadata=[models.MetadataItem(name="a", value="b")]))
    pool = client.pool.get("py")
    assert [(item.name, item.value) for item in pool.metadata] == [("a", "b")]
    counts = next(count for count in client.account.list_pool_node_counts() if count.pool_id == "py")
    assert counts.dedicated.total == 2, counts.dedicated.total
    selected = list(
        client.pool.list(models.PoolListOptions(filter="state eq 'active' and id eq 'py'", select="id,state"))
    )
    assert [found.id for found in selected] == ["py"] and selected[0].vm_size is None
    assert any(image.os_type == models.OSType.linux for image in client.account.list_supported_images())


def jobs_with_preparation():
    client.job.add(
        models.JobAddParameter(
            id="py-job",
            pool_info=models.PoolInformation(pool_id="py"),
            common_environment_settings=[models.EnvironmentSetting(name="GREETING", value="hello")],
            job_preparation_task=models.JobPreparationTask(
                command_line="/bin/sh -c 'echo prepared > $AZ_BATCH_NODE_SHARED_DIR/prepared'"
            ),
            job_release_task=models.JobReleaseTask(command_line="/bin/true"),
            constraints=models.JobConstraints(max_task_retry_count=1, max_wall_clock_time=datetime.timedelta(hours=1)),
            uses_task_dependencies=True,
        )
    )
    job = client.job.get("py-job")
    assert job.state == models.JobState.active and job.constraints.max_task_retry_count == 1
    etag = job.e_tag
    client.job.patch("py-job", models.JobPatchParameter(priority=7), models.JobPatchOptions(if_match=etag))
    refused(
        "ConditionNotMet",
        client.job.patch,
        "py-job",
        models.JobPatchParameter(priority=8),
        models.JobPatchOptions(if_match=etag),
    )


def a_collection_with_files_in_and_out():
    task = models.TaskAddParameter(
        id="files",
        command_line="/bin/sh -c 'mkdir -p \"out dir\"; cat in.txt - > \"out dir/ä b.txt\"; cat $AZ_BATCH_NODE_SHARED_DIR/prepared; echo $GREETING'",
        resource_files=[models.ResourceFile(http_url=os.environ["BLOB_INPUT"], file_path="in.txt")],
        output_files=[
            models.OutputFile(
                file_pattern="**/*.txt",
                destination=models.OutputFileDestination(
                    container=models.OutputFileBlobContainerDestination(path="python", container_url=CONTAINER)
                ),
                upload_options=models.OutputFileUploadOptions(
                    upload_condition=models.OutputFileUploadCondition.task_success
                ),
            )
        ],
    )
    tasks = [task] + [
        models.TaskAddParameter(id="t-%02d" % number, command_line="/bin/sh -c 'exit %d'" % (number % 2))
        for number in range(8)
    ]
    after = models.TaskAddParameter(
        id="after", command_line="/bin/true", depends_on=models.TaskDependencies(task_ids=["files"])
    )
    bad = models.TaskAddParameter(id="not an id", command_line="/bin/true")
    results = client.task.add_collection("py-job", tasks + [after]).value
    assert [result.status.value for result in results] == ["success"] * 10, results
    try:
        client.task.add_collection("py-job", [bad])
        raise AssertionError("a task that is none was added")
    except CreateTasksErrorException as error:
        assert error.failure_tasks[0].error.code == "InvalidPropertyValue", error
    eventually(
        "all tasks completed", lambda: client.job.get_task_counts("py-job").task_counts.completed == len(tasks) + 1
    )
    counts = client.job.get_task_counts("py-job").task_counts
    assert (counts.active, counts.running, counts.succeeded, counts.failed) == (0, 0, 6, 4), counts
    done = client.task.get("py-job", "files")
    assert done.execution_info.result == models.TaskExecutionResult.success, done.execution_info.failure_info
    stdout = b"".join(client.file.get_from_task("py-job", "files", "stdout.txt"))
    assert stdout == b"prepared\nhello\n", stdout


def files():
    name = "wd/out dir/ä b.txt"
    names = [found.name for found in client.file.list_from_task("py-job", "files", recursive=True)]
    assert name in names and "stdout.txt" in names, names
    assert b"".join(client.file.get_from_task("py-job", "files", name)) == b"input"
    part = client.file.get_from_task(
        "py-job", "files", name, models.FileGetFromTaskOptions(ocp_range="bytes=1-3")
    )
    assert b"".join(part) == b"npu"
    headers = client.file.get_properties_from_task("py-job", "files", name, raw=True).headers
    assert headers["Content-Length"] == 5 and headers["ocp-batch-file-isdirectory"] is False, headers
    node = client.task.get("py-job", "files").node_info.node_id
    shared = client.file.get_from_compute_node("py", node, "shared/prepared")
    assert b"".join(shared) == b"prepared\n"
    client.file.delete_from_task("py-job", "files", name)
    refused("FileNotFound", client.file.get_from_task, "py-job", "files", name)
    refused("FileNotFound", client.file.get_from_task, "py-job", "files", "../../../../../../etc/passwd")


def pages_and_filters():
    tasks = list(
        client.task.list(
            "py-job",
            models.TaskListOptions(
                filter="startswith(id, 't-') and executionInfo/exitCode eq 1", select="id, executionInfo", max_results=3
            ),
        )
    )
    assert [task.id for task in tasks] == ["t-01", "t-03", "t-05", "t-07"], tasks
    assert all(task.execution_info.retry_count == 1 and task.command_line is None for task in tasks)
    later = datetime.datetime.utcnow() + datetime.timedelta(hours=1)
    none = "state eq 'completed' and stateTransitionTime gt DateTime'%sZ'" % later.isoformat()
    assert not list(client.task.list("py-job", models.TaskListOptions(filter=none)))
    error = refused(
        "InvalidQueryParameterValue",
        lambda: list(client.task.list("py-job", models.TaskListOptions(filter="colour eq 'red'"))),
    )
    assert "position 0" in values(error)["Reason"], values(error)


def the_life_of_tasks_and_jobs():
    client.task.reactivate("py-job", "t-01")
    eventually(
        "it failed again", lambda: client.task.get("py-job", "t-01").state == models.TaskState.completed
    )
    refused("TaskCompleted", client.task.terminate, "py-job", "t-00")
    client.task.add("py-job", models.TaskAddParameter(id="long", command_line="/bin/sleep 300"))
    eventually("it runs", lambda: client.task.get("py-job", "long").state == models.TaskState.running)
    client.job.disable("py-job", models.DisableJobOption.requeue)
    eventually("disabled", lambda: client.job.get("py-job").state == models.JobState.disabled)
    assert client.task.get("py-job", "long").state == models.TaskState.active
    client.job.enable("py-job")
    eventually("it runs again", lambda: client.task.get("py-job", "long").state == models.TaskState.running)
    client.task.terminate("py-job", "long")
    ended = eventually(
        "it ended", lambda: next((t for t in [client.task.get("py-job", "long")] if t.state == "completed"), None)
    )
    assert ended.execution_info.failure_info.code == "TaskEnded", ended.execution_info.failure_info.code
    client.task.update("py-job", "t-00", constraints=models.TaskConstraints(max_task_retry_count=3))
    client.task.delete("py-job", "t-00")
    refused("TaskNotFound", client.task.get, "py-job", "t-00")
    status = list(client.job.list_preparation_and_release_task_status("py-job"))
    assert status and status[0].job_preparation_task_execution_info.exit_code == 0
    client.job.terminate("py-job", terminate_reason="done")
    eventually("completed", lambda: client.job.get("py-job").state == models.JobState.completed)
    assert client.job.get("py-job").execution_info.terminate_reason == "done"
    refused("JobCompleted", client.task.add, "py-job", models.TaskAddParameter(id="late", command_line="/bin/true"))


def schedules():
    client.job_schedule.add(
        models.JobScheduleAddParameter(
            id="py-schedule",
            schedule=models.Schedule(recurrence_interval=datetime.timedelta(hours=1)),
            job_specification=models.JobSpecification(pool_info=models.PoolInformation(pool_id="py")),
        )
    )
    assert client.job_schedule.exists("py-schedule") and not client.job_schedule.exists("nothing")
    jobs = eventually("its first job", lambda: list(client.job.list_from_job_schedule("py-schedule")))
    assert [job.id for job in jobs] == ["py-schedule:job-1"], jobs
    assert client.job.get("py-schedule:job-1").state == models.JobState.active
    client.job_schedule.disable("py-schedule")
    assert client.job_schedule.get("py-schedule").state == models.JobScheduleState.disabled
    client.job_schedule.enable("py-schedule")
    client.job_schedule.terminate("py-schedule")
    eventually("completed", lambda: client.job_schedule.get("py-schedule").state == models.JobScheduleState.completed)
    client.job_schedule.delete("py-schedule")
    eventually("gone", lambda: not client.job_schedule.exists("py-schedule"))


def autoscale():
    eventually("steady", lambda: client.pool.get("py").allocation_state == models.AllocationState.steady)
    client.pool.enable_auto_scale("py", auto_scale_formula="$TargetDedicatedNodes = max(1, avg(1, 1)); // one\n")
    run = client.pool.evaluate_auto_scale("py", "full = 3; $TargetDedicatedNodes = full > 2 ? 2 : 1;")
    assert "$TargetDedicatedNodes=2" in run.results and run.error is None, run.results
    eventually("one node", lambda: client.pool.get("py").current_dedicated_nodes == 1)
    client.pool.disable_auto_scale("py")


def errors():
    refused("JobNotFound", client.job.get, "nothing")
    refused("PoolNotFound", client.pool.get, "nothing")
    refused("JobNotFound", client.task.add, "nothing", models.TaskAddParameter(id="a", command_line="b"))
    unknown = models.JobAddParameter(id="odd", pool_info=models.PoolInformation(pool_id="py"))
    unknown.display_name = "x" * (1024 * 1024)
    refused("RequestBodyTooLarge", client.job.add, unknown)
    stranger = BatchServiceClient(
        SharedKeyCredentials(os.environ["BATCH_ACCOUNT"], "d3Jvbmc="), batch_url=os.environ["BATCH_URL"]
    )
    refused("AuthenticationFailed", stranger.pool.get, "py")


def deletion():
    client.job.delete("py-job")
    eventually("gone", lambda: not [job for job in client.job.list() if job.id == "py-job"])
    client.pool.delete("py")
    eventually("gone", lambda: not client.pool.exists("py"))


for scenario in (
    pools,
    jobs_with_preparation,
    a_collection_with_files_in_and_out,
    files,
    pages_and_filters,
    the_life_of_tasks_and_jobs,
    schedules,
    autoscale,
    errors,
    deletion,
):
    scenario()
    print("ok " + scenario.__name__, flush=True)
