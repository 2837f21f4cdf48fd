package io.dropbatch.localazure.storage;

/** The two shapes in which Event Grid delivers an event; named as in an event subscription. */
public enum EventSchema {
    CloudEventSchemaV1_0,
    EventGridSchema
}
