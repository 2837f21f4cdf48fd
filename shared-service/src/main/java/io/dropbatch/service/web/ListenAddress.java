package io.dropbatch.service.web;

import io.dropbatch.service.ConfigurationProblem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** Where a service was told to listen. */
record ListenAddress(String property, String text) {

    /** @param property what sets it */
    static ListenAddress of(Environment environment, String property) {
        return new ListenAddress(property, environment.getProperty(property, "").strip());
    }

    /** Whether nobody but this machine gets there. Without an address the server listens on all. */
    boolean isLoopback() {
        if (text.isEmpty()) {
            return false;
        }
        try {
            return InetAddress.getByName(text).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationProblem(property, "has to be an address of this machine, such as 127.0.0.1");
        }
    }
}
