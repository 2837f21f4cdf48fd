# Matches paths of files with glob patterns. The dialect is that of output files in Batch; the table of cases in shared-model
# holds it in check. Reads paths, each ./<path>, and from DROPBATCH_PATTERNS the patterns, one a line. Prints each path that a
# pattern matches, and for each pattern that matches none `!<pattern>`. Lines that begin with ! pass through: they are
# complaints of find(1). No apostrophe may stand in this file: joined, it is a text in single quotes.
BEGIN {
  for (b = 128; b < 256; b++) value[sprintf("%c", b)] = b
  patterns = split(ENVIRON["DROPBATCH_PATTERNS"], pattern, "\n")
  for (p = 1; p <= patterns; p++) {
    folders[p] = split(pattern[p], segment, "/")
    for (f = 1; f <= folders[p]; f++) compile(p SUBSEP f, segment[f] "")
  }
}
/^!/ { print; next }
{
  names = split(substr($0, 3), name, "/")
  found = 0
  for (p = 1; p <= patterns; p++) if (below(p, 1, 1)) { hit[p] = 1; found = 1 }
  if (found) print is_utf8($0) ? $0 : "!not UTF-8"
}
END { for (p = 1; p <= patterns; p++) if (pattern[p] != "" && !(p in hit)) print "!" pattern[p] }

# Pattern p from its folder f on matches the path from its name n on.
function below(p, f, n) {
  for (; f <= folders[p]; f++) {
    if (text[p, f] == "**") return any_depth(p, f, n)
    if (n > names || !one_name(p SUBSEP f, name[n] "")) return 0
    n++
  }
  return n > names
}
function any_depth(p, f, n) {
  if (f == folders[p] && n > names) return 0
  for (;;) {
    if (f < folders[p] && below(p, f + 1, n)) return 1
    if (n > names) return f == folders[p]
    if (name[n] ~ /^\./) return 0
    n++
  }
}

# A name of a pattern as tokens: kind is c (the character itself), ? (any one), * (any number) or [ (a set).
function compile(at, source,   length_, i, c, end, first) {
  text[at] = source
  tokens[at] = 0
  length_ = characters(source, chars)
  for (i = 1; i <= length_; i++) {
    c = chars[i]
    if (c == "*") { if (kind[at, tokens[at]] != "*") token(at, "*", ""); continue }
    if (c == "?") { token(at, "?", ""); continue }
    if (c == "[") {
      first = i + 1 + (chars[i + 1] == "!")
      for (end = first + 1; end <= length_ && chars[end] != "]"; end++);
      if (end <= length_) { set(at, first, end, first > i + 1); i = end; continue }
    }
    token(at, "c", c)
  }
}
function token(at, what, c) { kind[at, ++tokens[at]] = what; char[at, tokens[at]] = c }
function set(at, first, end, negated,   i, k) {
  token(at, "[", "")
  not_in[at, tokens[at]] = negated
  for (i = first; i < end; i++) {
    k = ++members[at, tokens[at]]
    low[at, tokens[at], k] = high[at, tokens[at], k] = chars[i]
    if (chars[i + 1] == "-" && i + 2 < end) { high[at, tokens[at], k] = chars[i + 2]; i += 2 }
  }
}

# The classic walk with one point to come back to: behind the last star.
function one_name(at, source,   t, c, star, mark, length_) {
  if (kind[at, 1] != "c" && source ~ /^\./) return 0
  length_ = characters(source, chars)
  t = c = 1
  star = 0
  while (c <= length_) {
    if (kind[at, t] == "*") { star = t++; mark = c }
    else if (t <= tokens[at] && one_char(at, t, chars[c])) { t++; c++ }
    else if (star) { t = star + 1; c = ++mark }
    else return 0
  }
  if (kind[at, t] == "*") t++
  return t > tokens[at]
}
function one_char(at, t, c,   k) {
  if (kind[at, t] == "c") return char[at, t] == c
  if (kind[at, t] == "?") return 1
  for (k = 1; k <= members[at, t]; k++)
    if (c >= low[at, t, k] && c <= high[at, t, k]) return !not_in[at, t]
  return not_in[at, t]
}

# Bytes become characters of UTF-8; the empty string at the end of each makes it text, never a number.
function characters(source, out,   n, i, length_) {
  delete_all(out)
  length_ = split(source, byte, "")
  n = 0
  for (i = 1; i <= length_; i++)
    if (n && byte[i] in value && value[byte[i]] < 192) out[n] = out[n] byte[i]
    else out[++n] = byte[i] ""
  return n
}
function delete_all(array) { split("", array) }
function is_utf8(source,   length_, i, v, more) {
  length_ = split(source, byte, "")
  for (i = 1; i <= length_; i++) {
    v = (byte[i] in value) ? value[byte[i]] : 0
    if (more) { if (v < 128 || v > 191) return 0; more--; continue }
    if (v == 0) continue
    if (v < 194 || v > 244) return 0
    more = 1 + (v > 223) + (v > 239)
  }
  return !more
}
