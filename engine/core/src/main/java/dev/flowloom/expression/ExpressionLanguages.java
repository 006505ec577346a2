package dev.flowloom.expression;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// The expression languages at hand, by the name that definitions give them.
public final class ExpressionLanguages {
    private static final List<ExpressionLanguage> ALL = List.of(new JsonataLanguage());

    private ExpressionLanguages() {}

    public static @Nullable ExpressionLanguage find(String name) {
        return ALL.stream().filter(language -> language.name().equals(name)).findFirst().orElse(null);
    }

    public static List<String> names() {
        return ALL.stream().map(ExpressionLanguage::name).toList();
    }
}
