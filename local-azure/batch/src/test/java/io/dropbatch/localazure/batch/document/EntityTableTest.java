package io.dropbatch.localazure.batch.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.microsoft.azure.batch.protocol.models.JobScheduleAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of entities is the one that the Java client was generated from. */
class EntityTableTest {

    private static final String MODELS = "com.microsoft.azure.batch.protocol.models.";

    @Test
    void hold_what_the_java_client_can_send() throws Exception {
        for (EntityDefinition entity : EntityTable.all().values()) {
            if (entity.name().equals("CloudServiceConfiguration")) {
                continue;
            }
            assertThat(required(entity))
                    .as(entity.name())
                    .containsAllEntriesOf(sent(Class.forName(MODELS + entity.name())));
        }
    }

    @Test
    void know_every_entity_that_is_nested_in_another() {
        for (EntityDefinition entity : EntityTable.all().values()) {
            entity.properties().values().forEach(property -> resolve(property.type()));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {PoolAddParameter.class, JobScheduleAddParameter.class, TaskAddParameter.class})
    void are_complete_below_what_is_created(Class<?> created) {
        Set<Class<?>> reached = new LinkedHashSet<>();
        reach(created, reached);

        assertThat(EntityTable.all().keySet())
                .containsAll(reached.stream().map(Class::getSimpleName).toList());
    }

    private static Map<String, Boolean> required(EntityDefinition entity) {
        Map<String, Boolean> required = new TreeMap<>();
        entity.properties().forEach((name, property) -> required.put(name, property.required()));
        return required;
    }

    private static Map<String, Boolean> sent(Class<?> model) {
        Map<String, Boolean> sent = new TreeMap<>();
        for (Field field : model.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property != null) {
                sent.put(property.value(), property.required());
            }
        }
        return sent;
    }

    private static void resolve(ValueType type) {
        switch (type) {
            case ValueType.Nested nested -> assertThat(nested.entity().name()).isEqualTo(nested.name());
            case ValueType.Many many -> resolve(many.item());
            case ValueType.Any any -> {}
            case ValueType.Plain plain -> {}
            case ValueType.Words words -> assertThat(words.words()).isNotEmpty();
        }
    }

    private static void reach(Class<?> model, Set<Class<?>> reached) {
        if (Arrays.stream(model.getDeclaredFields()).noneMatch(field -> field.isAnnotationPresent(JsonProperty.class))
                || model.isEnum()
                || !reached.add(model)) {
            return;
        }
        for (Field field : model.getDeclaredFields()) {
            Type type = field.getGenericType();
            if (type instanceof ParameterizedType list) {
                type = list.getActualTypeArguments()[0];
            }
            if (type instanceof Class<?> nested && nested.getName().startsWith(MODELS)) {
                reach(nested, reached);
            }
        }
    }
}
