# Reference numbers of regression models: R 4.2.2, sandwich, emmeans. Rscript regression.R > regression.json
suppressMessages({library(sandwich); library(emmeans); library(jsonlite)})
d <- read.csv("../golden/data/resp_logit.csv"); d$site <- factor(d$site)
set.seed(11); n <- nrow(d)
d$w <- round(runif(n, 1, 9)); d$time <- round(runif(n, .5, 3), 2); d$count <- rpois(n, d$time * exp(.3 * d$arm + .02 * (d$base - 44))); d$pair <- rep(1:36, 5)
d$y10 <- rbinom(n, d$w, plogis(-.2 + .5 * d$arm)); d$prop <- d$y10 / d$w; d$chg <- round(-8 - 5 * d$arm - .3 * (d$base - 44) + as.numeric(d$site) + rnorm(n, 0, 8), 2)
ct <- glm.control(epsilon = 1e-15, maxit = 200)
tab <- function(g) { s <- coef(summary(g)); list(estimate = s[, 1], se = s[, 2], statistic = s[, 3], p = s[, 4], deviance = deviance(g), nullDeviance = g$null.deviance, logLik = as.numeric(logLik(g)), df = g$df.residual) }
f <- y ~ arm + base + site
lin <- lm(chg ~ arm * base + site, d, weights = w)
hc <- function(g) sapply(c("HC0", "HC1", "HC2", "HC3", "HC4"), function(k) unname(sqrt(diag(vcovHC(g, k)))), simplify = FALSE)
lg <- glm(f, binomial, d, control = ct); po <- glm(count ~ arm + base + offset(log(time)), poisson, d, control = ct)
anc <- lm(chg ~ arm + base + site, transform(d, arm = factor(arm)))
em <- emmeans(anc, "arm"); emo <- emmeans(anc, "arm", weights = "proportional")
mu <- function(g, a) { x <- d; x$arm <- a; predict(g, x, type = "response") }
ye <- function(g) { m1 <- mu(g, 1); m0 <- mu(g, 0); A <- d$arm; Y <- d$y; N <- n; v <- function(a, m) var((Y - m)[A == a]) / mean(A == a) + 2 * cov(Y[A == a], m[A == a]) - var(m)
  o <- cov(Y[A == 1], m0[A == 1]) + cov(Y[A == 0], m1[A == 0]) - cov(m1, m0); list(p0 = mean(m0), p1 = mean(m1), v = matrix(c(v(0, m0), o, o, v(1, m1)), 2) / N) }
out <- list(
  data = d,
  weighted = c(tab(lin)[1:4], list(sigma = summary(lin)$sigma, r2 = summary(lin)$r.squared, F = unname(summary(lin)$fstatistic), logLik = as.numeric(logLik(lin)), hc = hc(lin), clustered = unname(sqrt(diag(vcovCL(lin, ~pair)))))),
  logistic = c(tab(lg), list(hc = hc(lg), clustered = unname(sqrt(diag(vcovCL(lg, ~pair)))))),
  binomialCounts = tab(glm(prop ~ arm + base, binomial, d, weights = w, control = ct)),
  poissonOffset = c(tab(po), list(hc = hc(po))),
  quasi = tab(glm(count ~ arm + base + offset(log(time)), quasipoisson, d, control = ct))[1:4],
  probit = tab(glm(f, binomial("probit"), d, control = ct)), cloglog = tab(glm(f, binomial("cloglog"), d, control = ct)),
  means = list(balanced = summary(em)[, c("emmean", "SE", "df")], observed = summary(emo)[, c("emmean", "SE")], difference = as.data.frame(summary(pairs(em, reverse = TRUE)))[, -1]),
  influence = ye(lg))
cat(toJSON(out, digits = NA, auto_unbox = TRUE, dataframe = "columns"))
