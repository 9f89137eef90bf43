import type { FrameworkName, MigrationFile } from './framework.ts';
import { baseNameOf, parentOf } from './paths.ts';

/** What a tool remembers of the migrations it has run, and what it does when the files say something else. */
export interface RecordKeeping {
  /** By what it knows a migration again; `none` where nobody knows which tool it is, or it counts by smaller parts. */
  readonly identity: 'version' | 'name' | 'none';
  /** A migration that has run has another text now. */
  readonly edited: 'refused' | 'warned' | 'unnoticed';
  /** A new migration is older than one that has run. */
  readonly outOfOrder: 'refused' | 'skipped' | 'late';
  /** Two migrations have one version. */
  readonly duplicate: 'refused' | 'fails' | 'allowed';
  /** A migration that has run is not there any more; `unnoticed` when not written. */
  readonly gone?: 'refused';
  /** A number is left out. */
  readonly gap: 'refused' | 'allowed';
  /** Page of the manual, or source file and version. */
  readonly source: string;
}

const BY_TOOL: Readonly<Record<FrameworkName, RecordKeeping>> = {
  flyway: {
    identity: 'version',
    edited: 'refused',
    gone: 'refused',
    outOfOrder: 'refused',
    duplicate: 'refused',
    gap: 'allowed',
    source:
      'Flyway documentation, "Validate" and "Out of order" (defaults validateOnMigrate=true, outOfOrder=false)',
  },
  liquibase: {
    identity: 'none',
    edited: 'refused',
    outOfOrder: 'late',
    duplicate: 'refused',
    gap: 'allowed',
    source: 'Liquibase documentation, "Changeset checksums": MD5 of each changeset',
  },
  'golang-migrate': {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'skipped',
    duplicate: 'refused',
    gap: 'allowed',
    source: 'golang-migrate v4, source/migration.go and migrate.go: the database holds one version',
  },
  goose: {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'refused',
    duplicate: 'refused',
    gap: 'allowed',
    source: 'goose v3.3 and newer, up.go: missing migrations are an error without -allow-missing',
  },
  dbmate: {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'fails',
    gap: 'allowed',
    source:
      'dbmate v2, README "Creating Migrations": versions in schema_migrations, older ones refused with --strict',
  },
  prisma: {
    identity: 'name',
    edited: 'warned',
    outOfOrder: 'late',
    duplicate: 'allowed',
    gap: 'allowed',
    source:
      'Prisma documentation, "About migration histories": checksums, deploy warns and dev wants a reset',
  },
  drizzle: {
    identity: 'none',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'allowed',
    gap: 'allowed',
    source: 'drizzle-orm, migrator.ts: runs what the journal dates after the last one',
  },
  sqlx: {
    identity: 'version',
    edited: 'refused',
    gone: 'refused',
    outOfOrder: 'late',
    duplicate: 'fails',
    gap: 'allowed',
    source: 'sqlx 0.8, sqlx-core/src/migrate/migrator.rs: VersionMismatch, VersionMissing',
  },
  diesel: {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'fails',
    gap: 'allowed',
    source: 'Diesel 2, migration_harness.rs: runs every version that __diesel_schema_migrations lacks',
  },
  'node-pg-migrate': {
    identity: 'name',
    edited: 'unnoticed',
    outOfOrder: 'refused',
    duplicate: 'allowed',
    gap: 'allowed',
    source: 'node-pg-migrate documentation, "check-order" (default true)',
  },
  rails: {
    identity: 'none',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'allowed',
    gap: 'allowed',
    source: 'the Ruby migration that reads the file decides',
  },
  'sql-migrate': {
    identity: 'name',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'allowed',
    gap: 'allowed',
    source: 'sql-migrate v1, migrate.go: ToCatchup',
  },
  tern: {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'skipped',
    duplicate: 'refused',
    gap: 'refused',
    source: 'tern v2, migrate/migrate.go: FindMigrations wants every number once',
  },
  atlas: {
    identity: 'version',
    edited: 'refused',
    gone: 'refused',
    outOfOrder: 'refused',
    duplicate: 'fails',
    gap: 'allowed',
    source:
      'Atlas documentation, "Migration Directory Integrity" and "Applying Schema Migrations" (exec-order linear)',
  },
  hasura: {
    identity: 'version',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'fails',
    gap: 'allowed',
    source: 'Hasura documentation, "Migrations": versions in the catalog, applied when missing',
  },
  supabase: {
    identity: 'version',
    edited: 'unnoticed',
    gone: 'refused',
    outOfOrder: 'refused',
    duplicate: 'fails',
    gap: 'allowed',
    source: 'Supabase CLI, pkg/migration/apply.go: older files only with --include-all',
  },
  plain: {
    identity: 'none',
    edited: 'unnoticed',
    outOfOrder: 'late',
    duplicate: 'allowed',
    gap: 'allowed',
    source: 'nobody knows the runner',
  },
};

export function recordKeepingOf(tool: FrameworkName): RecordKeeping {
  return BY_TOOL[tool];
}

/** What the tool knows a migration by, so that equal texts mean the same migration; null where it knows none. */
export function identityOf(tool: FrameworkName, file: MigrationFile): string | null {
  switch (recordKeepingOf(tool).identity) {
    case 'version':
      return file.version === null ? null : canonicalVersion(tool, file.version);
    case 'name': {
      const name = baseNameOf(file.path);
      return tool === 'prisma' ? baseNameOf(parentOf(file.path)) : name;
    }
    case 'none':
      return null;
  }
}

/** Flyway's `2` and `2.0` are one version; elsewhere only zeros in front make no difference. */
function canonicalVersion(tool: FrameworkName, version: string): string {
  if (tool === 'atlas' || tool === 'supabase' || tool === 'dbmate' || tool === 'diesel') return version;
  const parts = version.split(/[._]/).map(part => part.replace(/^0+(?=\d)/, ''));
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return parts.join('.');
}
