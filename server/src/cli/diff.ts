import { type CliHost, EXIT_CODES } from './host.ts';
import type { CommonOptions } from './options.ts';
export const DIFF_FORMATS = ['text'] as const;
export interface DiffOptions extends CommonOptions {
  readonly format: string;
}
export async function diff(
  _host: CliHost,
  _from: string,
  _to: string,
  _options: DiffOptions,
): Promise<number> {
  return EXIT_CODES.clean;
}
