// A ball that carries smaller balls, which carry smaller ones: as many pixels of it as you like.
#version 3.7;
global_settings { assumed_gamma 1.0 max_trace_level 6 }

camera {
  location <-3.4, 4.4, -6.8>
  look_at <0, 2.0, 0>
  angle 50
  right x * image_width / image_height
}
light_source { <-8, 11, -6> rgb <1.0, 0.95, 0.88> }
light_source { <9, 4, -5> rgb <0.22, 0.26, 0.34> shadowless }
sky_sphere { pigment { gradient y color_map { [0 rgb <0.93, 0.9, 0.86>] [0.6 rgb <0.35, 0.5, 0.72>] } } }

plane {
  y, 0
  pigment { rgb <0.55, 0.53, 0.5> }
  finish { diffuse 0.75 reflection 0.12 }
}

#macro Balls(Depth, Radius)
  sphere {
    0, Radius
    pigment { rgb <0.25 + 0.2 * Depth, 0.32 + 0.1 * Depth, 0.62 - 0.15 * Depth> }
    finish { diffuse 0.55 specular 0.7 roughness 0.004 reflection 0.32 }
  }
  #if (Depth < 3)
    #local Small = Radius / 2.6;
    #for (Tilt, 0, 1)
      #for (I, 0, 5 - 3 * Tilt)
        union {
          Balls(Depth + 1, Small)
          translate y * (Radius + Small)
          rotate z * (82 - 47 * Tilt)
          rotate y * (I * (Tilt ? 120 : 60) + 30 * Tilt)
        }
      #end
    #end
  #end
#end

union { Balls(0, 1.25) translate y * 1.75 }
