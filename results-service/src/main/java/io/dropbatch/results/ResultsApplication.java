package io.dropbatch.results;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the results service. */
@SpringBootApplication
public class ResultsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ResultsApplication.class, arguments);
    }
}
