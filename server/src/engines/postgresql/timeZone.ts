import { sessionVariable } from '../../catalog/catalog.ts';
import type { FactQuestion } from '../lockNote.ts';

/**
 * Zone names whose offset was never anything but zero, so that a timestamp is the same with and without time zone
 * (measured; Africa/Abidjan and Europe/London, which are at zero today, are not).
 */
const ZERO_ZONES: ReadonlySet<string> = new Set([
  'utc',
  'etc/utc',
  'gmt',
  'etc/gmt',
  'etc/gmt0',
  'etc/gmt+0',
  'etc/gmt-0',
  'etc/greenwich',
  'gmt0',
  'gmt+0',
  'gmt-0',
  'greenwich',
  'uct',
  'etc/uct',
  'universal',
  'etc/universal',
  'zulu',
  'etc/zulu',
  'utc0',
  '0',
  '+0',
  '-0',
  '00:00',
  '+00',
  '+00:00',
  '-00:00',
  '<+00>+00',
]);

/** TimeZone as the file has set it before, or as it is declared for the target; null where nobody says. */
export function sessionZone({ before, target }: FactQuestion): string | null {
  const set = sessionVariable(before, 'timezone');
  return set === undefined ? (target.settings['timezone'] ?? null) : set.value;
}

export function isUtc(zone: string): boolean {
  return ZERO_ZONES.has(zone.trim().toLowerCase());
}
