import { atlas } from './atlas.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import type { FrameworkName, MigrationFramework } from './framework.ts';
import { golangMigrate } from './golangMigrate.ts';
import { goose } from './goose.ts';
import { hasura } from './hasura.ts';
import { liquibase } from './liquibase.ts';
import { nodePgMigrate } from './nodePgMigrate.ts';
import { plain } from './plain.ts';
import { prisma } from './prisma.ts';
import { rails } from './rails.ts';
import { sqlMigrate } from './sqlMigrate.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';
import { tern } from './tern.ts';

/**
 * In the order in which they are asked: first those whose files say so themselves, then those with folders of their
 * own shape, then those told apart by what else the project holds; `plain` takes what nobody else claims.
 */
export const frameworks: readonly MigrationFramework[] = [
  flyway,
  liquibase,
  goose,
  sqlMigrate,
  dbmate,
  tern,
  drizzle,
  prisma,
  supabase,
  hasura,
  diesel,
  nodePgMigrate,
  atlas,
  rails,
  sqlx,
  golangMigrate,
  plain,
];

export function frameworkNamed(name: FrameworkName): MigrationFramework {
  return frameworks.find(framework => framework.name === name) ?? plain;
}
