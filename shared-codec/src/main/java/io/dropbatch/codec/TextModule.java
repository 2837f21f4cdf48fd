package io.dropbatch.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.NamedParts;
import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.id.TextValue;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.PackageOutcome;
import java.io.IOException;
import java.util.function.Function;

/** Writes every {@link TextValue} as its string and reads it back through its own checks. */
final class TextModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    TextModule() {
        addSerializer(TextValue.class, new Writer());
        text(WorkloadName.class, WorkloadName::new);
        text(SubmissionId.class, SubmissionId::new);
        text(JobId.class, JobId::new);
        text(TaskId.class, TaskId::new);
        text(EventId.class, EventId::new);
        text(Glob.class, Glob::new);
        text(NamedParts.class, NamedParts::new);
        text(FailureCode.class, FailureCode::of);
        text(PackageOutcome.class, PackageOutcome::of);
    }

    private <T extends TextValue> void text(Class<T> type, Function<String, T> constructor) {
        addDeserializer(type, new Reader<>(type, constructor));
    }

    private static final class Writer extends StdSerializer<TextValue> {

        private static final long serialVersionUID = 1L;

        Writer() {
            super(TextValue.class);
        }

        @Override
        public void serialize(TextValue textValue, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(textValue.value());
        }
    }

    private static final class Reader<T extends TextValue> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> constructor;

        Reader(Class<T> type, Function<String, T> constructor) {
            super(type);
            this.constructor = constructor;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString();
            try {
                return constructor.apply(text == null ? "" : text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException("…", handledType(), String.valueOf(e.getMessage()));
            }
        }
    }
}
