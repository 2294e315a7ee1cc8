/** A picture for the demonstration: four weeks of tides, drawn from their two strongest constituents. */
export function tideChart(): string {
  const [width, height] = [1200, 640]
  const [left, right, top, bottom] = [80, 50, 40, 70]
  const hours = 28 * 24
  const x = (hour: number) => left + (hour / hours) * (width - left - right)
  const y = (metres: number) => height - bottom - ((metres + 3) / 6) * (height - top - bottom)
  // M2 and S2, with periods of 12.42 and 12 hours, beat once a fortnight.
  const tide = (hour: number) =>
    1.7 * Math.cos((2 * Math.PI * hour) / 12.4206) + 0.75 * Math.cos((2 * Math.PI * hour) / 12)
  const points = Array.from({ length: hours * 2 + 1 }, (_, half) => half / 2)
    .map((hour) => `${x(hour).toFixed(1)},${y(tide(hour)).toFixed(1)}`)
    .join(' ')
  const lines = [-2, -1, 0, 1, 2].map(
    (metres) =>
      `<line x1="${left}" x2="${width - right}" y1="${y(metres)}" y2="${y(metres)}" stroke="#d8d2c4"/>` +
      `<text x="${left - 14}" y="${y(metres) + 6}" text-anchor="end">${metres} m</text>`,
  )
  const weeks = [0, 7, 14, 21, 28].map(
    (day) =>
      `<text x="${x(day * 24)}" y="${height - bottom + 34}" text-anchor="middle">${day === 0 ? '' : `day ${day}`}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="18" fill="#4a4438">
    <rect width="100%" height="100%" fill="#fbf8f1"/>${lines.join('')}${weeks.join('')}
    <polyline points="${points}" fill="none" stroke="#1f5a6b" stroke-width="2"/></svg>`
}
