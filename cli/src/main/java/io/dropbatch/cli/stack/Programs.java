package io.dropbatch.cli.stack;

import java.util.List;
import java.util.Map;

/** What a supervisor runs. */
interface Programs {

    /** What all others lean on. */
    Program localAzure();

    /** @param azure where local Azure is */
    List<Program> services(Map<String, String> azure);
}
