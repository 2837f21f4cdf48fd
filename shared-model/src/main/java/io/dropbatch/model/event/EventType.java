package io.dropbatch.model.event;

import io.dropbatch.model.id.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The declared event types: name, version, topic, and the record that holds their data. */
public enum EventType implements Text {
    SUBMISSION_WAITING("submission", "waiting", Topic.SUBMISSIONS, SubmissionWaiting.class),
    SUBMISSION_ACCEPTED("submission", "accepted", Topic.SUBMISSIONS, SubmissionAccepted.class),
    SUBMISSION_REJECTED("submission", "rejected", Topic.SUBMISSIONS, SubmissionRejected.class),
    JOB_QUEUED("job", "queued", Topic.JOBS, JobQueued.class),
    JOB_SCHEDULED("job", "scheduled", Topic.JOBS, JobScheduled.class),
    JOB_PROGRESSED("job", "progressed", Topic.JOBS, JobProgressed.class),
    JOB_STUCK("job", "stuck", Topic.JOBS, JobStuck.class),
    JOB_CLOSED("job", "closed", Topic.JOBS, JobClosed.class),
    LEVEL_COMPLETED("level", "completed", Topic.JOBS, LevelCompleted.class),
    LEVEL_VERIFIED("level", "verified", Topic.JOBS, LevelVerified.class),
    TASK_COMPLETED("task", "completed", Topic.TASKS, TaskCompleted.class),
    OUTPUT_READY("output", "ready", Topic.OUTPUTS, OutputReady.class),
    OUTPUT_FAILED("output", "failed", Topic.OUTPUTS, OutputFailed.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::value, Function.identity()));

    private static final Map<Class<? extends Announcement>, EventType> BY_DATA =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::data, Function.identity()));

    private final String thing;
    private final String fact;
    private final Topic topic;
    private final Class<? extends Announcement> data;

    EventType(String thing, String fact, Topic topic, Class<? extends Announcement> data) {
        this.thing = thing;
        this.fact = fact;
        this.topic = topic;
        this.data = data;
    }

    /** The type with the given name, such as {@code io.dropbatch.output.ready.v1}. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static EventType of(Announcement announcement) {
        EventType type = BY_DATA.get(announcement.getClass());
        if (type == null) {
            throw new IllegalStateException("no event type is declared for " + announcement.getClass());
        }
        return type;
    }

    @Override
    public String value() {
        return "io.dropbatch." + thing + "." + fact + ".v1";
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends Announcement> data() {
        return data;
    }

    /** The folder of this version's schema and example within the resources: {@code events/job-scheduled/v1/}. */
    public String folder() {
        return "events/" + shortName() + "/v1/";
    }

    /** {@code job-scheduled}: for people, where the context tells the rest. */
    public String shortName() {
        return thing + "-" + fact;
    }

    /** The identifier of this version's JSON Schema. */
    public String schema() {
        return "https://dropbatch.io/schemas/" + folder() + "schema.json";
    }
}
