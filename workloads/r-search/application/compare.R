# Brings the tables of all tasks, or of earlier merges, together: compare.R FOLDER reads FOLDER/*/search.rds and writes
# search.rds, search.csv (the best model first), best.csv (its coefficients) and the plot search.png.

source(file.path(Sys.getenv("APP_DIR"), "ozone.R"))

files <- Sys.glob(file.path(commandArgs(trailingOnly = TRUE)[1], "*", "search.rds"))
table <- do.call(rbind, lapply(files, readRDS))
table <- table[order(table$rmse_ppb, table$model, table$scale), ]
rownames(table) <- NULL
saveRDS(table, "search.rds")
write.csv(table, "search.csv", row.names = FALSE, quote = FALSE)

best <- table[1, ]
columns <- columns_of(best$terms)
coefficients <- coefficients_of(columns, best$scale)
write.csv(
  data.frame(term = colnames(columns), estimate = signif(coefficients, 8)),
  "best.csv", row.names = FALSE, quote = FALSE
)

png("search.png", width = 960, height = 420, type = "cairo")
par(mfrow = c(1, 2), mar = c(4, 4, 3, 1), las = 1)
colours <- c(identity = "#d55e00", log = "#0072b2", cuberoot = "#009e73")
shown <- head(table, 25)
rank <- seq_len(nrow(shown))
low <- shown$rmse_ppb - 2 * shown$standard_error
high <- shown$rmse_ppb + 2 * shown$standard_error
plot(rank, shown$rmse_ppb,
  ylim = range(low, high), pch = 19, col = colours[shown$scale],
  xlab = "model, the best first", ylab = "error of prediction (ppb)", main = "The best models, with two standard errors"
)
segments(rank, low, rank, high, col = colours[shown$scale])
legend("topleft", names(colours), col = colours, pch = 19, bty = "n", title = "response")

predicted <- predict_ozone(columns, coefficients, best$scale)
plot(predicted, days$Ozone,
  pch = 19, col = "#00000080", xlim = range(0, predicted), ylim = range(0, days$Ozone),
  xlab = "predicted ozone (ppb)", ylab = "measured ozone (ppb)", main = paste0("Model ", best$model, ", ", best$scale)
)
abline(0, 1, lty = 2)
invisible(dev.off())
