package dev.flowloom.expression;

import java.util.List;
import java.util.TreeMap;

/// What a function is for, in a line.
///
/// @param arguments what it takes, as it is written between its brackets
public record FunctionHelp(String name, String arguments, String help) {
    static final List<FunctionHelp> ALL = read("""
            abs(number): the number without its sign
            append(array, array): both arrays in one
            assert(condition, message): fails with the message unless the condition is true
            average(numbers): their mean
            base64decode(text): the text that was written in Base64
            base64encode(text): the text in Base64
            boolean(value): true or false, as a condition would take it
            ceil(number): rounded up
            contains(text, pattern): whether the text has the pattern in it
            count(array): how many items it has
            decodeUrl(text): a URL without its escapes
            decodeUrlComponent(text): a part of a URL without its escapes
            distinct(array): each item once
            each(object, function): what the function makes of each field
            encodeUrl(text): a URL with what must be escaped
            encodeUrlComponent(text): a part of a URL with what must be escaped
            error(message): fails with the message
            exists(value): whether there is a value at all
            filter(array, function): the items for which the function is true
            floor(number): rounded down
            formatBase(number, base): the number as text, to a base from 2 to 36
            formatInteger(number, picture): the number as text, by a picture such as "001" or "w"
            formatNumber(number, picture): the number as text, by a picture such as "#,##0.00"
            fromMillis(millis, picture): a time as text
            join(texts, separator): all texts in one
            keys(object): the names of its fields
            length(text): how many characters it has
            lookup(object, name): the field of that name
            lowercase(text): in small letters
            map(array, function): what the function makes of each item
            match(text, pattern): each place where the pattern fits
            max(numbers): the largest
            merge(objects): all fields in one object, the later ones overrule
            millis(): now, in milliseconds since 1970
            min(numbers): the smallest
            not(value): true becomes false, and false true
            now(picture): now, as text
            number(value): a text as number
            pad(text, width, character): filled up to the width
            parseInteger(text, picture): the number that a picture wrote
            power(base, exponent): the base to the exponent
            random(): a number from 0 to 1, the same when the run is repeated
            reduce(array, function, start): what the function makes of all items, one after the other
            replace(text, pattern, by): with what fits replaced
            reverse(array): the last item first
            round(number, digits): rounded, halves to the even neighbour
            shuffle(array): in an order left to chance
            sift(object, function): the fields for which the function is true
            single(array, function): the one item for which the function is true
            sort(array, function): in order
            split(text, separator): the parts of a text
            spread(object): an object for each field
            sqrt(number): its square root
            string(value): as text; objects and lists as JSON
            substring(text, start, length): a part of it, counted from 0
            substringAfter(text, mark): what follows the mark
            substringBefore(text, mark): what stands before the mark
            sum(numbers): all added up
            toMillis(text, picture): a time in milliseconds since 1970
            trim(text): without blanks at its ends and double ones in it
            type(value): "string", "number", "object" and so on
            uppercase(text): in capitals
            zip(array, array): the first items together, then the second, and so on
            """);

    private static List<FunctionHelp> read(String lines) {
        var found = new TreeMap<String, FunctionHelp>();
        lines.lines().forEach(line -> {
            int open = line.indexOf('(');
            int close = line.indexOf("): ");
            var name = line.substring(0, open);
            found.put(name, new FunctionHelp(name, line.substring(open + 1, close), line.substring(close + 3)));
        });
        return List.copyOf(found.values());
    }
}
