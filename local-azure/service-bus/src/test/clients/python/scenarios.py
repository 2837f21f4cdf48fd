"""The Python client of Service Bus against the local broker: each part prints "ok <part>", the first fault ends it.

Needs azure-servicebus 7.13 or newer, the first with UseDevelopmentEmulator; CLIENT_FOLDER has it if the machine's own
Python does not. Opening takes this client half a second, so most parts share a sender and a receiver.
"""

import os
import sys
import uuid
from datetime import datetime, timedelta, timezone

if "CLIENT_FOLDER" in os.environ:
    sys.path.insert(0, os.environ["CLIENT_FOLDER"])
    import azure

    # Debian's package has a real module, which comes before this folder.
    if isinstance(azure.__path__, list):
        azure.__path__.insert(0, os.environ["CLIENT_FOLDER"] + "/azure")

from azure.servicebus import (  # noqa: E402
    ServiceBusClient,
    ServiceBusMessage,
    ServiceBusReceiveMode,
    ServiceBusSubQueue,
)
from azure.servicebus.exceptions import MessagingEntityNotFoundError, ServiceBusError  # noqa: E402

PATIENCE = 20
QUEUE = "python"
TOPIC = "news"


def equal(found, wanted):
    if found != wanted:
        raise AssertionError(f"expected {wanted!r}, found {found!r}")


def body(message):
    return b"".join(message.body).decode()


def one(receiver):
    messages = receiver.receive_messages(max_message_count=1, max_wait_time=PATIENCE)
    equal(len(messages), 1)
    return messages[0]


def nothing(receiver):
    equal(receiver.receive_messages(max_message_count=1, max_wait_time=0.3), [])



def send(sender, *bodies):
    for text in bodies:
        sender.send_messages(ServiceBusMessage(text, message_id="id-" + text))


def sending_and_completing(client, sender, receiver):
    send(sender, "first")
    message = one(receiver)
    equal(body(message), "first")
    equal(message.message_id, "id-first")
    equal(message.delivery_count, 0)
    receiver.complete_message(message)
    nothing(receiver)


def properties(client, sender, receiver):
    sender.send_messages(
        ServiceBusMessage(
            '{"n": 1}',
            subject="greeting",
            content_type="application/json",
            correlation_id="c-1",
            application_properties={"text": "one", "number": 1, "yes": True},
        )
    )
    message = one(receiver)
    equal((message.subject, message.content_type, message.correlation_id), ("greeting", "application/json", "c-1"))
    equal(message.application_properties, {b"text": b"one", b"number": 1, b"yes": True})
    receiver.complete_message(message)


def batches(client, sender, receiver):
    batch = sender.create_message_batch()
    for number in range(50):
        batch.add_message(ServiceBusMessage(str(number)))
    sender.send_messages(batch)
    found = []
    while len(found) < 50:
        more = receiver.receive_messages(max_message_count=50 - len(found), max_wait_time=PATIENCE)
        if not more:
            raise AssertionError(f"only {len(found)} of 50 messages came")
        for message in more:
            found.append(body(message))
            receiver.complete_message(message)
    equal(found, [str(number) for number in range(50)])


def large_messages(client, sender, receiver):
    text = "x" * 700_000
    sender.send_messages([ServiceBusMessage("small"), ServiceBusMessage(text)])
    with client.get_queue_receiver(QUEUE, receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE) as deleting:
        equal([len(body(one(deleting))), len(body(one(deleting)))], [5, 700_000])
    nothing(receiver)


def abandoning(client, sender, receiver):
    send(sender, "again")
    receiver.abandon_message(one(receiver))
    message = one(receiver)
    equal((body(message), message.delivery_count), ("again", 1))
    receiver.complete_message(message)


def dead_letters(client, sender, receiver):
    send(sender, "bad")
    receiver.dead_letter_message(one(receiver), reason="Unreadable", error_description="not JSON")
    nothing(receiver)
    with client.get_queue_receiver(QUEUE, sub_queue=ServiceBusSubQueue.DEAD_LETTER) as dead:
        message = one(dead)
        equal(
            (body(message), message.dead_letter_reason, message.dead_letter_error_description),
            ("bad", "Unreadable", "not JSON"),
        )
        dead.complete_message(message)


