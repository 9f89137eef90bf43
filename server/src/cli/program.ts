import { Command, CommanderError, Option } from 'commander';
import { INTERLOCK_VERSION } from '../version.ts';
import type { CaptureOptions } from './capture.ts';
import { CHECK_REPORTERS, type CheckOptions, check } from './check.ts';
import type { DiffOptions } from './diff.ts';
import { DIFF_FORMATS, SCHEMA_SOURCES } from './diffWords.ts';
import { EXPLAIN_REPORTERS, type ExplainOptions, explain } from './explain.ts';
import { type CliHost, EXIT_CODES, isUsageError } from './host.ts';

/** Runs the command line. `args` are the words after the program's name. Returns the exit code; never throws. */
export async function runCli(host: CliHost, args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.clean;
  const program = createProgram(host, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.clean : EXIT_CODES.usage;
    const message = isUsageError(error)
      ? error.message
      : `unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    host.writeError(`interlock: ${message}\n`);
    return EXIT_CODES.usage;
  }
}

/* What few ask for, and what needs much besides a review, is loaded when it is asked for. */

function createProgram(host: CliHost, setExitCode: (code: number) => void): Command {
  const program = new Command('interlock')
    .description('Reviews database migrations: what breaks, what locks, what stops half-way.')
    .version(INTERLOCK_VERSION)
    .exitOverride()
    .showHelpAfterError('(interlock --help shows the options)')
    .configureOutput({ writeOut: text => host.write(text), writeErr: text => host.writeError(text) });

  withCommonOptions(
    program
      .command('check')
      .description('review migrations')
      .argument('[paths...]', 'files or folders (default: the working directory)'),
  )
    .addOption(
      new Option('--format <format>', 'what to print').choices(Object.keys(CHECK_REPORTERS)).default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that gives exit code 1')
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .option('--fix', 'apply the safe fixes to the files, then review')
    .option('--fix-suggestions', 'apply suggestions as well, where a finding has no safe fix')
    .option('--write-new-files', 'with --fix: also fixes that create further migrations')
    .option('--changed', 'only migrations that are new or changed against the base branch')
    .option(
      '--base <ref>',
      "the base branch (default: the pull request's target, else the remote's main branch)",
    )
    .action(async (paths: string[], options: CheckOptions) => setExitCode(await check(host, paths, options)));

  withCommonOptions(
    program.command('explain').description('lock notes of every statement').argument('[file]', 'a migration'),
  )
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(Object.keys(EXPLAIN_REPORTERS))
        .default('text'),
    )
    .action(async (file: string | undefined, options: ExplainOptions) =>
      setExitCode(await explain(host, file, options)),
    );

  withCommonOptions(
    program
      .command('diff')
      .description('what changes in the schema between two points')
      .argument('<from>', SCHEMA_SOURCES)
      .argument('<to>', 'the same'),
  )
    .addOption(new Option('--format <format>', 'what to print').choices([...DIFF_FORMATS]).default('text'))
    .action(async (from: string, to: string, options: DiffOptions) => {
      const { diff } = await import('./diff.ts');
      setExitCode(await diff(host, from, to, options));
    });

  program
    .command('capture')
    .description("write a live server's structure, version, settings and table sizes into files")
    .argument('<database>', 'a connection URL, or env:NAME for one in an environment variable')
    .option('--out <path>', 'folder of the new files, or the baseline .sql file (default: db)')
    .option('--baseline <file>', 'the baseline (default: that of interlock.json)')
    .option('--statistics <file>', 'the table statistics (default: that of the target)')
    .option('--target <name>', 'the target in interlock.json (default: the only one of the engine)')
    .option('--config <file>', 'configuration file (default: interlock.json of the project)')
    .action(async (source: string, options: CaptureOptions) => {
      const { capture } = await import('./capture.ts');
      setExitCode(await capture(host, source, options));
    });

  program
    .command('lsp')
    .description('the language server')
    .option('--stdio', 'speak on standard input and output (the only way, and the default)')
    .action(() => host.serveLanguage());
  return program;
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--engine <engine>', 'postgresql, mysql or mariadb')
    .option('--engine-version <version>', 'the version of --engine, such as 16 or 8.0.32')
    .option(
      '--target <target>',
      '[name=]engine@version; may be given several times',
      (text: string, all: string[] | undefined) => [...(all ?? []), text],
    )
    .option('--config <file>', 'configuration file (default: interlock.json above the migrations)')
    .option('--baseline <file>', 'schema dump from before the first migration')
    .option('--framework <name>', 'the migration tool, where it is not detected')
    .option('--stdin', 'review standard input')
    .option('--stdin-filename <file>', 'the path that standard input stands for');
}
