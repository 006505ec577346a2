package dev.flowloom.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Finds in what was said in English, with its values in it, what it was made of, and says that in another language.
///
/// Events of runs and messages of exceptions hold what happened as an English sentence, and have to: the journal is never written
/// anew, and people read it with other programs as well.
final class Retelling {
    private static final Pattern PLACE = Pattern.compile("%(?:(\\d+)\\$)?[,\\d.]*([a-zA-Z%])");
    /// With less text of its own than this between its values, a pattern may fit by chance.
    private static final int LEAST_TEXT = 10;
    /// The same is said again and again, such as of each attempt.
    private static final int REMEMBERED = 500;

    private final List<Sample> samples;
    private final Map<String, String> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// A sentence that may have been said.
    ///
    /// @param start what it begins with
    /// @param text how much of it is its own
    /// @param translation with places for the values as texts
    private record Sample(String start, Pattern pattern, int text, String translation) {}

    /// @param patterns what may be said in English
    /// @param translations the same, in the same order
    Retelling(Collection<String> patterns, List<String> translations) {
        var all = new ArrayList<Sample>();
        int at = 0;
        for (var english : patterns) {
            var sample = sample(english, translations.get(at++));
            if (sample.text >= LEAST_TEXT) {
                all.add(sample);
            }
        }
        all.sort(Comparator.comparingInt(Sample::text).reversed());
        samples = List.copyOf(all);
    }

    private static Sample sample(String english, String translation) {
        var regex = new StringBuilder();
        int from = 0;
        int text = 0;
        String start = null;
        for (var place : PLACE.matcher(english).results().toList()) {
            boolean another = PLACE.matcher(english.substring(place.end())).lookingAt();
            var own = english.substring(from, place.start());
            start = start == null ? own : start;
            text += own.length();
            regex.append(Pattern.quote(own)).append(switch (place.group(2)) {
                case "%" -> "%";
                case "d" -> "(-?[\\d,]+)";
                // Where another value comes directly after it, it is a word.
                default -> another ? "(\\S*)" : "(.*?)";
            });
            from = place.end();
        }
        var rest = english.substring(from);
        regex.append(Pattern.quote(rest));
        return new Sample(start == null ? rest : start, Pattern.compile(regex.toString(), Pattern.DOTALL),
                text + rest.length(), withTexts(translation));
    }

    /// The values are there as they were written in English.
    private static String withTexts(String translation) {
        var matcher = PLACE.matcher(translation);
        int[] next = {1};
        return matcher.replaceAll(place -> Matcher.quoteReplacement(place.group(2).equals("%")
                ? "%%"
                : "%%%s$s".formatted(place.group(1) == null ? next[0]++ : place.group(1))));
    }

    /// What was said, as far as it is known; otherwise as it was.
    synchronized String of(String english) {
        var known = told.get(english);
        if (known == null) {
            known = find(english);
            told.put(english, known);
        }
        return known;
    }

    private String find(String english) {
        for (var sample : samples) {
            if (english.startsWith(sample.start)) {
                var matcher = sample.pattern.matcher(english);
                if (matcher.matches()) {
                    return sample.translation.formatted(values(matcher));
                }
            }
        }
        return english;
    }

    /// A sentence may have been said of another one.
    private Object[] values(Matcher matcher) {
        var values = new Object[matcher.groupCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = find(matcher.group(i + 1));
        }
        return values;
    }
}
