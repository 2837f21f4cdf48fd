package io.dropbatch.store.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageOperationsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "GET, , GET blob",
                "HEAD, sv=2025&sig=abc, HEAD blob",
                "PUT, comp=block&blockid=AAA, PUT block",
                "PUT, blockid=AAA&comp=block, PUT block",
                "PUT, comp=blocklist, PUT block list",
                "PUT, comp=metadata, PUT blob metadata",
                "GET, restype=container&comp=list&prefix=comp%3Dblock, GET blobs",
                "PUT, restype=container, PUT container",
                "GET, comp=list, GET containers",
                "POST, restype=service&comp=userdelegationkey, POST delegation key",
                "PUT, comp=page, other",
                "TRACE, , other"
            })
    void names_a_blob_operation_by_method_and_query(String method, String query, String operation) {
        assertThat(StorageOperations.ofBlob(method, query)).isEqualTo(operation);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ';',
            value = {
                "POST;/account/Tables;POST tables",
                "DELETE;/account/Tables('monitor');DELETE table",
                "GET;/account/monitor();GET entities",
                "GET;/monitor(PartitionKey='a',RowKey='b');GET entity",
                "PUT;/account/monitor(PartitionKey='a',RowKey='b');PUT entity",
                "POST;/account/monitor;POST entity",
                "DELETE;/account/monitor(PartitionKey='a',RowKey='b');DELETE entity",
                "POST;/account/$batch;POST batch"
            })
    void names_a_table_operation_by_method_and_kind_of_resource(String method, String path, String operation) {
        assertThat(StorageOperations.ofTable(method, path)).isEqualTo(operation);
    }

    @Test
    void a_name_never_gets_into_an_operation() {
        assertThat(StorageOperations.ofTable("GET", "/secret(PartitionKey='secret',RowKey='secret')"))
                .doesNotContain("secret");
        assertThat(StorageOperations.ofBlob("GET", "comp=secret&restype=secret"))
                .isEqualTo("other");
    }
}