def peeking(client, sender, receiver):
    send(sender, "seen", "later")
    peeked = receiver.peek_messages(max_message_count=10)
    equal([body(message) for message in peeked], ["seen", "later"])
    equal([message.lock_token for message in peeked], [None, None])
    for _ in peeked:
        receiver.complete_message(one(receiver))
    equal(receiver.peek_messages(), [])


def deferring(client, sender, receiver):
    send(sender, "deferred")
    message = one(receiver)
    number = message.sequence_number
    receiver.defer_message(message)
    nothing(receiver)
    (taken,) = receiver.receive_deferred_messages([number])
    equal(body(taken), "deferred")
    if not isinstance(taken.lock_token, uuid.UUID):
        raise AssertionError(f"no lock token: {taken.lock_token!r}")
    receiver.complete_message(taken)
    refused(MessageNotFound, lambda: receiver.receive_deferred_messages([number]))


def locks(client, sender, receiver):
    send(sender, "locked")
    message = one(receiver)
    before = message.locked_until_utc
    after = receiver.renew_message_lock(message)
    if not after >= before:
        raise AssertionError(f"locked until {before}, then until {after}")
    receiver.complete_message(message)


def scheduling(client, sender, receiver):
    later = datetime.now(timezone.utc) + timedelta(hours=1)
    numbers = sender.schedule_messages([ServiceBusMessage("a"), ServiceBusMessage("b")], later)
    equal(len(numbers), 2)
    sender.cancel_scheduled_messages(numbers)
    soon = datetime.now(timezone.utc) + timedelta(milliseconds=200)
    sender.schedule_messages(ServiceBusMessage("soon"), soon)
    message = one(receiver)
    equal(body(message), "soon")
    receiver.complete_message(message)


def topics(client, sender, receiver):
    with client.get_topic_sender(TOPIC) as sender:
        sender.send_messages(ServiceBusMessage("headline"))
    for subscription in ("left", "right"):
        with client.get_subscription_receiver(TOPIC, subscription) as receiver:
            message = one(receiver)
            equal(body(message), "headline")
            receiver.complete_message(message)
            nothing(receiver)
    with client.get_topic_sender(TOPIC) as sender:
        sender.send_messages(ServiceBusMessage("bad news"))
    with client.get_subscription_receiver(TOPIC, "left") as receiver:
        receiver.dead_letter_message(one(receiver), reason="Sad")
    with client.get_subscription_receiver(TOPIC, "left", sub_queue=ServiceBusSubQueue.DEAD_LETTER) as receiver:
        message = one(receiver)
        equal((body(message), message.dead_letter_reason), ("bad news", "Sad"))
        receiver.complete_message(message)


def sessions(client, sender, receiver):
    with client.get_queue_sender("sessions") as sender:
        for number in range(3):
            sender.send_messages(ServiceBusMessage(str(number), session_id="s-1"))
    with client.get_queue_receiver("sessions", session_id="s-1") as receiver:
        receiver.session.set_state(b"half way")
        equal(receiver.session.get_state(), b"half way")
        receiver.session.renew_lock()
        for number in range(3):
            message = one(receiver)
            equal((body(message), message.session_id), (str(number), "s-1"))
            receiver.complete_message(message)


def refusals(client, sender, receiver):
    def receive_from_nowhere():
        with client.get_queue_receiver("nowhere") as receiver:
            receiver.receive_messages(max_wait_time=1)

    refused(MessagingEntityNotFoundError, receive_from_nowhere)


class MessageNotFound(Exception):
    """Stands for the client's error of that name, which older versions do not have."""


def refused(kind, action):
    try:
        action()
    except ServiceBusError as error:
        if kind is not MessageNotFound and not isinstance(error, kind):
            raise
        return
    raise AssertionError("was not refused")


def main():
    parts = [
        sending_and_completing,
        properties,
        batches,
        large_messages,
        abandoning,
        dead_letters,
        peeking,
        deferring,
        locks,
        scheduling,
        topics,
        sessions,
        refusals,
    ]
    with ServiceBusClient.from_connection_string(
        os.environ["CONNECTION_STRING"], retry_total=0, logging_enable=False
    ) as client, client.get_queue_sender(QUEUE) as sender, client.get_queue_receiver(QUEUE) as receiver:
        for part in parts:
            part(client, sender, receiver)
            print("ok", part.__name__.replace("_", " "), flush=True)


if __name__ == "__main__":
    main()
