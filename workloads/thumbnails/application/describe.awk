# Writes picture.json and picture.csv from lines of NAME=VALUE; those that begin with exif: are the camera's.
# A value may hold anything, so it is written as JSON and CSV say, and line breaks within it stay within it.
BEGIN {
  for (code = 1; code < 32; code++) control[sprintf("%c", code)] = sprintf("\\u%04x", code)
}
/^(width|height|format)=|^exif:[A-Za-z0-9]+=/ {
  key = substr($0, 1, index($0, "=") - 1)
  value[key] = substr($0, index($0, "=") + 1)
  if (key ~ /^exif:/) names[++count] = substr(key, 6)
  next
}
key != "" { value[key] = value[key] "\n" $0 }

function json(text,   i, c, quoted) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    quoted = quoted (c == "\"" || c == "\\" ? "\\" c : c in control ? control[c] : c)
  }
  return "\"" quoted "\""
}

function csv(text) {
  gsub(/[\r\n]+/, " ", text)
  if (text !~ /[",]/) return text
  gsub(/"/, "\"\"", text)
  return "\"" text "\""
}

END {
  head = "{\n  \"file\": %s,\n  \"bytes\": %d,\n  \"sha256\": \"%s\",\n  \"format\": %s,\n  \"width\": %d,\n  \"height\": %d,\n  \"exif\": {"
  printf head, json(ENVIRON["NAME"]), bytes, sha256, json(value["format"]), value["width"], value["height"] > "picture.json"
  for (i = 1; i <= count; i++)
    printf "%s\n    \"%s\": %s", (i > 1 ? "," : ""), names[i], json(value["exif:" names[i]]) > "picture.json"
  printf "%s}\n}\n", (count ? "\n  " : "") > "picture.json"

  print "file,bytes,sha256,format,width,height,taken,camera,orientation" > "picture.csv"
  printf "%s,%d,%s,%s,%d,%d,%s,%s,%s\n", csv(ENVIRON["NAME"]), bytes, sha256, value["format"], value["width"], value["height"], \
    csv(value["exif:DateTimeOriginal"]), csv(value["exif:Model"]), value["exif:Orientation"] > "picture.csv"
}
