/** Read as it is on any screen and on paper. */
export const siteStyle = `:root { color-scheme: light dark; font-family: Georgia, serif; line-height: 1.6; }
body { max-width: 42rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.25; }
nav ul { padding-left: 1.25rem; }
article { margin-block: 2rem; }
img, video { max-width: 100%; height: auto; }
`
