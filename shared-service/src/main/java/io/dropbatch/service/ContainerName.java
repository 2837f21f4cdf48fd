package io.dropbatch.service;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A name that Azure Storage accepts for a container. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@ReportAsSingleViolation
@NotNull
@Pattern(regexp = "[a-z0-9](-?[a-z0-9]){2,62}")
@interface ContainerName {

    String message() default "has to be a container's name: 3-63 of a-z, 0-9 and single '-' between them";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
