package io.dropbatch.localazure.servicebus.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.qpid.proton.engine.Session;
import org.jspecify.annotations.Nullable;

/** The links of one connection for answers. They are never shared: clients on other connections use the same names. */
final class ReplyLinks {
    private final List<ReplyLink> links = new ArrayList<>();

    void add(ReplyLink link) {
        links.add(link);
    }

    void remove(ReplyLink link) {
        links.remove(link);
    }

    /**
     * The link for a request's answer: found by target address or name, preferably in the same session, else by node.
     */
    @Nullable
    ReplyLink find(@Nullable String replyTo, Session session, String node) {
        return Stream.<Predicate<ReplyLink>>of(
                        link -> link.isCalled(replyTo) && link.isIn(session),
                        link -> link.isCalled(replyTo),
                        link -> link.comesFrom(node) && link.isIn(session),
                        link -> link.comesFrom(node))
                .flatMap(wanted -> links.stream().filter(wanted))
                .findFirst()
                .orElse(null);
    }
}
