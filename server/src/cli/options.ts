import type { Target } from '../engines/engine.ts';
import { FRAMEWORK_NAMES, type FrameworkName } from '../frameworks/framework.ts';
import { assumedTarget, parseEngine, parseTarget } from '../review/targets.ts';
import { UsageError } from './host.ts';

/** Options that check, explain and diff share, as commander gives them. */
export interface CommonOptions {
  readonly engine?: string;
  readonly engineVersion?: string;
  readonly target?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly framework?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  /** The revision that pending migrations are new or changed against. */
  readonly base?: string;
}

/** The targets of the command line; null when it names none, so that configuration and detection decide. */
export function targetsOption(options: CommonOptions): readonly Target[] | null {
  if (options.target !== undefined && options.target.length > 0) {
    if (options.engine !== undefined || options.engineVersion !== undefined)
      throw new UsageError('--target and --engine exclude each other');
    return options.target.map(text => {
      const target = parseTarget(text);
      if (target === null)
        throw new UsageError(
          `--target ${text}: expected [name=]engine@version, such as production=mysql@8.0.32`,
        );
      return target;
    });
  }
  if (options.engine === undefined) {
    if (options.engineVersion !== undefined) throw new UsageError('--engine-version needs --engine');
    return null;
  }
  const engine = parseEngine(options.engine);
  if (engine === null)
    throw new UsageError(`--engine ${options.engine}: expected postgresql, mysql or mariadb`);
  if (options.engineVersion === undefined) return [assumedTarget(engine)];
  const target = parseTarget(`${engine}@${options.engineVersion}`);
  if (target === null)
    throw new UsageError(
      `--engine-version ${options.engineVersion}: expected a version such as 16 or 8.0.32`,
    );
  return [target];
}

export function frameworkOption(options: CommonOptions): FrameworkName | null {
  if (options.framework === undefined) return null;
  const name = FRAMEWORK_NAMES.find(known => known === options.framework);
  if (name === undefined)
    throw new UsageError(`--framework ${options.framework}: expected one of ${FRAMEWORK_NAMES.join(', ')}`);
  return name;
}
