package io.dropbatch.submission;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the submission service. */
@SpringBootApplication
public class SubmissionApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SubmissionApplication.class, arguments);
    }
}
