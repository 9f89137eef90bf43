import type { Engine } from '../../engines/engine.ts';

/*
 * What keys are called by the servers and by the tools that make them, where nobody has seen the key itself:
 * `users_email_key` and `users_pkey` (PostgreSQL, Prisma), `users_email_unique` (Laravel), `users_email_1a2b3c4d_uniq`
 * (Django), `UQ_...`, `PK_...` and `REL_...` (TypeORM), `UK...` (Hibernate).
 */
const UNIQUE = /(?:^|_)(?:uq|uk|ux|uniq|unique|ukey|pkey|pk)(?:_|$)|unique|^(?:uq|uk|rel)_?[0-9a-z]{20,}$/i;
const OF_CONSTRAINT = /_key$/i;
const OTHER = /(?:_|^)(?:fk|fkey|foreign|check|chk|ck|excl|not_null|nn)(?:_|$)/i;

/** True when a constraint of this name is in all likelihood a unique or primary key. */
export function isUniqueConstraintName(name: string): boolean {
  return !OTHER.test(name) && (UNIQUE.test(name) || OF_CONSTRAINT.test(name));
}

/** As {@link isUniqueConstraintName} for an index. On MySQL and MariaDB every index is a key. */
export function isUniqueIndexName(engine: Engine, name: string): boolean {
  return UNIQUE.test(name) || (engine === 'postgresql' && OF_CONSTRAINT.test(name));
}
