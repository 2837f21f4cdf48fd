package io.dropbatch.model.id;

/** A value that is written as one string wherever it is stored or sent. */
public interface TextValue {

    /** The string that stands for this value on the wire. */
    String value();
}
