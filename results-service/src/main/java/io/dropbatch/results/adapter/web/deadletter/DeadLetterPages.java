package io.dropbatch.results.adapter.web.deadletter;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.model.deadletter.DeadLetterNote.Action;
import io.dropbatch.results.adapter.web.RefusedRequest;
import io.dropbatch.results.app.deadletter.ListDeadLetters;
import io.dropbatch.results.app.deadletter.ListDeadLetters.LetterPage;
import io.dropbatch.results.app.deadletter.SettleDeadLetters;
import io.dropbatch.results.app.deadletter.SettleDeadLetters.Settlement;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows dead letters, and takes what people want to be done with them. */
@RestController
@RequestMapping("/dead-letters")
public final class DeadLetterPages {

    private static final int NOTES = 20;
    private static final Map<Action, String> WORDS =
            Map.of(Action.REPLAYED, "sent again", Action.DISCARDED, "discarded");
    private static final String OFF =
            "Dead letters are not shown here: the setting dropbatch.results.dead-letters.enabled"
                    + " (DROPBATCH_DEAD_LETTERS_ENABLED) is false. On Azure results-service also needs the role 'Azure Service Bus"
                    + " Data Owner', which deploy/azure gives with deadLetterConsole=true. The command line shows them without:"
                    + " dropbatch dead-letters list";

    private final ListDeadLetters list;
    private final SettleDeadLetters settle;
    private final boolean enabled;

    /** @param enabled whether people may see and settle dead letters here */
    public DeadLetterPages(ListDeadLetters list, SettleDeadLetters settle, boolean enabled) {
        this.list = list;
        this.settle = settle;
        this.enabled = enabled;
    }

    record EntityLine(String entity, long count) {}

    /** @param number as text, like that of a letter */
    record NoteLine(Action action, String by, Instant at, String entity, String number, String reason) {

        static NoteLine of(DeadLetterNote note) {
            ShownLetter letter = ShownLetter.of(note.letter());
            return new NoteLine(
                    note.action(), note.by(), note.at(), note.letter().entity(), letter.number(), letter.reason());
        }
    }

    /** Which queues and subscriptions have some. */
    record DeadLetterOverview(List<EntityLine> entities) {}

    /** A page of those of one queue or subscription. */
    record DeadLetterList(String entity, List<ShownLetter> letters) {}

    /** What was done last, the newest first. */
    record NoteList(List<NoteLine> notes) {}

    @GetMapping
    ResponseEntity<byte[]> show(LetterQuery query) {
        checkEnabled();
        String name = query.entity();
        return answered(() -> name == null || name.isBlank() ? overview() : letters(LetterQuery.entity(name), query));
    }

    /** Who sent some again or discarded them. */
    @GetMapping("/notes")
    ResponseEntity<byte[]> notes() {
        checkEnabled();
        return json(
                ResponseEntity.ok(),
                new NoteList(list.notes(NOTES).stream().map(NoteLine::of).toList()));
    }

    private ResponseEntity<byte[]> overview() {
        List<EntityLine> entities = list.counts().stream()
                .map(count -> new EntityLine(count.entity().name(), count.letters()))
                .toList();
        return json(ResponseEntity.ok(), new DeadLetterOverview(entities));
    }

    private ResponseEntity<byte[]> letters(BusEntity entity, LetterQuery query) {
        LetterPage page = list.page(entity, query.begin(), query.most());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            // Letters, digits, hyphens and at most one slash: as it is in an address.
            answer.header(
                    "Link",
                    "</dead-letters?entity=%s&from=%d&limit=%d>; rel=\"next\""
                            .formatted(entity.name(), page.next(), query.most()));
        }
        return json(
                answer,
                new DeadLetterList(
                        entity.name(),
                        page.letters().stream().map(ShownLetter::of).toList()));
    }

    private static ResponseEntity<byte[]> json(ResponseEntity.BodyBuilder answer, Object value) {
        return answer.contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(ModelJson.write(value));
    }

    /** Sends some again: 200 if any was there, else 409. Only JSON is taken, which no page of another site can send. */
    @PostMapping(path = "/actions/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> replay(@RequestBody byte[] body, HttpServletRequest request) {
        return settled(Action.REPLAYED, body, request.getUserPrincipal());
    }

    /** Takes some out for good: 200 if any was there, else 409. */
    @PostMapping(path = "/actions/discard", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> discard(@RequestBody byte[] body, HttpServletRequest request) {
        return settled(Action.DISCARDED, body, request.getUserPrincipal());
    }

    private ResponseEntity<String> settled(Action action, byte[] body, @Nullable Principal who) {
        checkEnabled();
        SettleRequest wanted = SettleRequest.read(body);
        String by = who == null ? wanted.person() : who.getName();
        BusEntity entity = wanted.entity();
        Set<Long> numbers = wanted.wanted();
        Settlement settlement = answered(() -> settle.settle(action, entity, numbers, by));
        if (settlement.done().isEmpty()) {
            throw RefusedRequest.conflict(missing(entity, settlement));
        }
        String verb = action == Action.REPLAYED ? "Sent again" : "Discarded";
        String words = "%s, of %s: %s.".formatted(verb, entity.name(), numbers(settlement.done()));
        String rest = settlement.missing().isEmpty() ? "" : " " + missing(entity, settlement);
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(words + rest + "\n");
    }

    private static String missing(BusEntity entity, Settlement settlement) {
        String earlier = settlement.notes().stream()
                .map(note -> " %d was %s by %s at %s."
                        .formatted(note.letter().number(), WORDS.get(note.action()), note.by(), note.at()))
                .collect(Collectors.joining());
        return "Not among the dead letters of %s, or somebody else has them just now: %s.%s"
                .formatted(entity.name(), numbers(settlement.missing()), earlier);
    }

    private static String numbers(Set<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private void checkEnabled() {
        if (!enabled) {
            throw RefusedRequest.conflict(OFF);
        }
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (DeadLetterException e) {
            String words = String.valueOf(e.getMessage());
            throw e.kind() == DeadLetterException.Kind.UNKNOWN_ENTITY
                    ? RefusedRequest.unknown(words)
                    : RefusedRequest.busy(words);
        }
    }
}
