package io.dropbatch.localazure.storage;

/**
 * The storage account that every emulator shares; its name and key are published and protect nothing.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/common/storage-connect-azurite">Connect to Azurite</a>
 */
public final class DevelopmentAccount {

    public static final String NAME = "devstoreaccount1";

    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private DevelopmentAccount() {}
}
