#!/bin/sh
# Writes the sample drop: a portfolio of ROWS positions (500), the market and the manifest that lists both.
set -eu
cd "$(dirname "$0")"
mkdir -p drop/curves
cat > drop/curves/market.json <<'MARKET'
{
  "rate": 0.03,
  "correlation": 0.4,
  "underlyings": {
    "AURUM": {"spot": 186.40, "volatility": 0.17, "dividend": 0.000},
    "BOREAL": {"spot": 52.75, "volatility": 0.34, "dividend": 0.012},
    "CIRRUS": {"spot": 431.10, "volatility": 0.29, "dividend": 0.004},
    "DELTA9": {"spot": 97.30, "volatility": 0.48, "dividend": 0.000},
    "EIGER": {"spot": 118.65, "volatility": 0.21, "dividend": 0.031},
    "FJORD": {"spot": 24.90, "volatility": 0.38, "dividend": 0.022}
  }
}
MARKET
LC_ALL=C awk -v rows="${ROWS:-500}" '
  # The minimal standard generator: the same numbers in every awk.
  function random() { state = (state * 16807) % 2147483647; return state / 2147483647 }
  BEGIN {
    state = 20260131
    n = split("AURUM 186.40 BOREAL 52.75 CIRRUS 431.10 DELTA9 97.30 EIGER 118.65 FJORD 24.90", u, " ") / 2
    print "id,style,type,underlying,strike,maturity,quantity,barrier"
    for (i = 1; i <= rows; i++) {
      k = int(random() * n)
      spot = u[2 * k + 2]
      pick = random()
      style = pick < 0.8 ? "european" : pick < 0.92 ? "asian" : "barrier"
      type = style == "barrier" || random() < 0.5 ? "call" : "put"
      strike = spot * (0.8 + 0.4 * random())
      years = 0.1 + 1.9 * random()
      quantity = int(10 + 490 * random()) * (random() < 0.3 ? -1 : 1)
      barrier = style == "barrier" ? sprintf("%.2f", spot * (1.3 + 0.3 * random())) : ""
      printf "P%04d,%s,%s,%s,%.2f,%.3f,%d,%s\n", i, style, type, u[2 * k + 1], strike, years, quantity, barrier
    }
  }' > drop/portfolio.csv
{
  echo 'inputs:'
  for path in portfolio.csv curves/market.json; do
    sum=$(sha256sum < "drop/$path")
    echo "  - { path: $path, bytes: $(wc -c < "drop/$path"), sha256: ${sum%% *} }"
  done
} > drop/job.yaml
