# Measures how well models predict, by the bootstrap: search.R MODELS.csv writes search.rds.
#
# Each model is fitted to samples drawn with replacement and predicts the days that a sample left out. Its random
# numbers come from a stream of its own, chosen by SEED and its number, so they do not depend on how the table is cut
# into tasks; under each scale it meets the same samples.

source(file.path(Sys.getenv("APP_DIR"), "ozone.R"))

models <- read.csv(commandArgs(trailingOnly = TRUE)[1], stringsAsFactors = FALSE)
scale <- Sys.getenv("PARAM_SCALE", "identity")
resamples <- as.integer(Sys.getenv("RESAMPLES", "200"))
stopifnot(c("model", "terms") %in% names(models), scale %in% names(scales), resamples > 1)

start_stream <- function(number) {
  RNGkind("L'Ecuyer-CMRG", "Inversion", "Rejection")
  set.seed(as.integer(Sys.getenv("SEED", "1")))
  stream <- .Random.seed
  for (step in seq_len(number)) stream <- parallel::nextRNGStream(stream)
  assign(".Random.seed", stream, envir = globalenv())
}

# The root mean square error, in ppb, of predictions for the days that one bootstrap sample left out.
error_of_sample <- function(columns) {
  drawn <- sample.int(nrow(days), replace = TRUE)
  left_out <- setdiff(seq_len(nrow(days)), drawn)
  predicted <- predict_ozone(columns, coefficients_of(columns, scale, drawn), scale, left_out)
  sqrt(mean((predicted - days$Ozone[left_out])^2))
}

search_one <- function(i) {
  start_stream(models$model[i])
  columns <- columns_of(models$terms[i])
  errors <- replicate(resamples, error_of_sample(columns))
  data.frame(
    model = models$model[i], terms = models$terms[i], scale = scale, resamples = resamples,
    rmse_ppb = signif(mean(errors), 8), standard_error = signif(sd(errors) / sqrt(resamples), 8)
  )
}

saveRDS(do.call(rbind, lapply(seq_len(nrow(models)), search_one)), "search.rds")
