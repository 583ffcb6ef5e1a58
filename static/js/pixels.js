// What needs the pixels of a chosen photo. Loaded only when there is one.

const SHOWN_PX = 640;
// What a phone can hold as a canvas.
const MOST_PIXELS = 16_000_000;

// The site stores readers' photos half as wide, editors' pictures too, and of these every pixel (their master).
export const PHOTO = { widest: 2560, quality: 0.9 };
export const PICTURE = { widest: 3840, quality: 0.95 };

// The canvas to show, or null for what this browser cannot decode, such as HEIC.
export async function draw(file) {
  const canvas = await paint(file, (width, height) => SHOWN_PX / Math.max(width, height));
  canvas?.setAttribute("role", "img");
  canvas?.setAttribute("aria-label", "The photo you chose");
  return canvas;
}

// A JPEG with fewer pixels, upright and in sRGB, or the photo itself where that is no gain.
export async function shrink(file, { widest, quality }) {
  const canvas = await paint(file, (width, height) =>
    Math.min(widest / width, Math.sqrt(MOST_PIXELS / (width * height))),
  );
  const blob = await new Promise((done) => (canvas ? canvas.toBlob(done, "image/jpeg", quality) : done(null)));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: blob.type });
}

async function paint(file, scaleFor) {
  try {
    // Turned as its EXIF says, which is the default of newer browsers only.
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, scaleFor(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    // A JPEG has no transparency: what shines through is white, as on the server.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas;
  } catch {
    return null;
  }
}
