# The data, and how a model of it is fitted and predicts. Replace this file to search models of something else.

# Ozone in New York in the summer of 1973 (ppb), with sunshine, wind and temperature; it comes with R.
days <- datasets::airquality[complete.cases(datasets::airquality), ]

# The scales on which a model may be linear, each with its inverse.
scales <- list(
  identity = list(to = identity, from = identity),
  log = list(to = log, from = exp),
  cuberoot = list(to = function(x) x^(1 / 3), from = function(x) x^3)
)

# What a formula may be made of: it is code of R, and whoever drops a table of formulas shall not run other code.
words <- c("~", "+", "-", ":", "*", "^", "(", "I", "log", "sqrt", "exp", names(days))

# The terms of a model as columns, one row for each day.
columns_of <- function(terms) {
  formula <- str2lang(paste("~", terms))
  strange <- setdiff(all.names(formula), words)
  if (length(strange) > 0) stop("the formula '", terms, "' has '", strange[1], "', which is not among: ", toString(words))
  model.matrix(as.formula(formula), days)
}

coefficients_of <- function(columns, scale, rows = seq_len(nrow(days))) {
  found <- lm.fit(columns[rows, , drop = FALSE], scales[[scale]]$to(days$Ozone[rows]))$coefficients
  replace(found, is.na(found), 0) # a column that the others make up is left out
}

predict_ozone <- function(columns, coefficients, scale, rows = seq_len(nrow(days))) {
  scales[[scale]]$from(as.vector(columns[rows, , drop = FALSE] %*% coefficients))
}
