// A ring of marbles turns around a glass ball; the variable clock goes from 0 to 1 once around.
#version 3.7;
global_settings { assumed_gamma 1.0 max_trace_level 6 }

camera {
  location <0, 3.2, -8>
  look_at <0, 0.7, 0>
  angle 42
  right x * image_width / image_height
}
light_source { <-6, 9, -7> rgb <1.0, 0.96, 0.9> }
light_source { <8, 5, -3> rgb <0.25, 0.28, 0.35> shadowless }
sky_sphere { pigment { gradient y color_map { [0 rgb <0.85, 0.88, 0.92>] [1 rgb <0.25, 0.45, 0.75>] } } }

fog { distance 150 rgb <0.85, 0.88, 0.92> }

plane {
  y, 0
  pigment { checker rgb <0.92, 0.9, 0.86>, rgb <0.25, 0.27, 0.3> scale 1.2 }
  finish { diffuse 0.8 reflection 0.06 }
}

sphere {
  <0, 1.3, 0>, 1.3
  pigment { rgbt <0.95, 1, 0.98, 0.92> }
  finish { diffuse 0.05 specular 0.9 roughness 0.002 reflection { 0.05, 0.6 fresnel on } conserve_energy }
  interior { ior 1.45 }
}

#declare Marbles = 12;
#for (I, 0, Marbles - 1)
  #declare Turn = 360 * (I / Marbles + clock / Marbles);
  #declare Hue = 2 * pi * I / Marbles;
  sphere {
    <2.7, 0.42 + 0.3 * abs(sin(pi * (I / 3 + clock))), 0>, 0.42
    pigment { rgb 0.5 + 0.45 * <cos(Hue), cos(Hue - 2 * pi / 3), cos(Hue + 2 * pi / 3)> }
    finish { diffuse 0.8 specular 0.6 roughness 0.01 reflection 0.12 }
    rotate y * Turn
  }
#end
