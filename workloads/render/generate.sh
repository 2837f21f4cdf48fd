#!/bin/sh
# Writes the sample drop: FRAMES frames (12) of a camera that sways once around a loop, the scene and the manifest.
set -eu
cd "$(dirname "$0")"
frames=${FRAMES:-12}
rm -rf drop
mkdir -p drop/frames
LC_ALL=C awk -v frames="$frames" 'BEGIN {
  turn = 2 * atan2(0, -1)
  for (i = 0; i < frames; i++) {
    t = i / frames
    file = sprintf("drop/frames/frame-%03d.json", i + 1)
    printf "{\"moment\": %.6f, \"eye\": [%.4f, %.4f, %.4f], \"target\": [%.4f, %.4f, %.4f], \"zoom\": 1.45}\n",
      t, 1.9 * sin(turn * t), 2.0 + 0.35 * cos(turn * t), 8.2 + 0.5 * cos(turn * t), 0.25 * sin(turn * t), 1.05, 0 > file
    close(file)
  }

  # One large chrome ball, a ring around it, pearls in front.
  scene = "drop/scene.json"
  print "{\"spheres\": [" > scene
  print "  {\"centre\": [0, 1.45, -0.4], \"radius\": 1.45, \"colour\": [0.92, 0.93, 0.96], \"mirror\": 0.86, \"bob\": 0, \"phase\": 0}," > scene
  split("0.86 0.10 0.16|0.95 0.45 0.08|0.98 0.78 0.20|0.18 0.55 0.30|0.08 0.50 0.62|0.12 0.25 0.70|0.45 0.18 0.62|0.85 0.22 0.50|0.90 0.66 0.42", colour, "|")
  for (k = 0; k < 9; k++) {
    a = turn * (k + 0.5) / 9
    split(colour[k + 1], c, " ")
    metal = k % 3 == 2
    printf "  {\"centre\": [%.4f, %.4f, %.4f], \"radius\": %.3f, \"colour\": [%s, %s, %s], \"mirror\": %s, \"bob\": 0.17, \"phase\": %.4f},\n",
      3.15 * sin(a), 0.78, -0.4 + 2.9 * cos(a), 0.52 + 0.08 * (k % 2), c[1], c[2], c[3], metal ? "0.72" : "0.06", k / 9 > scene
  }
  for (k = 0; k < 7; k++) {
    x = -3.4 + 1.13 * k
    printf "  {\"centre\": [%.4f, 0.17, %.4f], \"radius\": 0.17, \"colour\": [0.95, 0.88, 0.80], \"mirror\": %s, \"bob\": 0, \"phase\": 0}%s\n",
      x, 3.9 - 0.12 * x * x * (1 + 0.1 * (k % 2)), k % 2 ? "0.65" : "0.08", k < 6 ? "," : "" > scene
  }
  print "]}" > scene
}'
{
  echo 'inputs:'
  for path in scene.json $(cd drop && ls frames/*.json); do
    sum=$(sha256sum < "drop/$path")
    echo "  - { path: $path, bytes: $(wc -c < "drop/$path"), sha256: ${sum%% *} }"
  done
} > drop/job.yaml
