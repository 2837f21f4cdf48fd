package io.dropbatch.model.event;

import io.dropbatch.model.id.TextValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The declared event types: name, version, topic, and the record that holds their data. */
public enum EventType implements TextValue {
    SUBMISSION_HINTED("submission", "hinted", EventTopic.SUBMISSIONS, SubmissionHinted.class),
    SUBMISSION_RECEIVED("submission", "received", EventTopic.SUBMISSIONS, SubmissionReceived.class),
    SUBMISSION_WAITING("submission", "waiting", EventTopic.SUBMISSIONS, SubmissionWaiting.class),
    SUBMISSION_ACCEPTED("submission", "accepted", EventTopic.SUBMISSIONS, SubmissionAccepted.class),
    SUBMISSION_REJECTED("submission", "rejected", EventTopic.SUBMISSIONS, SubmissionRejected.class),
    CANCEL_REQUESTED("cancel", "requested", EventTopic.SUBMISSIONS, CancelRequested.class),
    CANCEL_LOCATED("cancel", "located", EventTopic.SUBMISSIONS, CancelLocated.class),
    RETRY_REQUESTED("retry", "requested", EventTopic.SUBMISSIONS, RetryRequested.class),
    PAUSE_REQUESTED("pause", "requested", EventTopic.SUBMISSIONS, PauseRequested.class),
    RESUME_REQUESTED("resume", "requested", EventTopic.SUBMISSIONS, ResumeRequested.class),
    SPLIT_VERIFIED("split", "verified", EventTopic.SUBMISSIONS, SplitVerified.class),
    SPLIT_PLANNED("split", "planned", EventTopic.SUBMISSIONS, SplitPlanned.class),
    SPLIT_REFUSED("split", "refused", EventTopic.SUBMISSIONS, SplitRefused.class),
    JOB_QUOTED("job", "quoted", EventTopic.JOBS, JobQuoted.class),
    JOB_QUEUED("job", "queued", EventTopic.JOBS, JobQueued.class),
    QUEUE_MOVED("queue", "moved", EventTopic.JOBS, QueueMoved.class),
    JOB_SCHEDULED("job", "scheduled", EventTopic.JOBS, JobScheduled.class),
    JOB_STARTED("job", "started", EventTopic.JOBS, JobStarted.class),
    JOB_PROGRESSED("job", "progressed", EventTopic.JOBS, JobProgressed.class),
    JOB_STUCK("job", "stuck", EventTopic.JOBS, JobStuck.class),
    JOB_METERED("job", "metered", EventTopic.JOBS, JobMetered.class),
    JOB_CLOSED("job", "closed", EventTopic.JOBS, JobClosed.class),
    JOB_CANCELLED("job", "cancelled", EventTopic.JOBS, JobCancelled.class),
    JOB_RETRIED("job", "retried", EventTopic.JOBS, JobRetried.class),
    JOB_PAUSED("job", "paused", EventTopic.JOBS, JobPaused.class),
    JOB_RESUMED("job", "resumed", EventTopic.JOBS, JobResumed.class),
    LEVEL_COMPLETED("level", "completed", EventTopic.JOBS, LevelCompleted.class),
    LEVEL_VERIFIED("level", "verified", EventTopic.JOBS, LevelVerified.class),
    TASK_COMPLETED("task", "completed", EventTopic.TASKS, TaskCompleted.class),
    TASK_CANCELLED("task", "cancelled", EventTopic.JOBS, TaskCancelled.class),
    OUTPUT_READY("output", "ready", EventTopic.OUTPUTS, OutputReady.class),
    OUTPUT_PARTIAL("output", "partial", EventTopic.OUTPUTS, OutputPartial.class),
    OUTPUT_FAILED("output", "failed", EventTopic.OUTPUTS, OutputFailed.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::value, Function.identity()));

    private static final Map<Class<? extends DomainEvent>, EventType> BY_DATA =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::data, Function.identity()));

    private final String thing;
    private final String fact;
    private final EventTopic topic;
    private final Class<? extends DomainEvent> data;

    EventType(String thing, String fact, EventTopic topic, Class<? extends DomainEvent> data) {
        this.thing = thing;
        this.fact = fact;
        this.topic = topic;
        this.data = data;
    }

    /** The type with the given name, such as {@code io.dropbatch.output.ready.v1}. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static EventType of(DomainEvent event) {
        EventType type = BY_DATA.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("no event type is declared for " + event.getClass());
        }
        return type;
    }

    @Override
    public String value() {
        return "io.dropbatch." + thing + "." + fact + ".v1";
    }

    public EventTopic topic() {
        return topic;
    }

    public Class<? extends DomainEvent> data() {
        return data;
    }

    /** The folder of this version's schema and example within the resources: {@code events/job-scheduled/v1/}. */
    public String folder() {
        return "events/" + shortName() + "/v1/";
    }

    /** {@code job-scheduled}: a short form for people. */
    public String shortName() {
        return thing + "-" + fact;
    }

    /** The identifier of this version's JSON Schema. */
    public String schema() {
        return "https://dropbatch.io/schemas/" + folder() + "schema.json";
    }
}
