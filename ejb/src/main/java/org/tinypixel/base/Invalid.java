package org.tinypixel.base;

import java.util.ArrayList;
import java.util.List;

/** Input that cannot be taken. Names every wrong field at once; nothing of the input was stored. */
public final class Invalid extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    /**
     * One wrong field.
     *
     * @param field its path in the input, for example {@code to[1].email}
     * @param message a sentence that says what would be right
     */
    public record FieldError(String field, String message) {}

    public Invalid(String message) {
        super(message);
        this.errors = List.of();
    }

    public Invalid(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    public Invalid(List<FieldError> errors) {
        super(sentence(errors));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }

    private static String sentence(List<FieldError> errors) {
        return errors.size() == 1 ? errors.get(0).message() : errors.size() + " fields cannot be taken as they are.";
    }

    /** Collects wrong fields, so that a person learns of all of them at once. */
    public static final class Collector {
        private final List<FieldError> errors = new ArrayList<>();

        /** Notes a wrong field. */
        public Collector add(String field, String message) {
            errors.add(new FieldError(field, message));
            return this;
        }

        /** Notes the field as wrong unless the condition holds. */
        public Collector require(boolean holds, String field, String message) {
            return holds ? this : add(field, message);
        }

        public boolean isEmpty() {
            return errors.isEmpty();
        }

        /** Throws {@link Invalid} with all that was noted; does nothing where nothing was. */
        public void throwIfAny() {
            if (!errors.isEmpty()) {
                throw new Invalid(errors);
            }
        }
    }
}
