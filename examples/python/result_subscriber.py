"""Tells of each result and each rejected drop once. Argument: the name of your subscription."""

import json
import os
import sqlite3
import sys
import threading

from azure.servicebus import AutoLockRenewer, ServiceBusClient

subscription = sys.argv[1]


def handle(event):
    if event["type"] == "io.dropbatch.output.ready.v1":
        print("ready", event["subject"], event["data"]["manifest"], flush=True)
    if event["type"] == "io.dropbatch.submission.rejected.v1":
        print("rejected", event["subject"], flush=True)


def receive(topic):
    # The ids of what was handled outlive this program; here, in one transaction with what handling writes.
    handled = sqlite3.connect("handled.db", timeout=30)
    handled.execute("CREATE TABLE IF NOT EXISTS handled (id TEXT PRIMARY KEY)")
    handled.commit()
    with ServiceBusClient.from_connection_string(os.environ["AZURE_SERVICEBUS_CONNECTION_STRING"]) as client:
        with client.get_subscription_receiver(topic, subscription, auto_lock_renewer=AutoLockRenewer()) as receiver:
            for message in receiver:
                try:
                    event = json.loads(b"".join(message.body))
                    identity = event["id"]
                except (ValueError, KeyError, TypeError) as error:
                    receiver.dead_letter_message(message, reason="Unreadable", error_description=str(error))
                    continue
                with handled:
                    if handled.execute("INSERT OR IGNORE INTO handled VALUES (?)", (identity,)).rowcount:
                        handle(event)
                receiver.complete_message(message)


threads = [threading.Thread(target=receive, args=(topic,)) for topic in ("outputs", "submissions")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
