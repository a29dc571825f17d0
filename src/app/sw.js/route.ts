import { build } from "esbuild";

/** Made once, by the build: the browser fetches one file, and the server never bundles. */
export const dynamic = "force-static";

/** The service worker, from the root of the site so that all pages are in its reach. */
export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: ["src/ui/phone/service-worker.ts"],
    bundle: true,
    minify: true,
    write: false,
    target: "es2019",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return new Response(outputFiles[0]?.text, { headers: { "content-type": "text/javascript; charset=utf-8" } });
}
