/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs something several times, one after the other; gives the median of the times it returns. */
export async function medianOf(times: number, run: (index: number) => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let index = 0; index < times; index++) measured.push(await run(index));
  return median(measured);
}
