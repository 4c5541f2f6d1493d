// The device's clock beside the server's. Times of the device are sent as they are, with the time of sending:
// the server corrects them. Here the difference is only measured, to say so.

/** Less than this is the way of the message and nobody's fault. */
export const TOLERATED_MS = 5 * 60_000;

/** How many milliseconds the device's clock is ahead of the server's (negative: behind); 0 within tolerance. */
export function aheadBy(receivedAt: string, sentMs: number, answeredMs: number): number {
  const server = Date.parse(receivedAt);
  if (Number.isNaN(server)) return 0;
  const ahead = Math.round((sentMs + answeredMs) / 2 - server);
  return Math.abs(ahead) < TOLERATED_MS ? 0 : ahead;
}

/** The day of an instant in the device's zone, as YYYY-MM-DD. */
export function dayOf(instant: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** Whole days from one day to another (both YYYY-MM-DD); negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Today by a clock that may be off: the device's clock less what it is ahead by. */
export function today(nowMs: number, ahead: number): string {
  return dayOf(new Date(nowMs - ahead));
}
