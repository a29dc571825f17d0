const LONGEST_PX = 1400;

/** A photo made small enough for a bad network: JPEG, at most 1400 px on its long side, as base64. */
export async function shrinkPhoto(file: File): Promise<{ mediaType: "image/jpeg"; base64: string; url: string }> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL("image/jpeg", 0.75);
  return { mediaType: "image/jpeg", base64: url.slice(url.indexOf(",") + 1), url };
}
