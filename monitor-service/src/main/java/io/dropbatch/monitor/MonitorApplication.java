package io.dropbatch.monitor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the monitor service. */
@SpringBootApplication
public class MonitorApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(MonitorApplication.class, arguments);
    }
}
