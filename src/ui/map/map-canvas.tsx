"use client";
import dynamic from "next/dynamic";
import s from "./map-canvas.module.css";
import type { MapProps } from "./map-view.ts";

/** Leaflet touches `window` on import, so the canvas loads in the browser only. */
const LeafletMap = dynamic(() => import("./leaflet-map.tsx"), {
  ssr: false,
  loading: () => <div className={s.canvas} aria-busy />,
});

/** The map of places, trips and buses; fills the box that it stands in. The matching list is the caller's. */
export function MapCanvas(props: MapProps) {
  return <LeafletMap {...props} />;
}
