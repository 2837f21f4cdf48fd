package io.dropbatch.localazure.batch.engine.model.task;

import java.util.Map;

/**
 * Why a task failed, in Azure's words.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/get#taskfailureinformation">Task failure information</a>
 */
public record FailureInfo(Category category, String code, String message, Map<String, String> details) {

    public FailureInfo {
        details = Map.copyOf(details);
    }

    public static FailureInfo user(String code, String message, String detail) {
        return new FailureInfo(Category.USER_ERROR, code, message, Map.of("Message", detail));
    }

    public static FailureInfo server(String code, String message, String detail) {
        return new FailureInfo(Category.SERVER_ERROR, code, message, Map.of("Message", detail));
    }

    public static FailureInfo exitCode() {
        return user(
                "FailureExitCode",
                "The task exited with an exit code representing a failure",
                "The task exited with an exit code representing a failure");
    }

    public static FailureInfo endedByUser() {
        return user("TaskEnded", "Task Was Ended by User Request", "Task Was Ended by User Request");
    }

    public static FailureInfo endedByTimeLimit() {
        return server("TaskEnded", "Task Was Ended", "The task exceeded its maxWallClockTime and was ended");
    }

    /** Whether the run was ended from outside or by its time limit, so that no process ended by itself. */
    public boolean isEnded() {
        return code.equals("TaskEnded");
    }

    public boolean isExitCode() {
        return code.equals("FailureExitCode");
    }

    /** Whether the user or the server caused the failure. */
    public enum Category {
        USER_ERROR("UserError"),
        SERVER_ERROR("ServerError");

        private final String word;

        Category(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
