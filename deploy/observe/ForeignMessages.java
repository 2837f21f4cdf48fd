import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;

/** Sends a queue messages that no service of Dropbatch can read, as somebody does by hand. */
class ForeignMessages {

    public static void main(String[] arguments) {
        try (ServiceBusSenderClient queue = new ServiceBusClientBuilder()
                .connectionString(System.getenv("AZURE_SERVICEBUS_CONNECTION_STRING"))
                .sender()
                .queueName(arguments[0])
                .buildClient()) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                queue.sendMessage(new ServiceBusMessage("hello?"));
            }
        }
    }
}
