import type { MetadataRoute } from "next";

/** Installs the pages as an app, for whoever signs in: one name, one icon, straight to the first screen of his role. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "保供",
    short_name: "保供",
    id: "/",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#fbfaf7",
    theme_color: "#fbfaf7",
    share_target: { action: "/g/paste", method: "GET", params: { title: "title", text: "text", url: "url" } },
    icons: [
      { src: "/icons/mark.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/app-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/app-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/app-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
