// Tells of each result and each rejected drop once. Argument: the name of your subscription.
const { ServiceBusClient } = require("@azure/service-bus");

const subscription = process.argv[2];
const client = new ServiceBusClient(process.env.AZURE_SERVICEBUS_CONNECTION_STRING);
// Until this program ends. What has to be done once writes the id in the same transaction instead.
const handled = new Set();

function handle(event) {
  if (event.type === "io.dropbatch.output.ready.v1") {
    console.log("ready", event.subject, event.data.manifest);
  }
  if (event.type === "io.dropbatch.submission.rejected.v1") {
    console.log("rejected", event.subject);
  }
}

function receive(topic) {
  const receiver = client.createReceiver(topic, subscription);
  receiver.subscribe(
    {
      processMessage: async (message) => {
        let event;
        try {
          const { body } = message;
          event = typeof body === "object" && !Buffer.isBuffer(body) ? body : JSON.parse(body.toString());
        } catch (error) {
          await receiver.deadLetterMessage(message, {
            deadLetterReason: "Unreadable",
            deadLetterErrorDescription: error.message,
          });
          return;
        }
        if (!handled.has(event.id)) {
          handle(event);
          handled.add(event.id);
        }
        await receiver.completeMessage(message);
      },
      processError: async ({ error }) => console.error(error.message),
    },
    { autoCompleteMessages: false },
  );
}

receive("outputs");
receive("submissions");
