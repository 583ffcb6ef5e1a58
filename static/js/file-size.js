// How large a file is, in words. A MB is 1024 times 1024 bytes, as in the server's limit.

const KB = 1024;
const MB = 1024 * KB;

export function inWords(bytes) {
  // A small file would else have "0.0 MB".
  if (bytes < 0.95 * MB) return `${Math.max(1, Math.round(bytes / KB))} kB`;
  return `${(bytes / MB).toFixed(1)} MB`;
}
