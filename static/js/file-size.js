// Returns the size of a file as text. A MB has 1024 times 1024 bytes, as in the server's limit.

const KB = 1024;
const MB = 1024 * KB;

export function inWords(bytes) {
  // In MB, a small file would show "0.0 MB".
  if (bytes < 0.95 * MB) return `${Math.max(1, Math.round(bytes / KB))} kB`;
  return `${(bytes / MB).toFixed(1)} MB`;
}
