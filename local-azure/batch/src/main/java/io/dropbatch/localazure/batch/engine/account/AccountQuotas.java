package io.dropbatch.localazure.batch.engine.account;

/**
 * The quotas of an account.
 *
 * @param cores of the nodes of all its pools
 * @param pools in all
 * @param activeJobs jobs and job schedules that have not completed
 */
public record AccountQuotas(int cores, int pools, int activeJobs) {}
