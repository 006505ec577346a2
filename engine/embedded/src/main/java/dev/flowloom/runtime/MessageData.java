package dev.flowloom.runtime;

import dev.flowloom.journal.Message;
import dev.flowloom.journal.StoreException;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;

/// The data of messages, which are kept as text.
final class MessageData {
    private MessageData() {}

    static String write(Json data) {
        return JsonText.compact(data);
    }

    static Json read(Message.Kept kept) {
        try {
            return JsonText.parse(kept.message().data());
        } catch (MalformedJson e) {
            throw new StoreException(StoreException.Kind.DAMAGED,
                    "The data of message %d can't be read.".formatted(kept.number()),
                    "Drop the message, and send it again.", e);
        }
    }
}
