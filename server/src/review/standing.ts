import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { identityOf } from '../frameworks/recordKeeping.ts';
import { compareMigrationVersions } from '../frameworks/versions.ts';
import type { MergedMigration, Standing } from '../rules/subject/migrationFacts.ts';
import { migrationName } from '../rules/subject/migrationName.ts';
import { type Branch, isSameText } from './branch.ts';
import { createProject, migrationAt, type Project } from './project.ts';

/**
 * Whether a migration still has to run. It is pending when it is new or changed against the base branch, or later than
 * `deployedThrough`; history when it is neither; unknown when nobody tells, and then it is reviewed as if it alone were
 * pending.
 */
export function standingOf(project: Project, path: string): Standing {
  const { set, file } = migrationAt(project, path);
  const deployed = isDeployed(project, file);
  if (deployed === false) return 'pending';
  const { branch } = project;
  if (branch === null || branch.ignored.has(path)) return deployed === null ? 'unknown' : 'history';
  const merged = mergedMigration(project, set, file);
  if (merged === null) return 'pending';
  return merged.isSame && isSameText(project.read(path) ?? '', merged.text) ? 'history' : 'pending';
}

/** What `deployedThrough` says; null when it says nothing about the file. */
function isDeployed({ configuration }: Project, file: MigrationFile): boolean | null {
  const { deployedThrough } = configuration;
  if (deployedThrough === undefined || file.version === null || file.role !== 'versioned') return null;
  return compareMigrationVersions(file.version, deployedThrough) <= 0;
}

/**
 * Paths of the migrations that the targets do not have when this one runs: those before it that are not deployed or not
 * merged, and itself. An edited one that was merged is not among them: what it made is there already. Where nobody tells
 * what is deployed, those count that were generated together with it.
 */
export function pendingPaths(
  project: Project,
  set: MigrationSet,
  migration: MigrationFile,
  index: number,
): ReadonlySet<string> {
  const { branch } = project;
  const own = generatedAt(migration);
  const pending = set.files
    .slice(0, index)
    .filter(file => {
      const deployed = isDeployed(project, file);
      if (deployed === false) return true;
      if (branch === null) return deployed === null && own !== null && generatedAt(file) === own;
      return !branch.ignored.has(file.path) && mergedMigration(project, set, file) === null;
    })
    .map(file => file.path);
  return new Set([...pending, migration.path]);
}

/** A time to the second with more digits behind it: one change, written as several files that are numbered within it. */
const STAMP_AND_NUMBER = /^((?:19|20)\d{12})\d{3,}$/;

/** The second that the versions of files generated together begin with; null for versions of another form. */
function generatedAt({ version }: MigrationFile): string | null {
  return STAMP_AND_NUMBER.exec(version ?? '')?.[1] ?? null;
}

/** The migration as the base branch has it; null when it is not there, or nobody knows. */
export function mergedMigration(
  project: Project,
  set: MigrationSet,
  file: MigrationFile,
): MergedMigration | null {
  const { branch } = project;
  if (branch === null) return null;
  const there = branch.merged.get(file.path);
  if (there !== undefined) return { path: file.path, text: there, isSame: true };
  const identity = identityOf(set.framework, file);
  const known = baseMigrations(project, branch);
  const twin =
    identity === null ? undefined : known.byIdentity.get(identityKey(set.framework, file.role, identity));
  // Another file of that identity may be here still: then this one is a second one of the same version.
  const from =
    twin !== undefined && !project.paths.includes(twin.path) ? twin.path : branch.renames.get(file.path);
  const text = from === undefined ? undefined : branch.merged.get(from);
  if (from === undefined || text === undefined) return null;
  const former = known.byPath.get(from);
  const isSame =
    former === undefined
      ? migrationName(from) === migrationName(file.path)
      : former.framework === set.framework &&
        (identity === null || identityOf(former.framework, former.file) === identity);
  return { path: from, text, isSame };
}

interface BaseMigration {
  readonly framework: MigrationSet['framework'];
  readonly root: string;
  readonly file: MigrationFile;
}

/** The migrations of the base branch, in the order in which their tools run them. */
export function mergedFiles(project: Project, branch: Branch): readonly BaseMigration[] {
  return [...baseMigrations(project, branch).byPath.values()];
}

interface BaseMigrations {
  readonly byPath: ReadonlyMap<string, BaseMigration>;
  readonly byIdentity: ReadonlyMap<string, { readonly path: string }>;
}

const known = new WeakMap<Branch, BaseMigrations>();

/** The base branch's migrations, recognised as the present ones are. */
function baseMigrations(project: Project, branch: Branch): BaseMigrations {
  const kept = known.get(branch);
  if (kept !== undefined) return kept;
  const base = createProject({
    paths: [...branch.merged.keys()],
    read: path => branch.merged.get(path) ?? null,
    configuration: project.configuration,
    configurationFolder: project.configurationFolder,
    ...(project.framework === null ? {} : { framework: project.framework }),
  });
  const byPath = new Map<string, BaseMigration>();
  const byIdentity = new Map<string, { readonly path: string }>();
  for (const { framework, root, files } of base.sets) {
    for (const file of files) {
      byPath.set(file.path, { framework, root, file });
      const identity = identityOf(framework, file);
      if (identity !== null) byIdentity.set(identityKey(framework, file.role, identity), file);
    }
  }
  const found = { byPath, byIdentity };
  known.set(branch, found);
  return found;
}

function identityKey(tool: MigrationSet['framework'], role: MigrationFile['role'], identity: string): string {
  return `${tool} ${role} ${identity}`;
}
