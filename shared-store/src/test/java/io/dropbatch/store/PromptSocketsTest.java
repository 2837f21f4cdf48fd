package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {

    private final PromptSockets sockets = new PromptSockets();

    @Test
    void a_socket_sends_at_once_before_it_is_connected_and_after() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = sockets.createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();

            socket.connect(server.getLocalSocketAddress());

            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void so_does_one_that_is_made_connected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                Socket byAddress = sockets.createSocket(server.getInetAddress(), server.getLocalPort());
                Socket byName = sockets.createSocket("127.0.0.1", server.getLocalPort())) {
            assertThat(byAddress.getTcpNoDelay()).isTrue();
            assertThat(byName.getTcpNoDelay()).isTrue();
        }
    }
}
