import type { MetadataRoute } from "next";

/** Installs the residents' pages as an app: one name, one icon, straight to the first screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "保供",
    short_name: "保供",
    start_url: "/",
    display: "standalone",
    background_color: "#fbfaf7",
    theme_color: "#fbfaf7",
    share_target: { action: "/g/paste", method: "GET", params: { title: "title", text: "text", url: "url" } },
    icons: [{ src: "/icons/mark.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
