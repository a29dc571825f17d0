import { create } from "qrcode";

/** A QR code as one path, black on white in every theme so that scanners and paper read it. For server components. */
export function QrCode({ text, size = 128, label }: { text: string; size?: number; label?: string }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const n = modules.size;
  let path = "";
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if (modules.get(y, x)) path += `M${x + 2} ${y + 2}h1v1h-1z`;
  return (
    <svg
      viewBox={`0 0 ${n + 4} ${n + 4}`}
      width={size}
      height={size}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      shapeRendering="crispEdges"
      style={{ flex: "none" }}
    >
      <rect width={n + 4} height={n + 4} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
