/** What lies under the places of a map; without tiles the bundled base layer is drawn. */
export type MapGround = {
  readonly tiles?: MapTiles;
  /** Addresses of the city's public transport as GeoJSON, where a feed was imported. */
  readonly transit?: { readonly stopsUrl: string; readonly linesUrl: string };
};

export type MapTiles = {
  /** `vector`: one PMTiles file that answers ranges; `raster`: pictures, with {z}, {x} and {y} in the address. */
  readonly kind: "vector" | "raster";
  readonly url: string;
  /** Whom to name at the map's foot. */
  readonly credit: { readonly by: "openstreetmap" } | { readonly by: "other"; readonly text: string };
};
