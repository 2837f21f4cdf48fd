/** Values of labels that the services write, for colours and legends. */

export const RESULT_OUTCOMES = ["ready", "partial", "failed"] as const;
export const TASK_OUTCOMES = ["succeeded", "failed"] as const;
export const JOB_STATES = ["running", "submitting", "queued"] as const;
export const MESSAGE_OUTCOMES = ["completed", "abandoned", "dead-lettered"] as const;

/** The services by the name that each gives itself. */
export const SERVICES = 'application=~".+-service"';
