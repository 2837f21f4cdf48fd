package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.Receiver;
import io.dropbatch.bus.Routes;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.scheduler.app.AdmitJob;
import io.dropbatch.scheduler.app.AdvanceJob;
import io.dropbatch.scheduler.app.Owed;
import io.dropbatch.scheduler.app.SubmitSlice;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What the scheduler listens to. */
@Configuration(proxyBeanMethods = false)
public class SchedulerFunctions {

    @Bean
    Consumer<Message<?>> onSubmission(Receiver receiver, AdmitJob admit) {
        return receiver.announcements(
                "scheduler.onSubmission", Routes.none().on(SubmissionAccepted.class, admit::accepted));
    }

    @Bean
    Consumer<Message<?>> onJob(Receiver receiver, AdvanceJob advance) {
        return receiver.announcements("scheduler.onJob", Routes.none().on(LevelVerified.class, advance::verified));
    }

    @Bean
    Consumer<Message<?>> onWork(Receiver receiver, SubmitSlice submit) {
        return receiver.followUps("scheduler.onWork", Map.of(Owed.SUBMIT_SLICE, submit::submit));
    }
}
