import type { FollowUpStyle } from './followUps.ts';

/** MySQL/MariaDB: a file that switches the checks off does so for its own session, which is another one later on. */
export function uncheckedForeignKeys({ sql }: FollowUpStyle): {
  readonly before: string;
  readonly after: string;
} {
  return {
    before: sql`SET SESSION foreign_key_checks = 0;`,
    after: sql`SET SESSION foreign_key_checks = 1;`,
  };
}
