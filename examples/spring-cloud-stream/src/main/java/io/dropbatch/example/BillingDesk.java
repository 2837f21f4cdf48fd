package io.dropbatch.example;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Stands for what your application does. */
@Component
public class BillingDesk {

    private final List<String> letters = new CopyOnWriteArrayList<>();

    public void bill(String workload, int outputs) {
        letters.add("bill for " + outputs + " outputs of " + workload);
    }

    public void apologise(String workload) {
        letters.add("apology for a drop of " + workload);
    }

    /** What was written so far. */
    public List<String> letters() {
        return List.copyOf(letters);
    }
}
