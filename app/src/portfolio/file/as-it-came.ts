/** For bytes that somebody brought: downloaded, never run or drawn in our own place, and kept by nobody on the way. */
export const asItCame = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
}
