package io.dropbatch.scheduler.app;

/** What scheduler-service does when a message comes. */
public record SchedulerUseCases(
        AdmitJob admit,
        AdvanceJob advance,
        BeginMap beginMap,
        CancelJob cancel,
        CancelTask cancelTask,
        PauseJob pause,
        SubmitSlice submit) {}
