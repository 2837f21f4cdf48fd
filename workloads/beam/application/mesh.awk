# Writes the mesh of a bar as CalculiX reads it: 20-node bricks, x along the bar, y its height, z its width.
# Variables: length_mm, width, height; nx, ny (even) and nz bricks.
function number(i, j, k) { return 1 + i + (2 * nx + 1) * (j + (2 * ny + 1) * k) }
function exists(i, j, k) { return i % 2 + j % 2 + k % 2 <= 1 }
BEGIN {
  print "*NODE, NSET=ALL"
  for (k = 0; k <= 2 * nz; k++) for (j = 0; j <= 2 * ny; j++) for (i = 0; i <= 2 * nx; i++)
    if (exists(i, j, k))
      printf "%d, %.6f, %.6f, %.6f\n", number(i, j, k), length_mm * i / (2 * nx), height * (j / (2 * ny) - 0.5), width * (k / (2 * nz) - 0.5)

  print "*ELEMENT, TYPE=C3D20R, ELSET=BAR"
  # Corners and middles of edges in CalculiX's order, as steps from the brick's first corner.
  count = split("000 200 220 020 002 202 222 022 100 210 120 010 102 212 122 012 001 201 221 021", step, " ")
  for (c = 0; c < nz; c++) for (b = 0; b < ny; b++) for (a = 0; a < nx; a++) {
    line = ++bricks
    for (n = 1; n <= count; n++) {
      line = line ", " number(2 * a + substr(step[n], 1, 1), 2 * b + substr(step[n], 2, 1), 2 * c + substr(step[n], 3, 1))
      if (n == 10) line = line ",\n"
    }
    gsub(/\n, /, "\n", line)
    print line
  }

  for (k = 0; k <= 2 * nz; k++) for (j = 0; j <= 2 * ny; j++) {
    if (exists(0, j, k)) {
      root = root number(0, j, k) ",\n"
      end = end number(2 * nx, j, k) ",\n"
    }
    if (j == ny && exists(0, j, k)) axis = axis number(0, j, k) ",\n"
    if (k == nz && exists(0, j, k)) middle = middle number(0, j, k) ",\n"
    if (j == ny && k == nz && exists(0, j, k)) endmiddle = number(2 * nx, j, k) ",\n"
  }
  printf "*NSET, NSET=ROOT\n%s*NSET, NSET=ROOTAXIS\n%s*NSET, NSET=ROOTMIDDLE\n%s", root, axis, middle
  printf "*NSET, NSET=END\n%s*NSET, NSET=ENDMIDDLE\n%s", end, endmiddle
}
