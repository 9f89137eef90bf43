/** Bytes as base64, in pieces because a call takes only so many arguments. */
export function base64(bytes: Uint8Array): string {
  const PIECE = 8192;
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}
