import QRCode from 'qrcode'

/** The modules of a QR code as one path; a quiet zone of four around it, as the standard asks. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const dark = Array.from({ length: size * size }, (_, place) => place).filter((place) => modules.data[place])
  const path = dark.map((place) => `M${(place % size) + 4} ${Math.floor(place / size) + 4}h1v1h-1z`).join('')
  const width = size + 8
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${width} ${width}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
