package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.account.AccountStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store after one of whose writes the process dies, as far as an account can tell: in the middle of a change. */
final class KillingStore {

    private int writesLeft = -1;

    /** Dies after so many writes more. */
    void killAfter(int writes) {
        writesLeft = writes;
    }

    void spare() {
        writesLeft = -1;
    }

    AccountStore over(AccountStore store) {
        return (AccountStore) Proxy.newProxyInstance(
                AccountStore.class.getClassLoader(), new Class<?>[] {AccountStore.class}, (self, method, arguments) -> {
                    if (writesLeft == 0) {
                        throw new Killed();
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        if (writesLeft > 0 && --writesLeft == 0) {
                            throw new Killed();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Not an exception, which the account would survive. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1;

        Killed() {
            super("The process was killed", null, false, false);
        }
    }
}
