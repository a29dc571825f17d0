import type { LatLng, MapDrawing } from "./map-view.ts";

/** An area that grows by taps, and whose corners can be moved and taken away. */
export const drawingOf = (corners: readonly LatLng[], set: (corners: readonly LatLng[]) => void): MapDrawing => ({
  corners,
  onTap: (at) => set([...corners, at]),
  onMove: (corner, to) => set(to ? corners.with(corner, to) : corners.toSpliced(corner, 1)),
});
