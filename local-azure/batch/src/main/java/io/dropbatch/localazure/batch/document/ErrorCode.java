package io.dropbatch.localazure.batch.document;

/**
 * The error codes of Azure Batch.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes">Batch status and error
 *     codes</a>
 */
public enum ErrorCode {
    AccountIsDisabled(403, "The specified account is disabled."),
    ActiveJobAndScheduleQuotaReached(409, "The active jobs and job schedules quota for the account has been reached."),
    ApplicationNotFound(404, "The specified application does not exist."),
    AuthenticationFailed(
            403,
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                    + " including the signature."),
    AutoScaleFormulaTooLong(400, "The autoscale formula exceeds the maximum length of 8192 characters."),
    AutoScalingFormulaSyntaxError(400, "The specified auto-scaling formula has a syntax error."),
    CertificateNotFound(404, "The specified certificate does not exist."),
    ConditionNotMet(412, "The condition specified using HTTP conditional header(s) is not met."),
    FileNotFound(404, "The specified file does not exist."),
    InternalError(500, "Server encountered an internal error. Please try again after some time."),
    InvalidApplicationPackageReferences(
            409, "One or more of the application package references could not be satisfied."),
    InvalidAutoScalingSettings(400, "The autoscale settings are invalid."),
    InvalidAuthenticationInfo(
            400,
            "The authentication information was not provided in the correct format. Verify the value of Authorization"
                    + " header."),
    InvalidHeaderValue(400, "The value for one of the HTTP headers is not in the correct format."),
    InvalidHttpVerb(400, "The HTTP verb specified was not recognized by the server."),
    InvalidPropertyValue(400, "The value provided for one of the properties in the request body is invalid."),
    InvalidQueryParameterValue(400, "Value for one of the query parameters specified in the request URI is invalid."),
    InvalidRange(416, "The range specified is invalid for the current size of the resource."),
    InvalidRequestBody(400, "The specified Request Body is not syntactically valid."),
    InvalidUri(400, "The requested URI does not represent any resource on the server."),
    JobBeingDeleted(409, "The specified job is being deleted."),
    JobBeingTerminated(409, "The specified job is being terminated."),
    JobCompleted(409, "The specified job is already in a completed state."),
    JobDisabled(409, "The specified job is already disabled."),
    JobExists(409, "The specified job already exists."),
    JobNotFound(404, "The specified job does not exist."),
    JobPreparationTaskNotSpecified(409, "The specified job has no job preparation task."),
    JobScheduleBeingDeleted(409, "The specified job schedule is being deleted."),
    JobScheduleBeingTerminated(409, "The specified job schedule is being terminated."),
    JobScheduleCompleted(409, "The specified job schedule is already in a completed state."),
    JobScheduleDisabled(409, "The specified job schedule is already disabled."),
    JobScheduleExists(409, "The specified job schedule already exists."),
    JobScheduleNotFound(404, "The specified job schedule does not exist."),
    JobScheduleWithSameIdExists(409, "There is a job schedule with the same id."),
    JobWithSameIdExists(409, "There is a job with the same id."),
    MissingRequiredProperty(400, "A required property was not specified in the request body."),
    MissingRequiredQueryParameter(400, "A query parameter that's mandatory for this request is not specified."),
    NodeAlreadyInTargetSchedulingState(409, "The specified node is already in the target scheduling state."),
    NodeBeingCreated(409, "The specified node is being created."),
    NodeBeingReimaged(409, "The specified node is being reimaged."),
    NodeBeingRebooted(409, "The specified node is being rebooted."),
    NodeBeingStarted(409, "The specified node is being started."),
    NodeNotFound(404, "The specified node does not exist."),
    NodeStateUnusable(409, "The specified node is unusable."),
    NotImplemented(501, "The requested operation is not implemented on the specified resource."),
    OperationInvalidForCurrentState(409, "The specified operation is not valid for the current state of the resource."),
    OutOfRangePriority(400, "The specified priority is out of range."),
    OutOfRangeQueryParameterValue(
            400, "A query parameter specified in the request URI is outside the permissible range."),
    PoolBeingDeleted(409, "The specified pool is being deleted."),
    PoolBeingResized(409, "The specified pool is being resized."),
    PoolExists(409, "The specified pool already exists."),
    PoolNotFound(404, "The specified pool does not exist."),
    PoolQuotaReached(409, "The pool quota for the account has been reached."),
    RequestEntityTooLarge(413, "The size of the resource files of the task exceeds the maximum permissible limit."),
    RequestBodyTooLarge(413, "The request body is too large and exceeds the maximum permissible limit."),
    ResourceNotFound(404, "The specified resource does not exist."),
    ServerBusy(503, "The server is busy. Please retry the request after some time."),
    TaskCompleted(409, "The specified task is already in a completed state."),
    TaskDependenciesNotSpecifiedOnJob(
            400, "The job does not have usesTaskDependencies set to true, which task dependencies need."),
    TaskDependencyListTooLong(400, "The ids of the tasks that the task depends on are too many."),
    TaskExists(409, "The specified task already exists."),
    TaskFilesCleanedup(409, "The files of the specified task were cleaned up."),
    TaskFilesUnavailable(409, "The files of the specified task are unavailable."),
    TaskIdSameAsJobPreparationTask(409, "The specified task has the id of the job preparation task."),
    TaskIdSameAsJobReleaseTask(409, "The specified task has the id of the job release task."),
    TaskNotFound(404, "The specified task does not exist."),
    TooManyEnableAutoScaleRequests(
            409, "Enable AutoScale requests for the same pool must be separated by at least 30 seconds."),
    TooManyRequests(429, "Too many requests. Please retry the request after some time."),
    UnsupportedHttpVerb(405, "The resource doesn't support the specified HTTP verb."),
    UnsupportedQueryParameter(400, "One of the query parameters specified in the request URI is not supported."),
    UnsupportedRequestVersion(400, "The specified request version is not supported.");

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String message() {
        return message;
    }
}
