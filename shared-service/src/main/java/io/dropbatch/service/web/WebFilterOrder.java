package io.dropbatch.service.web;

/** The order of the filters that refuse requests; each comes before those that read more of a request. */
public final class WebFilterOrder {

    static final int FOREIGN_HOSTS = -300;
    static final int FOREIGN_ORIGINS = -290;

    /** Headers that every answer has, refusals by sign-in included. */
    public static final int ANSWER_HEADERS = -200;

    public static final int SIGN_IN = -100;

    private WebFilterOrder() {}
}
