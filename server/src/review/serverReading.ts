import type { Target } from '../engines/engine.ts';
import type { MysqlServer } from '../operations/mysql/mysqlReader.ts';

/** What a reader must know of a target: `version` only where the text says different things to different versions. */
export function serverReading(
  { engine, version, settings }: Target,
  { byVersion }: { readonly byVersion: boolean },
): MysqlServer {
  if (engine === 'postgresql') return {};
  const modes = sqlModes(settings);
  return {
    ...(byVersion ? { version: version.major * 10_000 + version.minor * 100 + version.patch } : {}),
    ...(modes.has('ANSI_QUOTES') || modes.has('ANSI') || modes.has('ORACLE') ? { ansiQuotes: true } : {}),
    ...(modes.has('NO_BACKSLASH_ESCAPES') ? { backslashEscapes: false } : {}),
  };
}

/** The members of a declared sql_mode, upper case. */
function sqlModes(settings: Target['settings']): ReadonlySet<string> {
  return new Set((settings['sql_mode'] ?? '').toUpperCase().split(/[\s,]+/));
}
