package io.dropbatch.localazure.batch.engine.account;

/**
 * How much an account may have.
 *
 * @param cores of the nodes of all its pools
 * @param pools in all
 * @param activeJobs jobs and job schedules that have not completed
 */
public record AccountQuotas(int cores, int pools, int activeJobs) {}
