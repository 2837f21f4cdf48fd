package io.dropbatch.service;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A size that is there and not negative. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NonNegativeSize.SizeValidator.class)
public @interface NonNegativeSize {

    String message() default "has to be at least 0, such as 256MB";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares what no standard constraint compares. */
    class SizeValidator implements ConstraintValidator<NonNegativeSize, DataSize> {

        @Override
        public boolean isValid(@Nullable DataSize size, ConstraintValidatorContext context) {
            return size != null && !size.isNegative();
        }
    }
}
